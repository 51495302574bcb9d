import { mayUse } from '../../../consents/common/rules.ts'
import type { PaperSource } from '../paperContents.ts'

/**
 * Which addresses may be named for a purpose (a sponsor told of, or published): only those with a signed consent to just that,
 * of the guardian for a child (Law 91/2025/QH15), and none whose data are restricted or anonymised.
 */
export async function readNameable(
  { db, today }: PaperSource,
  addressIds: readonly string[],
  purpose: 'shareWithSponsor' | 'publish' = 'shareWithSponsor',
): Promise<ReadonlySet<string>> {
  const ids = [...new Set(addressIds)]
  if (ids.length === 0) return new Set()
  const subjects = await db
    .selectFrom('address')
    .leftJoin('person', 'person.id', 'address.person_id')
    .select(['address.id', 'person.birth_day as birthDay'])
    .where('address.id', 'in', ids)
    .where('address.restricted_on', 'is', null)
    .where('address.anonymised_on', 'is', null)
    .execute()
  const rows = await db
    .selectFrom('consent')
    .select(['address_id as addressId', 'purpose', 'guardian', 'withdrawn_on as withdrawnOn'])
    .where('address_id', 'in', ids)
    .where('purpose', '=', purpose)
    .where('deleted_at', 'is', null)
    .execute()
  const consents = Map.groupBy(rows, (row) => row.addressId)
  const nameable = subjects.filter(({ id, birthDay }) => {
    const marks = (consents.get(id) ?? []).map((row) => ({ ...row, guardian: row.guardian === 1 }))
    return mayUse(purpose, marks, { birthDay, today }).ok
  })
  return new Set(nameable.map(({ id }) => id))
}
