import { refuse } from '../../../base/common/failures.ts'
import type { WriteDb } from '../../../db/database.ts'
import { setDeleted, updateRecord, type WriteContext } from '../../../db/recordWriter.ts'
import type { AddressState } from '../common/addressSchemas.ts'

/**
 * Takes back the last step of an address: the step is hidden, and the address stands where the one before had brought it.
 * @throws `addresses.notFound`, `addresses.noStepToUndo`, `addresses.stepFollowsPairing`
 */
export async function undoStep(db: WriteDb, context: WriteContext, addressId: string): Promise<AddressState> {
  const address = await db
    .selectFrom('address')
    .select(['version', 'state'])
    .where('id', '=', addressId)
    .where('deleted_at', 'is', null)
    .executeTakeFirst()
  if (address === undefined) refuse('addresses.notFound')
  const [last, before] = await db
    .selectFrom('address_step')
    .select(['id', 'state', 'on_day', 'decision_id', 'end_reason'])
    .where('address_id', '=', addressId)
    .where('deleted_at', 'is', null)
    .orderBy('id', 'desc')
    .limit(2)
    .execute()
  if (last === undefined || before === undefined || last.state !== address.state) refuse('addresses.noStepToUndo')
  if ([last.state, before.state].some((state) => state === 'paired' || state === 'active')) {
    refuse('addresses.stepFollowsPairing')
  }
  await setDeleted(db, context, { table: 'address_step', id: last.id, deleted: true })
  const { version } = address
  const changes = {
    state: before.state,
    state_since: before.on_day,
    end_reason: before.end_reason,
    decision_id: await lastPaper(db, addressId),
  }
  await updateRecord(db, context, { table: 'address', id: addressId, version, changes })
  return before.state
}

/** The paper of the last step that has one. */
async function lastPaper(db: WriteDb, addressId: string): Promise<string | null> {
  const step = await db
    .selectFrom('address_step')
    .select('decision_id')
    .where('address_id', '=', addressId)
    .where('decision_id', 'is not', null)
    .where('deleted_at', 'is', null)
    .orderBy('id', 'desc')
    .executeTakeFirst()
  return step?.decision_id ?? null
}
