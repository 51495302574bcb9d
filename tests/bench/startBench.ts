import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { createORPCClient } from '@orpc/client'
import { RPCLink } from '@orpc/client/fetch'
import { LAUNCH_HEADER } from '../../src/app/ui/launchHeader.ts'
import { findBrowserPath } from '../../src/base/core/pdfBrowserPath.ts'
import { BareChromium } from './bareChromium.ts'
import { type BenchClient, type BenchOffice, PASSPHRASE } from './benchOffice.ts'
import { type Comparison, compareTimes } from './measure.ts'

const AIM = '≤ 1.5× an empty page'
const ROUNDS = 15
const ADDRESS_BAR_PAGES = 'WebUIOmniboxPopup,WebUIOmniboxAimPopup,WebUIOmniboxFullPopup,AimEnabled'
/** Under the page's folder of the bench's own build: the same server, the same headers, nothing on it. */
const EMPTY_PAGE = '<!doctype html><html lang="vi"><title>Nhịp Cầu</title><body><p>Nhịp Cầu</p></body></html>'

/**
 * From the start of Chromium, and from the start of a page in a Chromium that runs, until _Việc hôm nay_ shows its lines; against an
 * empty page of the same server in the same Chromium. The book is unlocked: how long a passphrase takes is chosen, not ours
 * to shorten. The profile is kept between the rounds, as it is on an office's PC.
 */
export async function benchStart(office: BenchOffice, size: number): Promise<Comparison[]> {
  await office.app.holder.close()
  const uiDir = fileURLToPath(new URL('ui/', import.meta.url))
  writeFileSync(join(uiDir, 'empty.html'), EMPTY_PAGE)
  const profile = mkdtempSync(join(tmpdir(), 'nhip-cau-bench-profile-'))
  const host = await startHost(office.rootDir)
  const page: Loaded = { address: `${host.origin}/#/`, shown: '.nc-today .nc-work li', ...host }
  const empty: Loaded = { address: `${host.origin}/empty.html`, shown: 'p', ...host }
  try {
    const rounds = await runRounds(profile, page, empty)
    return toComparisons(rounds, size)
  } finally {
    host.process.kill('SIGTERM')
    await once(host.process, 'exit')
    rmSync(profile, { recursive: true, force: true })
  }
}

interface Loaded {
  origin: string
  address: string
  /** What the page shows when it is of use. */
  shown: string
  session: string
  pageSecret: string
}

/** The built host on the filled office, unlocked, with what its page would hold. */
async function startHost(rootDir: string) {
  const file = fileURLToPath(new URL('core/host.mjs', import.meta.url))
  const started = spawn(process.execPath, [file, '--data', rootDir, '--port', '0'], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const url = new URL(await firstLine(started))
  const code = new URLSearchParams(url.hash.slice(1)).get('launch') ?? ''
  const answer = await fetch(`${url.origin}/launch`, {
    method: 'POST',
    headers: { [LAUNCH_HEADER]: code, origin: url.origin },
  })
  const pageSecret = await answer.text()
  const headers = { [LAUNCH_HEADER]: pageSecret, origin: url.origin }
  const client: BenchClient = createORPCClient(new RPCLink({ url: `${url.origin}/rpc`, headers }))
  const { token } = await client.accounts.unlock({ place: 'practice', userName: 'Bench', passphrase: PASSPHRASE })
  return { process: started, origin: url.origin, pageSecret, session: token }
}

async function firstLine({ stdout }: ChildProcess): Promise<string> {
  if (stdout === null) throw new Error('the host has no output')
  const [line] = await once(createInterface({ input: stdout }), 'line')
  return String(line)
}

interface Round {
  /** Milliseconds from the start of Chromium. */
  start: number
  startCpu: number
  /** Milliseconds from the beginning of the page in a Chromium that runs. */
  page: number
  pageCpu: number
}

async function runRounds(profile: string, page: Loaded, empty: Loaded): Promise<Record<'ours' | 'bare', Round[]>> {
  await runRound(profile, page)
  await runRound(profile, empty)
  const rounds = { ours: [] as Round[], bare: [] as Round[] }
  for (let round = 0; round < ROUNDS; round += 1) {
    rounds.ours.push(await runRound(profile, page))
    rounds.bare.push(await runRound(profile, empty))
  }
  return rounds
}

async function runRound(profile: string, loaded: Loaded): Promise<Round> {
  const begin = performance.now()
  const chromium = new BareChromium(findBrowserPath() ?? '', [
    ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
    `--user-data-dir=${profile}`,
    '--window-size=1366,768',
    '--lang=vi',
    '--password-store=basic',
    '--disable-background-networking',
    '--disable-component-update',
    '--disable-sync',
    // Chromium draws the list under its address bar as a page of its own, beside whichever page opens first; the window has no such bar.
    `--disable-features=${ADDRESS_BAR_PAGES}`,
  ])
  try {
    await showPage(chromium, loaded)
    const start = performance.now() - begin
    const startCpu = await cpuOf(chromium)
    const page = await showPage(chromium, loaded)
    return { start, startCpu, page, pageCpu: (await cpuOf(chromium)) - startCpu }
  } finally {
    await chromium.close()
  }
}

/** Opens the address in a tab of its own: milliseconds from its beginning until what is of use has been painted. */
async function showPage(chromium: BareChromium, { address, shown, pageSecret, session }: Loaded): Promise<number> {
  const send = await chromium.openTab()
  const kept = { 'nhipcau.launch': pageSecret, 'nhipcau.session': session }
  await send('Page.enable')
  const source = `Object.assign(sessionStorage, ${JSON.stringify(kept)})`
  await send('Page.addScriptToEvaluateOnNewDocument', { source })
  await send('Page.navigate', { url: address })
  const expression = `(${whenShown})(${JSON.stringify(shown)})`
  const { result } = await send('Runtime.evaluate', { expression, awaitPromise: true })
  return Number(result.value)
}

/** Runs in the page, and may use nothing but its argument. */
function whenShown(selector: string): Promise<number> {
  return new Promise((resolve) => {
    const look = () => {
      if (document.querySelector(selector) === null) return
      watch.disconnect()
      requestAnimationFrame(() => requestAnimationFrame(() => resolve(performance.now())))
    }
    const watch = new MutationObserver(look)
    watch.observe(document, { childList: true, subtree: true })
    look()
  })
}

/** Milliseconds of processor time of all processes of this Chromium so far. */
async function cpuOf(chromium: BareChromium): Promise<number> {
  const { processInfo } = await chromium.send('SystemInfo.getProcessInfo')
  return processInfo.reduce((sum, { cpuTime }) => sum + cpuTime * 1000, 0)
}

function toComparisons({ ours, bare }: Record<'ours' | 'bare', Round[]>, size: number): Comparison[] {
  const row = (what: string, measure: keyof Round) =>
    compareTimes(
      { what, size, aim: AIM },
      ours.map((round) => round[measure]),
      bare.map((round) => round[measure]),
    )
  return [
    row('start to work', 'start'),
    row('its processor', 'startCpu'),
    row('page to work', 'page'),
    row('its processor', 'pageCpu'),
  ]
}
