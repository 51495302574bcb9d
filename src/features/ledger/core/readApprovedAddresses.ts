import { refuse } from '../../../base/common/failures.ts'
import type { ReadDb, WriteDb } from '../../../db/database.ts'
import { mayReceive } from '../../addresses/common/rules.ts'

export interface AddressFacts {
  name: string
  villageId: string | null
}

/**
 * Name and village of addresses of this office that may receive.
 * @throws `common.notFound`, `ledger.addressNotApproved` (by name)
 */
export async function readApprovedAddresses(
  db: ReadDb | WriteDb,
  { ids, unitId }: { ids: readonly string[]; unitId: string },
): Promise<Map<string, AddressFacts>> {
  if (ids.length === 0) return new Map()
  const rows = await db
    .selectFrom('address')
    .select(['id', 'display_name as name', 'village_id as villageId', 'state'])
    .where('id', 'in', [...new Set(ids)])
    .where('owner_unit', '=', unitId)
    .where('deleted_at', 'is', null)
    .execute()
  if (rows.length !== new Set(ids).size) refuse('common.notFound')
  const barred = rows.find(({ state }) => !mayReceive(state))
  if (barred !== undefined) refuse('ledger.addressNotApproved', { name: barred.name })
  return new Map(rows.map(({ id, name, villageId }) => [id, { name, villageId }]))
}
