import type { WriteDb } from '../../../db/database.ts'
import type { HonouredRequests } from '../../../db/honouredRequests.ts'
import { updateRecord, type WriteContext } from '../../../db/recordWriter.ts'

/** Consents withdrawn since a restored book was copied stay withdrawn. Those of other offices are theirs to withdraw. */
export async function withdrawAgain(
  db: WriteDb,
  context: WriteContext,
  withdrawn: HonouredRequests['withdrawn'],
): Promise<void> {
  for (const { id, on } of withdrawn) {
    const consent = await db
      .selectFrom('consent')
      .select('version')
      .where('id', '=', id)
      .where('owner_unit', '=', context.unitId)
      .where('withdrawn_on', 'is', null)
      .executeTakeFirst()
    if (consent === undefined) continue
    await updateRecord(db, context, { table: 'consent', id, version: consent.version, changes: { withdrawn_on: on } })
  }
}
