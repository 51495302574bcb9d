import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { BUILT_DIR } from '../../support/launchDesktop.ts'

export const TIME_ZONE = 'Asia/Ho_Chi_Minh'

export interface Host {
  /** The one URL it printed. */
  url: string
  stop: () => Promise<void>
}

/** The built browser host as `npm start` starts it, on a folder of its own. */
export async function startHost(dataDir: string): Promise<Host> {
  const child = spawnHost(dataDir)
  let said = ''
  child.stderr?.on('data', (text: Buffer) => {
    said += text.toString()
  })
  const exited = once(child, 'exit')
  const lines = createInterface({ input: child.stdout ?? process.stdin })
  const first = await Promise.race([once(lines, 'line'), exited.then(() => undefined)])
  if (first === undefined) throw new Error(`the host ended: ${said}`)
  return {
    url: String(first[0]),
    stop: async () => {
      child.kill('SIGTERM')
      await exited
    },
  }
}

/** The process alone, for starts that are to end by themselves. */
export function spawnHost(dataDir: string): ChildProcess {
  return spawn(process.execPath, [join(BUILT_DIR, 'core/host.mjs'), '--data', dataDir], {
    env: { ...process.env, TZ: TIME_ZONE },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
}
