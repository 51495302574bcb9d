import { refuse } from '../../../base/common/failures.ts'
import type { ReadDb } from '../../../db/database.ts'
import { findRestricted } from '../../../db/restrictedAddresses.ts'

/**
 * A person who asked that their data be put to no use: they are kept, and handed to nobody, whatever was signed before (Law
 * 91/2025/QH15). Refuses with bundles.transferRestricted, so that the office knows it is not a paper that is missing.
 */
export async function refuseRestricted(db: ReadDb, addressId: string): Promise<void> {
  if ((await findRestricted(db, [addressId])).has(addressId)) refuse('bundles.transferRestricted')
}

/** The same for a case whose offer is to be made once more, as long as it is still this office's. */
export async function refuseRestrictedOffer(
  db: ReadDb,
  { transferId, unitId }: { transferId: string; unitId: string },
): Promise<void> {
  const row = await db
    .selectFrom('case_transfer')
    .innerJoin('address', 'address.id', 'case_transfer.address_id')
    .select('address.id')
    .where('case_transfer.id', '=', transferId)
    .where('address.owner_unit', '=', unitId)
    .executeTakeFirst()
  if (row !== undefined) await refuseRestricted(db, row.id)
}
