import { readFile } from 'node:fs/promises'
import { expect, type Locator, type Page } from '@playwright/test'
import { PASSPHRASE, USER } from './commands.ts'
import { type Language, type Words, words } from './words.ts'

const OWN_NAMES: Record<Language, RegExp> = { vi: /Tiếng Việt/, en: /English/, lo: /ພາສາລາວ/ }
/** Making the keys of an office takes a second or two on purpose, more on a busy PC. */
const KEY_TIME = { timeout: 30_000 }

/** Every place of a branch's navigation. */
export const PLACES = [
  'today',
  'addresses',
  'map',
  'donors',
  'pairings',
  'receipts',
  'rounds',
  'houses',
  'duplicates',
  'papers',
  'quarter',
  'cooperation',
  'bundles',
  'import',
  'villages',
  'reorganise',
  'users',
  'audit',
  'settings',
] as const
export type Place = (typeof PLACES)[number]

/** Someone at the PC of an office: finds everything by its role and its words in one language. */
export class Desk {
  readonly page: Page
  readonly language: Language
  readonly dataDir: string
  readonly url: string
  readonly t: Words
  /** Errors in the console that the test itself brings about. */
  foreseen: RegExp | undefined

  constructor(at: { page: Page; language: Language; dataDir: string; url: string }) {
    this.page = at.page
    this.language = at.language
    this.dataDir = at.dataDir
    this.url = at.url
    this.t = words(at.language)
  }

  /** What the screen says in another language. */
  in(language: Language): Words {
    return words(language)
  }

  /** By the switch that every page has. */
  async chooseLanguage(language: Language = this.language): Promise<void> {
    await this.page.getByRole('button', { name: OWN_NAMES[language] }).click()
    await expect(this.page.locator('html')).toHaveAttribute('lang', language)
  }

  /** First run: makes the office with the passphrase the program suggests; gives the passphrase. */
  async createOffice(kind: 'branch' | 'province', unit: { search: string; name: RegExp }): Promise<string> {
    const { page, t } = this
    await page
      .getByRole('button')
      .filter({ hasText: t(`accounts:firstRun.${kind}.title`) })
      .click()
    const passphraseField = this.field(t('accounts:fields.passphrase'))
    await expect(passphraseField).toHaveValue(/^\S+( \S+){4,}$/)
    const passphrase = await passphraseField.inputValue()
    await this.pick(this.field(t(`accounts:firstRun.${kind}.unit`)), unit.search, unit.name)
    await this.field(t('accounts:fields.yourName')).fill(USER)
    await this.button(t('accounts:firstRun.create')).click()
    const code = page.getByRole('status', { name: t('accounts:fields.recoveryCode') })
    await expect(code).toHaveText(/^\w{6}(-\w{6}){3,}$/, KEY_TIME)
    await expect(this.button(t('accounts:recoveryCode.enter'))).toBeDisabled()
    await page.getByLabel(t('accounts:recoveryCode.kept')).check()
    await this.button(t('accounts:recoveryCode.enter')).click()
    await this.expectOpen()
    return passphrase
  }

  async unlock(passphrase = PASSPHRASE): Promise<void> {
    await this.field(this.t('accounts:fields.passphrase')).fill(passphrase)
    await this.button(this.t('accounts:unlock.open')).click()
    await this.expectOpen()
  }

  /** Unlocks the screen that was locked. */
  async resume(passphrase: string): Promise<void> {
    const lock = this.drawer(this.t('accounts:lock.title'))
    await this.field(this.t('accounts:fields.passphrase'), lock).fill(passphrase)
    await this.button(this.t('accounts:lock.resume'), lock).click()
    await expect(lock).toBeHidden()
  }

  async expectOpen(): Promise<void> {
    await expect(this.button(this.t('common:frame.lock'))).toBeVisible(KEY_TIME)
  }

  async go(place: Place): Promise<void> {
    const navigation = this.page.getByRole('navigation', { name: this.t('common:frame.navigation') })
    const link = navigation.getByRole('link', { name: this.t(`app:navigation.${place}`), exact: true })
    await link.click()
    // Until the page is there the one before it stays on the screen, with rows of its own to click.
    await expect(link).toHaveAttribute('aria-current', 'page')
  }

  button(name: string | RegExp, inside: Page | Locator = this.page): Locator {
    return inside.getByRole('button', { name, exact: true })
  }

  /** A field of a form by its label, whether or not the label is starred. */
  field(label: string, inside: Page | Locator = this.page): Locator {
    return inside.getByRole('textbox', { name: label, exact: true })
  }

  /** The open drawer or dialog. */
  drawer(title?: string | RegExp): Locator {
    return this.page.getByRole('dialog', title === undefined ? {} : { name: title })
  }

  heading(name: string | RegExp): Locator {
    return this.page.getByRole('heading', { name })
  }

  /** Types into a field that searches, and takes the option. */
  async pick(field: Locator, text: string, option: string | RegExp): Promise<void> {
    await field.fill(text)
    await this.page.getByRole('option', { name: option }).first().click()
  }

  /** Opens a list of choices and takes one. */
  async choose(label: string, option: string | RegExp, inside: Page | Locator = this.page): Promise<void> {
    await inside.getByRole('combobox', { name: label, exact: true }).click()
    await this.page.getByRole('option', { name: option, exact: true }).click()
  }

  /** Presses what saves a file and gives its name and bytes. */
  async save(press: Locator): Promise<{ name: string; path: string; bytes: Buffer }> {
    const [download] = await Promise.all([this.page.waitForEvent('download'), press.click()])
    const path = await download.path()
    return { name: download.suggestedFilename(), path, bytes: await readFile(path) }
  }

  /** Presses what asks for files and hands them over under the names an office would give them. */
  async hand(press: Locator, ...files: { name: string; bytes: Buffer }[]): Promise<void> {
    const [chooser] = await Promise.all([this.page.waitForEvent('filechooser'), press.click()])
    await chooser.setFiles(
      files.map(({ name, bytes }) => ({ name, mimeType: 'application/octet-stream', buffer: bytes })),
    )
  }

  /** 1.234 or 1,234, as this language writes it. */
  number(value: number): string {
    return String(value).replace(/\B(?=(\d{3})+$)/g, this.language === 'en' ? ',' : '.')
  }
}
