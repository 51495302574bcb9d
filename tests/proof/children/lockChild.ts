import { once } from 'node:events'
import { existsSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { parseArgs } from 'node:util'
import { lockOffice } from '../../../src/db/officeLock.ts'

/** Waits for the word, tries to open the folder together with others, and says whether it did. `--naive` looks, then writes a lock file. */
const { values } = parseArgs({
  options: {
    dir: { type: 'string', default: '' },
    naive: { type: 'boolean', default: false },
  },
})
process.stdout.write('ready\n')
await once(process.stdin, 'data')
const opened = values.naive ? await lockNaively(values.dir) : lockOffice(values.dir)
process.stdout.write(opened.ok ? 'opened\n' : 'refused\n')
// Held until the parent has heard from everybody.
process.stdin.once('data', () => process.exit(0))

async function lockNaively(dir: string): Promise<{ ok: boolean }> {
  const file = join(dir, 'naive.lock')
  if (existsSync(file)) return { ok: false }
  await wait(50)
  writeFileSync(file, String(process.pid))
  return { ok: true }
}
