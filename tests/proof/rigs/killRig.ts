import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { openSqlite } from '../../../src/db/openSqlite.ts'
import { makeProofOffice, type ProofClient, reopenProofOffice } from '../proofOffice.ts'
import { isOver, type Outcome, type Rig, type RigContext } from '../rig.ts'
import { startChild } from './childLines.ts'

const LONGEST_MS = 250

export const killRig: Rig = {
  name: 'kill',
  what: 'kill -9 in mixed writes: acknowledged writes there, no half transaction, purse and log fit',
  aim: 1000,
  run: (context) => killAgainAndAgain(context, false),
  controlWhat: 'a program that acknowledges before it commits',
  control: (context) => killAgainAndAgain({ ...context, goOn: (done) => done < 15 && context.goOn(0) }, true),
}

async function killAgainAndAgain(context: RigContext, early: boolean): Promise<Outcome> {
  const dir = join(context.scratch, early ? 'kill-control' : 'kill')
  const { app, villageId } = await makeProofOffice(dir, context.builtDir)
  await app.close()
  const outcome = { done: 0, bad: 0 }
  const known = { receipts: 0 }
  while (!isOver(context, outcome)) {
    const args = ['--dir', dir, '--built', context.builtDir, '--village', villageId, ...(early ? ['--early'] : [])]
    const child = startChild(context, 'killChild', args)
    await child.says('ready')
    await wait(context.random() * LONGEST_MS)
    child.process.kill('SIGKILL')
    await child.exited
    outcome.bad += await countLost(context, { dir, lines: child.lines, known })
    outcome.done += 1
  }
  return outcome
}

interface After {
  dir: string
  lines: string[]
  known: { receipts: number }
}

/** Acknowledged records that are not there, and everything in the book that does not fit together. */
async function countLost(context: RigContext, { dir, lines, known }: After): Promise<number> {
  const { app, client } = await reopenProofOffice(dir, context.builtDir)
  try {
    const office = app.holder.office
    if (office === undefined) return 1
    const book = openSqlite({ file: join(dir, 'office.db'), key: office.dataKey, readOnly: true })
    try {
      const count = (query: string, ...values: unknown[]) =>
        Number(
          book
            .prepare(query)
            .pluck()
            .get(...values),
        )
      const ids = lines.flatMap((line) => /^(address|receipt) (.+)$/.exec(line)?.slice(1, 3) ?? [])
      let lost = 0
      for (let at = 0; at < ids.length; at += 2) {
        lost += count(`select count(*) from ${ids[at]} where id = ?`, ids[at + 1]) === 1 ? 0 : 1
      }
      const receipts = count('select count(*) from receipt')
      const early = lines.filter((line) => line.startsWith('early')).length
      if (early > 0) lost += Math.max(0, known.receipts + early - receipts)
      known.receipts = receipts
      const halves = count(
        'select count(*) from receipt where amount <> (select sum(amount) from allocation where receipt_id = receipt.id)',
      )
      const orphans = count('select count(*) from address where person_id not in (select id from person)')
      const sound = book.pragma('quick_check', { simple: true }) === 'ok' ? 0 : 1
      return lost + halves + orphans + sound + (await countLogProblems(client))
    } finally {
      book.close()
    }
  } finally {
    await app.close()
  }
}

async function countLogProblems(client: ProofClient): Promise<number> {
  return (await client.audit.verify({})).problemCount
}
