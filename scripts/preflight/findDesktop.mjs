import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { projectRoot } from './projectRoot.mjs'

/** True where a window can be shown. */
export function hasDisplay(env = process.env) {
  if (process.platform === 'linux') return Boolean(env.DISPLAY || env.WAYLAND_DISPLAY)
  return true
}

/**
 * The Electron program if it is already on this PC. It is not an npm package: `npm start -- --desktop` fetches it once, and
 * where that is impossible the same pages open in a browser. Asking the package itself would start a download.
 */
export function findElectron(env = process.env) {
  const home = join(projectRoot, 'node_modules', 'electron')
  const pathFile = join(home, 'path.txt')
  const name = existsSync(pathFile) ? readFileSync(pathFile, 'utf8').trim() : usualName()
  const program = join(env.ELECTRON_OVERRIDE_DIST_PATH ?? join(home, 'dist'), name)
  return existsSync(program) ? program : undefined
}

function usualName() {
  return process.platform === 'win32' ? 'electron.exe' : 'electron'
}
