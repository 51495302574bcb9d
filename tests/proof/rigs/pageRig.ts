import { execFile } from 'node:child_process'
import { existsSync, mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { sql } from 'kysely'
import { type Browser, chromium, type Page } from 'playwright-core'
import type { App } from '../../../src/app/core/createApp.ts'
import { findBrowserPath } from '../../../src/base/core/pdfBrowserPath.ts'
import { fieldKind, RECORD_FIELDS, RECORD_TABLES } from '../../../src/features/history/common/recordFields.ts'
import { PAPER_KINDS, paperNeeds } from '../../../src/features/papers/common/paperKinds.ts'
import { PRACTICE_OFFICE } from '../../../src/features/practice/common/rules.ts'
import { startHost } from '../../../src/host/startHost.ts'
import { PAGES } from '../../e2e/support/pages.ts'
import { BUILT_DIR } from '../../support/launchDesktop.ts'
import { clientOf, type ProofClient, proofApp } from '../proofOffice.ts'
import { isOver, type Outcome, type Rig, type RigContext } from '../rig.ts'
import { MARK, SCRIPT_PAYLOADS } from '../scriptPayloads.ts'

/** So many addresses that each payload stands in each of their texts. */
const ADDRESSES = 250
const IN_SAMPLE = 30

export const pageRig: Rig = {
  name: 'pages',
  what: `${SCRIPT_PAYLOADS.length} scripts in every text of every record of an office: no list, file, search, paper or message of the real page runs or draws one`,
  aim: 400,
  unable: () => (findBrowserPath() === undefined ? 'no browser on this machine' : undefined),
  run: async (context) => {
    const office = await makeHostileOffice(context)
    const pageDir = await builtPage(context)
    const host = await startHost({ app: office.app, pageDir, port: 0 })
    const browser = await openBrowser()
    try {
      return await walk(context, { ...office, browser, url: host.url })
    } finally {
      await browser.close()
      await host.stop()
    }
  },
  controlWhat: 'the same texts put into a page as they are',
  control: async (context) => {
    const browser = await openBrowser()
    try {
      return await drawNaively(context, await newWatchedPage(browser))
    } finally {
      await browser.close()
    }
  },
}

interface HostileOffice {
  app: App
  client: ProofClient
  token: string
  /** HTML of the papers that were made. */
  papers: string[]
}

async function makeHostileOffice(context: RigContext): Promise<HostileOffice> {
  const papers: string[] = []
  const dir = join(context.scratch, 'pages')
  const app = proofApp(dir, context.builtDir)
  app.services.printPdf = async (html) => {
    papers.push(html)
    return new TextEncoder().encode('%PDF-1.4')
  }
  const { token } = await clientOf(app).accounts.createOffice({ ...PRACTICE_OFFICE, place: 'practice' })
  const client = clientOf(app, token)
  const addresses = context.most < 100 ? IN_SAMPLE : ADDRESSES
  for await (const _step of await client.practice.fill({ addresses })) {
    // Only its end counts here.
  }
  for (const name of SCRIPT_PAYLOADS.slice(0, 4))
    await client.accounts.users.add({ name: name.slice(0, 100), roles: ['auditor'] })
  await poison(app)
  return { app, client, token, papers }
}

/** Puts a payload into every free text of every record, another one in each row and column. */
async function poison(app: App): Promise<void> {
  const { office } = app.holder
  if (office === undefined) throw new Error('no office is open')
  let next = 0
  await office.database.write(async (db) => {
    for (const table of RECORD_TABLES) {
      const texts = Object.keys(RECORD_FIELDS[table]).filter((column) => fieldKind(table, column) === 'text')
      const { rows } = await sql<{ id: string }>`select id from ${sql.table(table)}`.execute(db)
      for (const { id } of texts.length === 0 ? [] : rows) {
        const sets = texts.map((column) => {
          next += 1
          return sql`${sql.ref(column)} = ${SCRIPT_PAYLOADS[next % SCRIPT_PAYLOADS.length]}`
        })
        await sql`update ${sql.table(table)} set ${sql.join(sets)} where id = ${id}`.execute(db)
      }
    }
  })
}

interface Walk extends HostileOffice {
  browser: Browser
  url: string
}

async function walk(context: RigContext, office: Walk): Promise<Outcome> {
  const outcome = { done: 0, bad: 0, note: '' }
  const page = await newWatchedPage(office.browser)
  let seen = 0
  const found: string[] = []
  const look = async (where: string) => {
    const { fired, shown } = await readCanaries(page)
    outcome.done += 1
    seen += shown ? 1 : 0
    if (fired.length === 0) return
    outcome.bad += 1
    found.push(`${where}: ${fired[0]}`)
  }
  await page.goto(office.url)
  await settle(page)
  await look('the door')
  await page.evaluate((token) => sessionStorage.setItem('nhipcau.session', token), office.token)
  await page.reload()
  const short = context.most < 100
  for (const hash of [
    ...(short ? PAGES.filter((_, index) => index % 3 === 0) : PAGES),
    ...(await listFiles(office.app, short ? 1 : 8)),
  ]) {
    if (isOver(context, outcome)) break
    await page.evaluate((to) => {
      location.hash = `#/${to}`
    }, hash)
    await settle(page)
    await look(hash)
  }
  for (const typed of SCRIPT_PAYLOADS.filter((_, index) => index % (short ? 100 : 10) === 0)) {
    await searchFor(page, typed)
    await look(`search for ${typed}`)
  }
  await makePapers(office, short)
  for (const html of office.papers) {
    await page.goto('about:blank')
    await page.setContent(html)
    await look('a paper')
  }
  if (seen === 0) throw new Error('no page showed a payload: the rig looked at nothing')
  return { ...outcome, note: [`${seen} showed some as text`, ...found.slice(0, 5)].join('; ') }
}

/** Files of records, by their paths. */
async function listFiles(app: App, most: number): Promise<string[]> {
  const tables = { addresses: 'address', donors: 'donor', pairings: 'pairing', houses: 'house', rounds: 'round' }
  const paths: string[] = []
  for (const [path, table] of Object.entries(tables)) {
    for (const id of await idsOf(app, table, most)) paths.push(`${path}/${id}`)
  }
  // A record that is not there is told in a message.
  return [...paths, `addresses/${encodeURIComponent(SCRIPT_PAYLOADS[1] ?? '')}`]
}

async function idsOf(app: App, table: string, most: number): Promise<string[]> {
  const { office } = app.holder
  if (office === undefined) throw new Error('no office is open')
  const query = sql<{ id: string }>`select id from ${sql.table(table)} order by id limit ${most}`
  return office.database.write(async (db) => (await query.execute(db)).rows.map(({ id }) => id))
}

async function searchFor(page: Page, typed: string): Promise<void> {
  await page.keyboard.press('Escape')
  await page.keyboard.press('Control+k')
  const field = page.getByRole('dialog').getByRole('textbox').or(page.getByRole('dialog').getByRole('combobox')).first()
  await field.fill(typed)
  await settle(page)
}

async function makePapers({ app, client }: HostileOffice, short: boolean): Promise<void> {
  const languages = short ? (['vi'] as const) : (['vi', 'en', 'lo'] as const)
  for (const kind of PAPER_KINDS) {
    const { subject } = paperNeeds(kind)
    const [subjectId = null] = subject === undefined ? [] : await idsOf(app, subject, 1)
    for (const language of languages) {
      // Some need what this record lacks; that is an answer, too.
      await client.papers.make({ kind, language, subjectId }).catch(() => undefined)
    }
  }
}

async function openBrowser(): Promise<Browser> {
  const args = ['--no-sandbox', '--disable-background-networking', '--disable-component-update', '--disable-sync']
  return chromium.launch({ executablePath: findBrowserPath() ?? '', args })
}

declare global {
  interface Window {
    fired?: string[]
    canary?: () => void
  }
}

/** What no page may throw, whatever stands in its texts. */
const exceptions = new WeakMap<Page, string[]>()

/** A page on which every sign of life of a payload is noted: a call, a dialog, a blocked script, an element. */
async function newWatchedPage(browser: Browser): Promise<Page> {
  const page = await browser.newPage({ viewport: { width: 1366, height: 768 } })
  page.on('dialog', (dialog) => void dialog.dismiss())
  const broken: string[] = []
  exceptions.set(page, broken)
  page.on('pageerror', (error) => broken.push(error.message))
  page.on('console', (message) => {
    // A refused call is answered with a sentence; the browser notes it all the same.
    if (message.type() === 'error' && !/status of 4\d\d/.test(message.text())) broken.push(message.text())
  })
  await page.addInitScript(() => {
    window.fired = []
    window.canary = () => window.fired?.push('a script ran')
    window.alert = () => window.fired?.push('a dialog')
    document.addEventListener('securitypolicyviolation', (event) => {
      window.fired?.push(
        `blocked ${event.violatedDirective} ${event.blockedURI} ${event.sourceFile}:${event.lineNumber}`,
      )
    })
  })
  return page
}

async function readCanaries(page: Page): Promise<{ fired: string[]; shown: boolean }> {
  const read = await page.evaluate((mark) => {
    const drawn = [...document.querySelectorAll(`[${mark}]`)].map(
      (element) => `drawn ${element.outerHTML.slice(0, 80)}`,
    )
    const fired = [...(window.fired ?? []), ...drawn]
    window.fired = []
    const fields = [...document.querySelectorAll('input, textarea')].map((field) => (field as HTMLInputElement).value)
    return { fired, shown: [document.body.textContent, ...fields].some((text) => text.includes(mark)) }
  }, MARK)
  const broken = exceptions.get(page)?.splice(0) ?? []
  return { ...read, fired: [...read.fired, ...broken] }
}

/** Nothing is loading any more, and what an element would run late has run. */
async function settle(page: Page): Promise<void> {
  await page.waitForLoadState('networkidle').catch(() => undefined)
  await page.waitForTimeout(120)
}

/** The page as it is built, made anew from the source that is proven. */
/** The page as it is delivered: what `npm test` has built, else built here. */
async function builtPage({ scratch, projectDir }: RigContext): Promise<string> {
  if (process.env.NHIP_CAU_OUT !== undefined) return join(BUILT_DIR, 'ui')
  const outDir = join(scratch, 'ui')
  mkdirSync(outDir, { recursive: true })
  const vite = join(projectDir, 'node_modules', 'vite', 'bin', 'vite.js')
  const words = ['build', '-c', 'vite.ui.config.ts', '--outDir', outDir, '--logLevel', 'error']
  // A test run is no production.
  const env = { ...process.env, NODE_ENV: 'production' }
  await promisify(execFile)(process.execPath, [vite, ...words], { cwd: projectDir, env })
  if (!existsSync(join(outDir, 'index.html'))) throw new Error('the page was not built')
  return outDir
}

async function drawNaively(context: RigContext, page: Page): Promise<Outcome> {
  const outcome = { done: 0, bad: 0 }
  for (const payload of SCRIPT_PAYLOADS) {
    if (isOver(context, outcome)) break
    await page.setContent(`<p title="x">${payload}</p>`)
    await page.waitForTimeout(20)
    outcome.done += 1
    outcome.bad += (await readCanaries(page)).fired.length > 0 ? 1 : 0
  }
  return outcome
}
