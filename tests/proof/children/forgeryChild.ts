import { fork } from 'node:child_process'
import { createHash } from 'node:crypto'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { parseArgs } from 'node:util'
import { failureOf } from '../../../src/base/common/failures.ts'
import { JobRunner } from '../../../src/base/core/jobs.ts'
import { RECORD_KINDS, tableOf } from '../../../src/features/bundles/common/bundleRecords.ts'
import { decryptBundle } from '../../../src/features/bundles/core/envelope/decryptBundle.ts'
import { verifyBundle } from '../../../src/features/bundles/core/envelope/verifyBundle.ts'
import { unwrapPrivateKeys } from '../../../src/features/bundles/core/keys/privateKeyWrap.ts'
import { listSigners } from '../../../src/features/bundles/core/keys/unitKeysRepo.ts'
import type { Forger, Forgery } from '../../bundles/structuredForgeries.ts'
import { enterExchangeOffice } from '../exchangeOffice.ts'

/**
 * A province that a branch with a good key sends forgery after forgery, in a process of its own so that its memory can be told.
 * The last line it says is the outcome as JSON. `--believe` is the control: a reader that takes whatever a good signature covers.
 */
const { values } = parseArgs({
  options: {
    dir: { type: 'string', default: '' },
    built: { type: 'string', default: '' },
    seed: { type: 'string', default: '1' },
    tries: { type: 'string', default: '10000' },
    ms: { type: 'string', default: '60000' },
    believe: { type: 'boolean', default: false },
  },
})
/** One in this many through a thread of its own, as in the program; the others spare the start of a thread. */
const THREAD_EVERY = 100
/** Of the whole process: a bomb unpacks to a gigabyte. */
const MOST_MB = 300
/** Shorter runs begin with a program that has just been read in, of which nothing was collected yet. */
const LONG_RUN = 1000

// Safe: written by forgeryOffices.ts.
const forger = JSON.parse(readFileSync(join(values.dir, 'forger.json'), 'utf8')) as Forger
const province = await enterExchangeOffice({
  rootDir: join(values.dir, '38'),
  builtDir: values.built,
  unitCode: '38',
  kind: 'province',
})
const inline = province.app.services.jobs
const threads = new JobRunner(pathToFileURL(join(values.built, 'jobWorker.mjs')))
const database = province.app.holder.office?.database ?? missing()
const maker = fork(join(values.built, 'forgeryMaker.mjs'), ['--dir', values.dir, '--seed', values.seed], {
  serialization: 'advanced',
})
const rssAtFirstMb = Math.round(process.memoryUsage.rss() / 1_048_576)
const before = await bookHash()
const wrong: string[] = []
const until = performance.now() + Number(values.ms)
let done = 0
let coming = ask(0)
while (done < Number(values.tries) && (done === 0 || performance.now() < until)) {
  const forgery = await coming
  coming = ask(done + 1)
  const what = values.believe ? await believed(forgery) : await wronglyAnswered(forgery)
  done += 1
  if (what === undefined) continue
  wrong.push(`${forgery.name}: ${what}`)
  // From here on all would be refused for the place in the series that this one took.
  if (!values.believe) break
}
await coming
const goodReport = await openReport((await ask('good')).bytes).then(() => undefined, failureOf)
maker.disconnect()
// Refusing it as well, the province would have refused the others for a reason of no interest.
if (goodReport !== undefined) wrong.push(`the good report: ${goodReport.code}`)
const rssMb = Math.round(process.resourceUsage().maxRSS / 1024)
const grownMb = rssMb - rssAtFirstMb
if (Number(values.tries) >= LONG_RUN && rssMb >= MOST_MB) wrong.push(`took ${rssMb} MB`)
const told = wrong.slice(0, 3).join('; ')
process.stdout.write(`${JSON.stringify({ done, bad: wrong.length, rssMb, grownMb, told })}\n`)
process.exit(0)

/** The maker's next forgery; made while the last one is being opened. */
async function ask(turn: number | 'good'): Promise<Forgery> {
  const answer = once(maker, 'message')
  maker.send(turn)
  // Safe: forgeryMaker.ts answers with nothing else.
  const [forgery] = (await answer) as [Forgery]
  return forgery
}

function openReport(bytes: Uint8Array) {
  const ticket = province.app.services.tickets.put({ name: 'bao cao (1).rcb', type: '', bytes })
  return province.client.bundles.open({ ticket, acceptGap: true, acceptNewSeries: true })
}

function missing(): never {
  throw new Error('no office is open')
}

/** What went wrong: it was taken in, met with something else than a reason, or changed the book. */
async function wronglyAnswered({ bytes }: Forgery): Promise<string | undefined> {
  province.app.services.jobs = done % THREAD_EVERY === 0 ? threads : inline
  const failure = await openReport(bytes).then(() => undefined, failureOf)
  if (failure === undefined) return 'taken in'
  if (!failure.code.startsWith('bundles.')) return failure.code
  // What waits for other files would make all that follow rivals of it.
  await database.write((db) => db.deleteFrom('bundle_held').execute())
  return (await bookHash()) === before ? undefined : `refused (${failure.code}), but the book is another`
}

async function believed({ bytes }: Forgery): Promise<string | undefined> {
  const dataKey = province.app.holder.office?.dataKey ?? missing()
  const keys = await database.read.selectFrom('own_key').selectAll().execute()
  const identities = keys.map((key) => unwrapPrivateKeys(key.wrapped_private, { dataKey, id: key.id }).box)
  const signers = await listSigners(database.read, 'sender')
  const knownSigners = new Set(signers.map(({ fingerprint }) => fingerprint))
  const verified = verifyBundle(bytes, { knownSigners, ourRecipients: forger.to, mode: 'import' })
  if (!verified.ok) return undefined
  return (await decryptBundle(verified.value, identities)).ok ? 'taken in' : undefined
}

/** Everything the province knows of any unit, and the place of each in its series. */
async function bookHash(): Promise<string> {
  const hash = createHash('sha256')
  const { read } = database
  for (const table of [...RECORD_KINDS.map(tableOf), 'bundle_received', 'row_moved', 'unit_key', 'setting']) {
    hash.update(`${table}\n`)
    for await (const row of read.selectFrom(recordTable(table)).selectAll().stream(100))
      hash.update(JSON.stringify(row))
  }
  return hash.digest('hex')
}

/** Safe: only the names of the columns differ, and nobody reads one. */
function recordTable(table: string): 'setting' {
  return table as 'setting'
}
