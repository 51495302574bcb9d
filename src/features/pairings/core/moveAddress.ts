import type { WriteDb } from '../../../db/database.ts'
import { insertRecord, updateRecord, type WriteContext } from '../../../db/recordWriter.ts'
import { addressStateAfter } from '../common/rules.ts'

/**
 * Brings an address to the state its pairings give it, with the step on record. The one place where this feature writes
 * tables of another: "paired", "active" and "looking for a sponsor again" are nothing but consequences of pairings, and must
 * change in the same transaction as they do.
 */
export async function moveAddress(
  db: WriteDb,
  context: WriteContext,
  { addressId, onDay }: { addressId: string; onDay: string },
): Promise<void> {
  const address = await db
    .selectFrom('address')
    .select(['version', 'state'])
    .where('id', '=', addressId)
    .executeTakeFirstOrThrow()
  const state = addressStateAfter(address.state, await countPairings(db, context, addressId))
  if (state === undefined) return
  await updateRecord(db, context, {
    table: 'address',
    id: addressId,
    version: address.version,
    changes: { state, state_since: onDay },
  })
  await insertRecord(db, context, {
    table: 'address_step',
    values: { address_id: addressId, state, on_day: onDay, by_name: null, reason: null, decision_id: null },
  })
}

async function countPairings(
  db: WriteDb,
  { unitId }: WriteContext,
  addressId: string,
): Promise<{ engaged: number; intended: number }> {
  const pairings = await db
    .selectFrom('pairing')
    .select('state')
    .where('address_id', '=', addressId)
    .where('owner_unit', '=', unitId)
    .where('deleted_at', 'is', null)
    .execute()
  return {
    engaged: pairings.filter(({ state }) => state === 'active' || state === 'suspended').length,
    intended: pairings.filter(({ state }) => state === 'intended').length,
  }
}
