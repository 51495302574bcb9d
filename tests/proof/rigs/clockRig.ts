import { join } from 'node:path'
import { makeProofOffice, type ProofOffice, workOnce } from '../proofOffice.ts'
import { isOver, type Outcome, type Rig, type RigContext } from '../rig.ts'

const TEN_YEARS_MS = 10 * 365.25 * 86_400_000

export const clockRig: Rig = {
  name: 'clock',
  what: 'the clock jumps up to ten years between two writes: changes, receipt numbers and log stay in their order',
  aim: 1000,
  run: (context) => jump(context, countDisorder),
  controlWhat: 'an order by time instead of by number',
  control: (context) => jump({ ...context, goOn: (done) => done < 20 && context.goOn(0) }, countByTime),
}

async function jump(context: RigContext, judge: (office: ProofOffice) => Promise<number>): Promise<Outcome> {
  const start = Date.parse('2026-11-21T02:00:00Z')
  let now = start
  const dir = join(context.scratch, judge === countByTime ? 'clock-control' : 'clock')
  const office = await makeProofOffice(dir, context.builtDir, () => now)
  const outcome = { done: 0, bad: 0 }
  while (!isOver(context, outcome)) {
    now = start + (context.random() - 0.5) * 2 * TEN_YEARS_MS
    await workOnce(office, outcome.done)
    outcome.done += 1
  }
  outcome.bad = await judge(office)
  await office.app.close()
  return outcome
}

/** Gaps in receipt numbers, changes out of their order, problems of the log, a backup or a passphrase that no longer works. */
async function countDisorder({ app, client }: ProofOffice): Promise<number> {
  const { read } = app.holder.office?.database ?? raise()
  const receipts = await read.selectFrom('receipt').select(['series', 'year', 'number']).execute()
  const gaps = [...Map.groupBy(receipts, ({ series, year }) => `${series} ${year}`).values()].filter(
    (numbers) => Math.max(...numbers.map(({ number }) => number)) !== numbers.length,
  ).length
  const journal = await read.selectFrom('journal').select('change_seq').orderBy('id').execute()
  const doubled = journal.length - new Set(journal.map((row) => row.change_seq)).size
  const { problemCount } = await client.audit.verify({})
  await client.backups.make()
  await client.accounts.changePassphrase({
    oldPassphrase: 'ruong bac thang mua lua chin',
    newPassphrase: 'nuoc chay da mon cau tre',
  })
  return gaps + doubled + problemCount
}

/** Neighbours in the log that time would put the other way round. */
async function countByTime({ app }: ProofOffice): Promise<number> {
  const { read } = app.holder.office?.database ?? raise()
  const entries = await read.selectFrom('audit_entry').select('at').orderBy('seq').execute()
  return entries.filter(({ at }, index) => index > 0 && at < (entries[index - 1]?.at ?? '')).length
}

function raise(): never {
  throw new Error('no office is open')
}
