/**
 * `npm start`: installs what is missing, builds when stale, opens the program. Runs on Node 20 before anything is
 * installed, so it imports nothing but Node and the files beside it.
 */
import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { buildWhenStale } from './preflight/buildWhenStale.mjs'
import { findElectron, hasDisplay } from './preflight/findDesktop.mjs'
import { findNode24 } from './preflight/findNode24.mjs'
import { installPackages } from './preflight/installPackages.mjs'
import { projectRoot } from './preflight/projectRoot.mjs'
import { runProgram } from './preflight/runProgram.mjs'
import { say } from './preflight/say.mjs'

// npm moves to the project's folder; paths were typed where the person stands.
const whereTyped = process.env.INIT_CWD ?? process.cwd()
const wish = readWish()
await installPackages()
const node = findNode24()
await buildWhenStale(node)
if (wish.desktop) await fetchElectron()
// The window serves nobody else: several PCs need the page server.
const electron = wish.browser || wish.lan || !hasDisplay() ? undefined : findElectron()
process.exitCode = electron === undefined ? await openInBrowser() : await openWindow(electron)

function readWish() {
  const options = {
    data: { type: 'string' },
    port: { type: 'string' },
    lan: { type: 'boolean', default: false },
    address: { type: 'string', multiple: true, default: [] },
    practice: { type: 'boolean', default: false },
    browser: { type: 'boolean', default: false },
    desktop: { type: 'boolean', default: false },
  }
  try {
    return parseArgs({ options }).values
  } catch (error) {
    say(
      'Dùng: npm start -- [--practice] [--data THƯ_MỤC] [--port SỐ] [--browser] [--desktop] [--lan [--address IP]]',
      `Use: npm start -- [--practice] [--data DIR] [--port N] [--browser] [--desktop] [--lan [--address IP]] (${error.message})`,
    )
    process.exit(2)
  }
}

function passedOn() {
  return [...(wish.data === undefined ? [] : ['--data', wish.data]), ...(wish.practice ? ['--practice'] : [])]
}

async function fetchElectron() {
  if (findElectron() !== undefined) return
  say('Đang tải cửa sổ Electron (khoảng 120 MB)…', 'Fetching the Electron window (about 120 MB)…')
  const code = await runProgram(node, [join(projectRoot, 'node_modules', 'electron', 'install.js')], { toStderr: true })
  if (code !== 0) say('Không tải được: mở bằng trình duyệt.', 'It could not be fetched: opening in the browser.')
}

async function openWindow(electron) {
  const window = spawn(electron, [join(projectRoot, 'out', 'main', 'main.mjs'), ...passedOn()], {
    cwd: whereTyped,
    stdio: 'inherit',
  })
  return endOf(window)
}

/** The host prints the one URL; its fragment holds the launch secret, so it is handed to the browser and to nobody else. */
async function openInBrowser() {
  const port = wish.port === undefined ? [] : ['--port', wish.port]
  const lan = wish.lan ? ['--lan', ...wish.address.flatMap((address) => ['--address', address])] : []
  const host = spawn(node, [join(projectRoot, 'out', 'core', 'host.mjs'), ...passedOn(), ...port, ...lan], {
    stdio: ['inherit', 'pipe', 'inherit'],
    cwd: whereTyped,
  })
  host.stdout.once('data', (chunk) => {
    const [url = ''] = chunk.toString().trim().split('\n')
    if (url.startsWith('http://127.0.0.1:') && hasDisplay()) showInBrowser(url)
  })
  host.stdout.pipe(process.stdout)
  return endOf(host)
}

function showInBrowser(url) {
  const [file, ...words] =
    process.platform === 'win32'
      ? ['rundll32', 'url.dll,FileProtocolHandler', url]
      : [process.platform === 'darwin' ? 'open' : 'xdg-open', url]
  const browser = spawn(file, words, { stdio: 'ignore', detached: true })
  // No browser to open is no failure: the URL is on the screen.
  browser.once('error', () => {})
  browser.unref()
}

async function endOf(child) {
  for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => child.kill(signal))
  return new Promise((resolve) => {
    child.once('error', () => resolve(1))
    child.once('exit', (code) => resolve(code ?? 0))
  })
}
