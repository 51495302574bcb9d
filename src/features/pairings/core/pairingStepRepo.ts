import { type Day, monthOf } from '../../../base/common/day.ts'
import { refuse } from '../../../base/common/failures.ts'
import { vietNamDay } from '../../../base/common/vietNamDay.ts'
import type { ReadDb, WriteDb } from '../../../db/database.ts'
import { insertRecord, type WriteContext } from '../../../db/recordWriter.ts'
import type { PairingState, PairingTable } from '../../../db/tables/pairingTables.ts'
import { pairingStateOn } from '../common/pairingStateOn.ts'

/** Puts a change of state on record with the day it takes effect; never later than today, when it already stands. */
export async function writePairingStep(
  db: WriteDb,
  context: WriteContext,
  step: { pairing: PairingTable; state: PairingState; onDay: Day; today: Day },
): Promise<void> {
  const { pairing, state, onDay, today } = step
  await insertRecord(db, context, {
    table: 'pairing_step',
    values: {
      pairing_id: pairing.id,
      from_state: pairing.state,
      state,
      on_day: [onDay, today].toSorted()[0] ?? today,
      reason: context.reason ?? null,
    },
  })
}

/** Where a pairing stood on a day; null before it began. */
export async function readPairingStateOn(
  db: ReadDb,
  { id, day }: { id: string; day: Day },
): Promise<PairingState | null> {
  const pairing = await db.selectFrom('pairing').selectAll().where('id', '=', id).executeTakeFirst()
  if (pairing === undefined) refuse('pairings.notFound')
  const steps = await db
    .selectFrom('pairing_step')
    .select(['from_state as fromState', 'state', 'on_day as onDay'])
    .where('pairing_id', '=', id)
    .where('owner_unit', '=', pairing.owner_unit)
    .where('deleted_at', 'is', null)
    .orderBy('change_seq')
    .execute()
  return pairingStateOn({ state: pairing.state, beganOn: beganOn(pairing), steps }, day)
}

/** The day it was written down, or the first of its months when it was taken over from an older book. */
function beganOn({ first_month, created_at }: PairingTable): Day {
  const written = vietNamDay(created_at)
  return first_month < monthOf(written) ? `${first_month}-01` : written
}
