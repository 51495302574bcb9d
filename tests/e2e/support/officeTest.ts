import { cpSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type BrowserContext, test as base, expect } from '@playwright/test'
import { PRACTICE_OFFICE } from '../../../src/features/practice/common/rules.ts'
import { command } from './commands.ts'
import { Desk } from './desk.ts'
import { type Host, startHost } from './host.ts'
import { watchPage } from './watchPage.ts'
import type { Language } from './words.ts'

export interface OpenDesk {
  language: Language
  /** A folder that holds an office; without it a new, empty one. */
  dataDir?: string
  /** A host that is already running. */
  host?: Host
}

interface OfficeFixtures {
  /** An empty folder, removed when the test ends. */
  folder: string
  /** A PC of an office: its own folder, its own host, its own browser window. */
  openDesk: (options: OpenDesk) => Promise<Desk>
  /** A desk in the open book of a practice branch of its own. */
  openPractice: (language: Language) => Promise<Desk>
  /** Folder with a copy of the practice branch, nobody signed in. */
  practiceFolder: string
}

interface MadeOnce {
  /** Folder with the practice branch every test of this worker copies. */
  practiceMade: string
}

export const test = base.extend<OfficeFixtures, MadeOnce>({
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the names a fixture needs from this pattern
  folder: async ({}, use) => {
    const folder = mkdtempSync(join(tmpdir(), 'nhip-cau-e2e-'))
    await use(folder)
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 })
  },
  openDesk: async ({ browser, contextOptions, folder }, use) => {
    const hosts: Host[] = []
    const contexts: BrowserContext[] = []
    const watched: { desk: Desk; seen: string[] }[] = []
    await use(async ({ language, dataDir = mkdtempSync(join(folder, 'office-')), host }) => {
      const running = host ?? (await startHost(dataDir))
      if (host === undefined) hosts.push(running)
      const context = await browser.newContext(contextOptions)
      contexts.push(context)
      const page = await context.newPage()
      const seen = await watchPage(page)
      // A dialog of the system cannot be driven from here; without it the browser downloads the file.
      await page.addInitScript(() => Reflect.deleteProperty(window, 'showSaveFilePicker'))
      const desk = new Desk({ page, language, dataDir, url: running.url })
      watched.push({ desk, seen })
      await page.goto(running.url)
      await desk.chooseLanguage()
      return desk
    })
    await Promise.all(contexts.map((context) => context.close()))
    await Promise.all(hosts.map((host) => host.stop()))
    const errors = watched.flatMap(({ desk, seen }) => seen.filter((each) => desk.foreseen?.test(each) !== true))
    expect(errors, 'errors, uncaught errors and policy violations on the pages').toEqual([])
  },
  practiceMade: [
    // biome-ignore lint/correctness/noEmptyPattern: as above
    async ({}, use) => {
      const made = mkdtempSync(join(tmpdir(), 'nhip-cau-e2e-practice-'))
      await command('demo', '--data', made)
      await use(made)
      rmSync(made, { recursive: true, force: true, maxRetries: 5 })
    },
    { scope: 'worker' },
  ],
  practiceFolder: async ({ folder, practiceMade }, use) => {
    const dataDir = join(folder, 'practice')
    cpSync(practiceMade, dataDir, { recursive: true })
    await use(dataDir)
  },
  openPractice: async ({ openDesk, practiceFolder }, use) => {
    await use(async (language) => {
      const desk = await openDesk({ language, dataDir: practiceFolder })
      await desk.unlock(PRACTICE_OFFICE.passphrase)
      return desk
    })
  },
})

export { expect }
