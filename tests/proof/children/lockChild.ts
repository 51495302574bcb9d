import { existsSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { parseArgs } from 'node:util'
import { lockOffice } from '../../../src/db/officeLock.ts'

/** Tries to open the folder at a given moment, together with others, and says whether it did. `--naive` looks, then writes a lock file. */
const { values } = parseArgs({
  options: {
    dir: { type: 'string', default: '' },
    at: { type: 'string', default: '0' },
    naive: { type: 'boolean', default: false },
  },
})
await wait(Math.max(0, Number(values.at) - Date.now()))
const opened = values.naive ? await lockNaively(values.dir) : lockOffice(values.dir)
process.stdout.write(opened.ok ? 'opened\n' : 'refused\n')
// Held until the parent has heard from everybody.
process.stdin.once('data', () => process.exit(0))

async function lockNaively(dir: string): Promise<{ ok: boolean }> {
  const file = join(dir, 'naive.lock')
  if (existsSync(file)) return { ok: false }
  await wait(2)
  writeFileSync(file, String(process.pid))
  return { ok: true }
}
