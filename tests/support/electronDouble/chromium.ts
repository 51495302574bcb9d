import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { type BrowserContext, chromium, type Page } from 'playwright-core'

const ARGUMENTS = [
  '--no-sandbox',
  '--remote-debugging-port=0',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
]

let starting: Promise<BrowserContext> | undefined
let userDataDir = ''

/** A fresh page; the first one of the browser is the one it opened with. */
export async function openPage(profileDir: string): Promise<Page> {
  const first = starting === undefined
  starting ??= start(profileDir)
  const context = await starting
  return (first ? context.pages()[0] : undefined) ?? context.newPage()
}

/** Where a test in another process can drive the same pages. */
export async function debuggingUrl(): Promise<string> {
  if (starting === undefined) throw new Error('no window yet')
  await starting
  const [port] = readFileSync(join(userDataDir, 'DevToolsActivePort'), 'utf8').split('\n')
  return `http://127.0.0.1:${port}`
}

export async function closeChromium(): Promise<void> {
  const context = await starting
  await context?.close()
}

async function start(profileDir: string): Promise<BrowserContext> {
  userDataDir = join(profileDir, 'chromium')
  const context = await chromium.launchPersistentContext(userDataDir, {
    executablePath: process.env.CHROME_PATH ?? '/usr/bin/chromium',
    args: ARGUMENTS,
    viewport: { width: 1366, height: 768 },
    acceptDownloads: true,
  })
  // A page that belongs to no window gets nothing at all.
  await context.route('**/*', (route) => route.abort())
  return context
}
