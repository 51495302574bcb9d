import type { WriteDb } from '../../../db/database.ts'
import { updateRecord, type WriteContext } from '../../../db/recordWriter.ts'

/**
 * A consent withdrawn in one file was withdrawn by the person: what the other file still holds of the same purpose, signed by
 * the same party on or before that day, ends with it. One given later stands.
 */
export async function withdrawForBoth(
  db: WriteDb,
  context: WriteContext,
  addressIds: readonly [string, string],
): Promise<void> {
  const consents = await db
    .selectFrom('consent')
    .select(['id', 'version', 'address_id', 'purpose', 'guardian', 'given_on', 'withdrawn_on'])
    .where('address_id', 'in', [...addressIds])
    .where('deleted_at', 'is', null)
    .execute()
  for (const consent of consents.filter((each) => each.withdrawn_on === null)) {
    const withdrawn = consents
      .filter((each) => each.purpose === consent.purpose && each.guardian === consent.guardian)
      .flatMap((each) => (each.address_id === consent.address_id ? [] : (each.withdrawn_on ?? [])))
      .filter((day) => day >= consent.given_on)
      .sort()
    const [day] = withdrawn
    if (day === undefined) continue
    const { id, version } = consent
    await updateRecord(db, context, { table: 'consent', id, version: Number(version), changes: { withdrawn_on: day } })
  }
}
