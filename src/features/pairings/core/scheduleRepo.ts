import { refuse } from '../../../base/common/failures.ts'
import type { WriteDb } from '../../../db/database.ts'
import { updateRecord, type WriteContext } from '../../../db/recordWriter.ts'
import { moveRemainder, type RemainderWay, type ScheduledInstalment } from '../common/moveRemainder.ts'
import type { ScheduleChange } from '../common/supportSchemas.ts'
import { readGivenInstalments } from './givenInstalments.ts'
import { readPresentInstalments } from './instalmentRepo.ts'
import { pairingIn } from './pairingSteps.ts'

interface Named {
  id: string
  version: number
}

/**
 * New amounts and days for kỳ of an active pairing. What was given is never asked back: a kỳ may not fall below it, and the
 * whole stays what was promised, to the dong.
 */
export async function editSchedule(
  db: WriteDb,
  context: WriteContext,
  { id, version, instalments: changes }: Named & ScheduleChange,
): Promise<void> {
  const schedule = await openSchedule(db, { id, version })
  const wanted = new Map(changes.map((change) => [change.id, change]))
  const known = schedule.filter((each) => wanted.has(each.id))
  if (known.length !== changes.length) refuse('common.notFound')
  const settled = known.find((each) => {
    const change = wanted.get(each.id)
    return change !== undefined && change.amount !== each.amount && (each.fixed || change.amount < each.delivered)
  })
  if (settled !== undefined) refuse('pairings.kySettled', { month: settled.firstMonth })
  const before = schedule.reduce((sum, each) => sum + each.amount, 0)
  const after = schedule.reduce((sum, each) => sum + (wanted.get(each.id)?.amount ?? each.amount), 0)
  if (after !== before) {
    const { currency } = await pairingIn(db, id, ['active'])
    refuse('pairings.sumDiffers', { before, after, difference: Math.abs(after - before), currency: currency ?? 'VND' })
  }
  for (const each of known) {
    const change = wanted.get(each.id)
    if (change === undefined) continue
    await updateRecord(db, context, {
      table: 'instalment',
      id: each.id,
      version: each.version,
      changes: { amount: change.amount, due_on: change.dueOn },
    })
  }
}

/** Moves what is left of a part payment to later kỳ; the sum stays. */
export async function moveInstalmentRemainder(
  db: WriteDb,
  context: WriteContext,
  { id, version, instalmentId, way }: Named & { instalmentId: string; way: RemainderWay },
): Promise<void> {
  const schedule = await openSchedule(db, { id, version })
  const amounts = moveRemainder(schedule, { id: instalmentId, way })
  if (amounts === undefined) refuse('pairings.nothingToMove')
  for (const each of schedule) {
    const amount = amounts.get(each.id)
    if (amount === undefined) continue
    await updateRecord(db, context, { table: 'instalment', id: each.id, version: each.version, changes: { amount } })
  }
}

type Scheduled = ScheduledInstalment & { version: number; firstMonth: string }

/** The kỳ of an active pairing in order; fixed are those on an open list, given in full or taken over. */
async function openSchedule(db: WriteDb, { id, version }: Named): Promise<Scheduled[]> {
  const pairing = await pairingIn(db, id, ['active'])
  if (pairing.version !== version) refuse('common.changedElsewhere')
  const present = await readPresentInstalments(db, id)
  const given = new Map((await readGivenInstalments(db, { pairingIds: [id] })).map((each) => [each.id, each]))
  return present.map(({ id: instalmentId, version: seen, firstMonth, amount, listed }) => {
    const { delivered = 0, past = null } = given.get(instalmentId) ?? {}
    return {
      id: instalmentId,
      version: seen,
      firstMonth,
      amount,
      delivered,
      fixed: listed || past !== null || delivered >= amount,
    }
  })
}
