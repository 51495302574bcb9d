import { refuse } from '../../../../base/common/failures.ts'
import { newRecordId } from '../../../../base/common/recordId.ts'
import type { ReadDb, WriteDb } from '../../../../db/database.ts'
import type { OfficeContext } from '../../../../db/requireRight.ts'
import { standingPapers } from '../../../../db/standingPapers.ts'
import { type DecisionLine, decisionLineSchema } from '../../common/decisions/decisionLines.ts'
import { findSenderKey } from '../keys/unitKeysRepo.ts'
import { plainName } from '../seal/bundleFileName.ts'
import { sealShort } from '../seal/sealShort.ts'
import { getUnitNames } from '../unitNamesRepo.ts'
import { insertLine } from './decisionRepo.ts'
import { listWaitingFor } from './makeDecisions.ts'

/**
 * Makes the file of all that was decided for a unit and has no answer yet. It is whole in itself: a file that was lost is made good
 * by the next one. Payments to the unit that it was not told of become lines first.
 */
export async function makeDecisionFile(context: OfficeContext, toUnit: string) {
  const { db, services } = context
  const key = await findSenderKey(db, toUnit)
  if (key === undefined) refuse('bundles.senderNotEnrolled')
  await context.write((write, { now }) => tellPayments(context, write, { toUnit, now }))
  const lines = await listWaitingFor(db, toUnit)
  const records = await withoutVoided(db, lines)
  if (records.length === 0) refuse('bundles.nothingDecided')
  const { id, bytes } = await sealShort(context, { kind: 'decision', toUnit, recipients: [key.box_public], records })
  await context.write((write) => markSent(write, { ids: records.map((line) => line.id), bundleId: id }))
  const unit = await getUnitNames(db, toUnit)
  const name = `QuyetDinh-${plainName(unit.vi)}-${id.slice(-6)}.rcb`
  const ticket = services.tickets.put({ name, type: 'application/octet-stream', bytes })
  return { ticket, name, lines: records.length, bytes: bytes.length }
}

async function tellPayments(
  { office, session }: OfficeContext,
  db: WriteDb,
  { toUnit, now }: { toUnit: string; now: string },
): Promise<void> {
  const payments = await (db as unknown as ReadDb)
    .selectFrom('payout')
    .selectAll()
    .where('owner_unit', '=', office.unitId)
    .where('kind', '=', 'transfer')
    .where('counterpart_unit', '=', toUnit)
    .where(standingPapers('payout'))
    .where('id', 'not in', (told) =>
      told
        .selectFrom('decision_line')
        .select('payout_id')
        .where('payout_id', 'is not', null)
        .$castTo<{ payout_id: string }>(),
    )
    .orderBy('id')
    .execute()
  for (const payment of payments) {
    const { id: payoutId, series, year, number, on_day: onDay, amount, currency, method, purpose } = payment
    const facts = { payoutId, series, year: Number(year), number: Number(number), onDay, amount: Number(amount) }
    const line = { kind: 'moneySent', id: newRecordId(), ...facts, currency, method, purpose: purpose ?? null }
    await insertLine(db, decisionLineSchema.parse(line), {
      direction: 'out',
      from_unit: office.unitId,
      to_unit: toUnit,
      decided_at: now,
      decided_by: session.displayName,
      bundle_id: null,
    })
  }
}

/** A payment that was taken back since is not told any more. */
async function withoutVoided(db: ReadDb, lines: readonly DecisionLine[]): Promise<DecisionLine[]> {
  const voided = await db
    .selectFrom('payout')
    .select('reverses')
    .where('reverses', 'is not', null)
    .where('deleted_at', 'is', null)
    .execute()
  const gone = new Set(voided.map((row) => row.reverses))
  return lines.filter((line) => line.kind !== 'moneySent' || !gone.has(line.payoutId))
}

async function markSent(db: WriteDb, { ids, bundleId }: { ids: readonly string[]; bundleId: string }): Promise<void> {
  for (let start = 0; start < ids.length; start += 500) {
    await db
      .updateTable('decision_line')
      .set({ bundle_id: bundleId })
      .where('id', 'in', ids.slice(start, start + 500))
      .execute()
  }
}
