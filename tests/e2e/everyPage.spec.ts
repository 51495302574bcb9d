import { cpSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Page } from '@playwright/test'
import { PRACTICE_OFFICE } from '../../src/features/practice/common/rules.ts'
import { command } from './support/commands.ts'
import { type Desk, PLACES } from './support/desk.ts'
import { expect, test } from './support/officeTest.ts'
import { PAGES } from './support/pages.ts'
import { expectFits, violations } from './support/reach.ts'
import { FEATURES, LANGUAGES, type Language } from './support/words.ts'

/** Text one and a half times as large, the setting for tired eyes. */
const LARGE_TEXT = 150

let made: string

// Every test starts from a copy of one practice branch.
test.describe.configure({ mode: 'default' })
test.beforeAll(async () => {
  made = mkdtempSync(join(tmpdir(), 'nhip-cau-e2e-pages-'))
  await command('demo', '--data', join(made, 'office'))
})
test.afterAll(() => rmSync(made, { recursive: true, force: true, maxRetries: 5 }))

test.describe(() => {
  let desk: Desk
  const start = (language: Language) =>
    test.beforeEach(async ({ openDesk, folder }) => {
      const dataDir = join(folder, 'copied')
      cpSync(join(made, 'office'), dataDir, { recursive: true })
      desk = await openDesk({ language, dataDir })
      await desk.unlock(PRACTICE_OFFICE.passphrase)
    })

  for (const language of LANGUAGES) {
    test.describe(language, () => {
      start(language)

      test('every page is within reach of everyone, fits the screen, and is translated', async () => {
        for (const path of PAGES) {
          await test.step(path, async () => {
            await openPage(desk, path)
            expect.soft(await violations(desk.page), `axe on ${path}`).toEqual([])
            await expectFits(desk.page, path)
            expect.soft(await untranslated(desk.page), `keys on ${path}`).toEqual([])
          })
        }
        await setTextScale(desk, LARGE_TEXT)
        for (const path of PAGES) {
          await test.step(`${path} in large text`, async () => {
            await openPage(desk, path)
            await expectFits(desk.page, `${path} in large text`)
          })
        }
      })

      test('records, drawers and the search are within reach of everyone too', async () => {
        const { page, t } = desk
        await openPlace(desk, 'addresses')
        await page.getByRole('row').nth(1).click()
        await expect(page.getByRole('heading', { level: 1 })).not.toHaveText(t('addresses:title'))
        await expectReachable(page, 'an address')
        await openPlace(desk, 'addresses')
        await desk.button(t('addresses:actions.add')).click()
        await expect(desk.drawer()).toBeVisible()
        await expectReachable(page, 'quick add')
        await page.keyboard.press('Escape')
        await openPlace(desk, 'pairings')
        await page.getByRole('row').nth(1).click()
        await expect(page.getByText(t('pairings:page.months'))).toBeVisible()
        await expectReachable(page, 'a pairing')
        await openPlace(desk, 'rounds')
        await page.getByRole('row').nth(1).click()
        await expect(page.getByRole('heading', { level: 1 })).not.toHaveText(t('ledger:rounds.title'))
        await expectReachable(page, 'a round')
        await page.keyboard.press('Control+k')
        await desk.field(t('app:search.title')).fill('dao')
        await expect(desk.drawer().getByRole('button').first()).toBeVisible()
        await expectReachable(page, 'the search')
      })
    })
  }

  test.describe(() => {
    start('vi')

    test('every place of the navigation opens, and is marked as where one is', async () => {
      for (const place of PLACES) {
        await test.step(place, () => openPlace(desk, place))
      }
    })

    test('the language changes in place, without a reload', async () => {
      const { page } = desk
      await page.evaluate(() => Object.assign(window, { stillHere: true }))
      for (const language of ['en', 'lo', 'vi'] as const) {
        await desk.chooseLanguage(language)
        await expect(page.getByRole('heading', { level: 1 })).toHaveText(desk.in(language)('today:title'))
      }
      expect(await page.evaluate(() => 'stillHere' in window)).toBe(true)
    })

    test('Ctrl+K finds a name typed without marks, and Enter opens it', async () => {
      const { page, t } = desk
      await desk.go('addresses')
      await page.keyboard.press('Control+k')
      const box = desk.field(t('app:search.title'))
      await expect(box).toBeFocused()
      await page.keyboard.type('dao')
      const first = desk.drawer().getByRole('listitem').first()
      await expect(first).toContainText('Đào')
      const name = ((await first.locator('span').first().textContent()) ?? '').trim()
      await page.keyboard.press('Enter')
      await expect(page.getByRole('heading', { level: 1 })).toHaveText(name)
    })

    test('locking and unlocking leads back to the same place, half-typed words kept', async () => {
      const { t } = desk
      await desk.go('rounds')
      await desk.button(t('ledger:rounds.actions.new')).click()
      const place = desk.field(t('ledger:newRound.place'))
      await place.fill('Nhà văn hóa bản Na')
      await desk.button(t('common:frame.lock')).click()
      await desk.resume(PRACTICE_OFFICE.passphrase)
      await expect(desk.heading(t('ledger:newRound.title'))).toBeVisible()
      await expect(place).toHaveValue('Nhà văn hóa bản Na')
      await expect(place).toBeFocused()
    })

    test('a half-typed receipt is offered again after the window was gone, and what is typed does not replace it unasked', async () => {
      const { page, t } = desk
      const open = async () => {
        await desk.go('receipts')
        await desk.button(t('ledger:receipts.actions.add')).click()
        return desk.field(t('ledger:receipts.fields.payer'))
      }
      await (await open()).fill('Nhóm thiện nguyện Sông Mã')
      await page.waitForResponse((response) => response.url().includes('keepDraft') && response.ok())
      await page.reload()
      const again = await open()
      await expect(again).toHaveValue('')
      await again.fill('Người khác')
      // Longer than a draft waits to be kept: this one must not take the place of the other.
      await page.waitForTimeout(1500)
      await page.reload()
      await open()
      const use = desk.button(t('desk:draft.use'))
      await expect(use).toBeVisible()
      await use.click()
      await expect(again).toHaveValue('Nhóm thiện nguyện Sông Mã')
      await page.keyboard.press('Escape')
      await open()
      await expect(use, 'asked once').toBeHidden()
    })

    test('a PC that goes to sleep in the middle of a form shows nothing of it until it is unlocked', async () => {
      const { page, t } = desk
      await desk.go('addresses')
      await desk.button(t('addresses:actions.add')).click()
      const name = desk.field(t('addresses:fields.name'))
      await name.fill('Vi Thị Nửa Ch')
      // What the desktop window says when the PC sleeps or its screen is locked.
      await page.evaluate(() => window.postMessage('nhip-cau-locked', location.origin))
      const lock = desk.drawer(t('accounts:lock.title'))
      await expect(lock).toBeVisible()
      const onTop = () =>
        lock.evaluate((screen) => screen.contains(document.elementFromPoint(innerWidth - 100, innerHeight / 2)))
      await expect.poll(onTop, 'the lock covers the drawer').toBe(true)
      await desk.resume(PRACTICE_OFFICE.passphrase)
      await expect(name).toHaveValue('Vi Thị Nửa Ch')
    })

    test('a name typed with Unikey, which takes letters back and writes them anew, is left as it was typed', async () => {
      const { page, t } = desk
      await desk.go('addresses')
      await desk.button(t('addresses:actions.add')).click()
      const name = desk.field(t('addresses:fields.name'))
      await expect(name).toBeFocused()
      await typeTelex(page)
      await expect(name).toHaveValue('tạo')
    })
  })
})

/** "taoj": at the j Unikey sends as many backspaces as letters change, then the letters with their mark. */
async function typeTelex(page: Page): Promise<void> {
  await page.keyboard.type('tao')
  await page.keyboard.press('Backspace')
  await page.keyboard.press('Backspace')
  await page.keyboard.insertText('ạ')
  await page.keyboard.insertText('o')
}

async function openPlace(desk: Desk, place: (typeof PLACES)[number]): Promise<void> {
  await desk.go(place)
  await expectReady(desk.page)
}

async function openPage({ page }: Desk, path: (typeof PAGES)[number]): Promise<void> {
  await page.evaluate((hash) => {
    if (location.hash === hash) return
    // The page one leaves has a heading too: only another one tells that the next has come.
    document.querySelector('h1')?.setAttribute('data-left', '')
    location.hash = hash
  }, `#/${path}`)
  await expect(page.locator('h1[data-left]')).toHaveCount(0)
  await expectReady(page)
}

async function expectReady(page: Page): Promise<void> {
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
  await expect(page.locator('[aria-busy=true]')).toHaveCount(0)
}

async function expectReachable(page: Page, what: string): Promise<void> {
  expect.soft(await violations(page), `axe on ${what}`).toEqual([])
}

/** Words that look like a key nobody translated: `today.title`, `addresses:title`. */
async function untranslated(page: Page): Promise<string[]> {
  // biome-ignore lint/performance/useDomNodeTextContent: only what can be seen counts, not what scripts and styles hold
  const text = await page.evaluate(() => document.body.innerText)
  const keys = text.match(/\b[a-z][a-zA-Z]+(?:[.:][a-z][a-zA-Z]+)+\b/g) ?? []
  return keys.filter((key) => key.includes(':') || FEATURES.some((feature) => looksLikeKey(feature, key)))
}

function looksLikeKey(feature: Record<string, unknown>, key: string): boolean {
  const [first = ''] = key.split('.')
  return typeof feature[first] === 'object'
}

async function setTextScale(desk: Desk, percent: number): Promise<void> {
  await desk.go('settings')
  const scales = desk.page.getByRole('radiogroup', { name: desk.t('app:display.textScale') })
  await scales.getByText(`${percent} %`).click()
}
