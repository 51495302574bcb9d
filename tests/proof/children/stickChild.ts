import { createHash, randomBytes } from 'node:crypto'
import { appendFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { writeProven } from '../../../src/base/core/writeProven.ts'
import { enterExchangeOffice } from '../exchangeOffice.ts'

/**
 * Backs up to a stick and saves files on it, in turns, until it is killed; says what is done in a file elsewhere. A file is named
 * by the hash of what is in it. `--careless` is the control: files are written under their names at once, without a sync.
 */
const { values } = parseArgs({
  options: {
    dir: { type: 'string', default: '' },
    built: { type: 'string', default: '' },
    stick: { type: 'string', default: '' },
    acks: { type: 'string', default: '' },
    careless: { type: 'boolean', default: false },
  },
})
/** A day passes with each backup, so that the program itself removes old ones: all of one day would fill the stick. */
let days = 0
const DAY_MS = 86_400_000
const office = await enterExchangeOffice({
  rootDir: values.dir,
  builtDir: values.built,
  unitCode: '15013',
  kind: 'branch',
  now: () => Date.now() + days * DAY_MS,
})
await office.client.backups.setFolder({ path: values.stick })
/** More would fill the stick. */
const MOST_FILES = 60
const written: string[] = []
for (let turn = 0; ; turn += 1) {
  const bytes = randomBytes(200_000 + (turn % 7) * 50_000)
  const name = `${createHash('sha256').update(bytes).digest('hex')}.rcb`
  if (values.careless) writeFileSync(join(values.stick, name), bytes)
  else {
    const proven = await writeProven(join(values.stick, name), bytes)
    if (!proven.ok) throw new Error(proven.failure.code)
  }
  appendFileSync(values.acks, `file ${name}\n`)
  written.push(name)
  if (written.length > MOST_FILES) rmSync(join(values.stick, written.shift() ?? ''))
  if (values.careless || turn % 4 !== 3) continue
  const { id } = await office.client.backups.make()
  appendFileSync(values.acks, `backup ${id}\n`)
  days += 1
}
