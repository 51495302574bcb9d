import { existsSync } from 'node:fs'
import { join } from 'node:path'

/** Where Linux and macOS keep a Chromium-family browser. */
const UNIX_PATHS = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/usr/bin/google-chrome-stable',
  '/usr/bin/microsoft-edge',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge',
]
/** Below Program Files; every Windows 10 and 11 has Edge. */
const WINDOWS_PATHS = ['Microsoft\\Edge\\Application\\msedge.exe', 'Google\\Chrome\\Application\\chrome.exe']

/** The browser that lays out papers: `CHROME_PATH` if it is set, else the first one installed; undefined where there is none. */
export function findBrowserPath(env: NodeJS.ProcessEnv = process.env, exists = existsSync): string | undefined {
  if (env.CHROME_PATH !== undefined && env.CHROME_PATH !== '') {
    return exists(env.CHROME_PATH) ? env.CHROME_PATH : undefined
  }
  return [...UNIX_PATHS, ...windowsPaths(env)].find((path) => exists(path))
}

function windowsPaths(env: NodeJS.ProcessEnv): string[] {
  const folders = [env['ProgramFiles(x86)'], env.ProgramFiles, env.LOCALAPPDATA]
  return folders.flatMap((folder) =>
    folder === undefined ? [] : WINDOWS_PATHS.map((path) => join(folder, ...path.split('\\'))),
  )
}
