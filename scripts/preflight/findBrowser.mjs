import { existsSync } from 'node:fs'
import { join } from 'node:path'

/** An installed Chromium, Chrome or Edge; `NHIP_CAU_BROWSER` names another. */
export function findBrowser(env = process.env) {
  const programFiles = [env.PROGRAMFILES, env['PROGRAMFILES(X86)'], env.LOCALAPPDATA].filter(Boolean)
  const windows = programFiles.flatMap((folder) => [
    join(folder, 'Microsoft', 'Edge', 'Application', 'msedge.exe'),
    join(folder, 'Google', 'Chrome', 'Application', 'chrome.exe'),
  ])
  const linux = ['chromium', 'chromium-browser', 'google-chrome', 'microsoft-edge'].map((name) =>
    join('/usr/bin', name),
  )
  const candidates = [env.NHIP_CAU_BROWSER, ...linux, ...windows].filter(Boolean)
  return candidates.find((file) => existsSync(file))
}
