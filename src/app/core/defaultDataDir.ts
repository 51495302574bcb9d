import { homedir } from 'node:os'
import { join } from 'node:path'

/** Where an office is kept when nobody says otherwise: a folder of the person's own profile. */
export function defaultDataDir(env: NodeJS.ProcessEnv = process.env): string {
  if (process.platform === 'win32' && env.LOCALAPPDATA !== undefined) return join(env.LOCALAPPDATA, 'nhip-cau')
  return join(env.XDG_DATA_HOME ?? join(homedir(), '.local', 'share'), 'nhip-cau')
}
