import type { WriteDb } from '../../../db/database.ts'
import { setDeleted, updateRecord, type WriteContext } from '../../../db/recordWriter.ts'
import type { AddressTable } from '../../../db/tables/addressTables.ts'

interface Files {
  survivor: AddressTable
  other: AddressTable
}

/**
 * One household for the one person: the survivor takes over the other's where it has none, else the other's members come over
 * and the emptied household goes. A head who was merged is the survivor's person from now on.
 */
export async function joinHouseholds(db: WriteDb, context: WriteContext, { survivor, other }: Files): Promise<void> {
  const [mine, theirs] = [survivor.household_id, other.household_id]
  if (theirs === null || theirs === mine) return
  if (mine === null) await takeHousehold(db, context, { survivor, other, householdId: theirs })
  else await emptyHousehold(db, context, { from: theirs, to: mine, except: other.person_id })
}

async function takeHousehold(
  db: WriteDb,
  context: WriteContext,
  { survivor, other, householdId }: Files & { householdId: string },
): Promise<void> {
  const changes = { household_id: householdId }
  await updateRecord(db, context, {
    table: 'address',
    id: survivor.id,
    version: await versionOf(db, 'address', survivor.id),
    changes,
  })
  if (survivor.person_id === null) return
  const relation = await db
    .selectFrom('person')
    .select('relation_to_head')
    .where('id', '=', other.person_id ?? '')
    .executeTakeFirst()
  await updateRecord(db, context, {
    table: 'person',
    id: survivor.person_id,
    version: await versionOf(db, 'person', survivor.person_id),
    changes: { ...changes, relation_to_head: relation?.relation_to_head ?? null },
  })
  const household = await db.selectFrom('household').selectAll().where('id', '=', householdId).executeTakeFirst()
  if (household === undefined || household.head_person_id !== other.person_id) return
  await updateRecord(db, context, {
    table: 'household',
    id: householdId,
    version: household.version,
    changes: { head_person_id: survivor.person_id },
  })
}

async function emptyHousehold(
  db: WriteDb,
  context: WriteContext,
  { from, to, except }: { from: string; to: string; except: string | null },
): Promise<void> {
  const members = await db
    .selectFrom('person')
    .select(['id', 'version'])
    .where('household_id', '=', from)
    .where('id', '!=', except ?? '')
    .where('owner_unit', '=', context.unitId)
    .execute()
  for (const { id, version } of members) {
    await updateRecord(db, context, { table: 'person', id, version: Number(version), changes: { household_id: to } })
  }
  const addresses = await db
    .selectFrom('address')
    .select('id')
    .where('household_id', '=', from)
    .where('person_id', '!=', except ?? '')
    .where('deleted_at', 'is', null)
    .execute()
  // Another address of that household still lives in it.
  if (addresses.length === 0) await setDeleted(db, context, { table: 'household', id: from, deleted: true })
}

async function versionOf(db: WriteDb, table: 'address' | 'person', id: string): Promise<number> {
  const { version } = await db.selectFrom(table).select('version').where('id', '=', id).executeTakeFirstOrThrow()
  return Number(version)
}
