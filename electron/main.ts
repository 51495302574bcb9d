import { mkdirSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { app } from 'electron'
import { defaultDataDir } from '../src/app/core/defaultDataDir.ts'
import { registerAppScheme } from './appScheme.ts'
import { guardNavigation } from './guardNavigation.ts'
import { startDesktop } from './startDesktop.ts'

// The book, its log and its locks are for the person who works here alone, not for other users of the PC. The core's process
// inherits it.
process.umask(0o077)

const { values } = parseArgs({
  args: process.argv.slice(1),
  options: { data: { type: 'string' }, practice: { type: 'boolean' } },
  // Chromium's own switches come along.
  strict: false,
})
const dataDir = resolve(typeof values.data === 'string' ? values.data : defaultDataDir())
const built = (path: string) => fileURLToPath(new URL(path, import.meta.url))

/** Switches that would let another program look into the window. */
const SPYING_SWITCHES = ['remote-debugging-port', 'remote-debugging-pipe', 'inspect', 'inspect-brk', 'js-flags']

app.enableSandbox()
registerAppScheme()
guardNavigation()
// What Chromium keeps lies with the office, so that each office's folder has its own window and its own lock.
mkdirSync(dataDir, { recursive: true, mode: 0o700 })
app.setPath('userData', join(dataDir, 'window'))

if (app.isPackaged && SPYING_SWITCHES.some((name) => app.commandLine.hasSwitch(name))) app.exit(1)
else if (!app.requestSingleInstanceLock()) app.exit(0)
else {
  void app.whenReady().then(() =>
    startDesktop({
      dataDir,
      practice: values.practice === true,
      pageDir: built('../ui'),
      preload: built('../preload/preload.cjs'),
      coreModule: built('../core/coreProcess.mjs'),
    }),
  )
}
