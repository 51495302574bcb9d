import { refuse } from '../../../base/common/failures.ts'
import type { ReadDb, WriteDb } from '../../../db/database.ts'
import { mayReceive } from '../../addresses/common/rules.ts'

export interface AddressFacts {
  name: string
  villageId: string | null
}

/**
 * Name and village of addresses of this office that may receive.
 * @throws `common.notFound`, `ledger.addressNotApproved` with the place in `ids`, counted from 1
 */
export async function readApprovedAddresses(
  db: ReadDb | WriteDb,
  { ids, unitId }: { ids: readonly string[]; unitId: string },
): Promise<Map<string, AddressFacts>> {
  const rows = await readAddresses(db, { ids, unitId })
  const barred = ids.findIndex((id) => isBarred(rows, id))
  if (barred >= 0) refuse('ledger.addressNotApproved', { number: barred + 1, village: '' })
  return new Map(rows.map(({ id, name, villageId }) => [id, { name, villageId }]))
}

/** The first of these addresses that may not receive. */
export async function findBarredAddress(
  db: ReadDb | WriteDb,
  { ids, unitId }: { ids: readonly string[]; unitId: string },
): Promise<string | undefined> {
  const rows = await readAddresses(db, { ids, unitId })
  return ids.find((id) => isBarred(rows, id))
}

type AddressRow = Awaited<ReturnType<typeof readAddresses>>[number]

function isBarred(rows: readonly AddressRow[], id: string): boolean {
  return rows.some((row) => row.id === id && !mayReceive(row.state))
}

async function readAddresses(db: ReadDb | WriteDb, { ids, unitId }: { ids: readonly string[]; unitId: string }) {
  if (ids.length === 0) return []
  const rows = await db
    .selectFrom('address')
    .select(['id', 'display_name as name', 'village_id as villageId', 'state'])
    .where('id', 'in', [...new Set(ids)])
    .where('owner_unit', '=', unitId)
    .where('deleted_at', 'is', null)
    .where('merged_into', 'is', null)
    .execute()
  if (rows.length !== new Set(ids).size) refuse('common.notFound')
  return rows
}
