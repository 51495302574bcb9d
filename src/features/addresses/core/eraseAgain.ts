import type { ReadDb, WriteDb } from '../../../db/database.ts'
import type { HonouredRequests } from '../../../db/honouredRequests.ts'
import type { WriteContext } from '../../../db/recordWriter.ts'
import { type Anonymised, emptyAddress, emptyLonePerson } from './anonymise.ts'
import { setRestricted } from './requestRepo.ts'

/**
 * Empties in a restored book whoever was erased since it was copied, as far as the book knows them and they are this office's:
 * also a family that had a sponsor then, for the law does not ask what was in the way at the time. What the journal and the
 * log kept is the caller's to erase (`eraseTraces`).
 */
export async function eraseAgain(
  db: WriteDb,
  context: WriteContext,
  erased: HonouredRequests['erased'],
): Promise<Anonymised> {
  const gone: Anonymised = { records: [], words: [] }
  for (const { id, on } of erased.filter(({ table }) => table === 'address')) {
    const address = await findOwn(db, context, id)
    // A file that was merged into one before it in the list is empty by now.
    if (address === undefined || address.anonymised_on !== null) continue
    add(gone, await emptyAddress(db, context, { ...address, today: on }))
  }
  const done = new Set(gone.records.map(({ id }) => id))
  for (const { id } of erased.filter(({ table }) => table === 'person')) {
    if (!done.has(id)) add(gone, await emptyLonePerson(db, context, id))
  }
  return gone
}

/** Puts the data to no use again of whoever asked for it since a restored book was copied. */
export async function restrictAgain(
  db: WriteDb,
  context: WriteContext,
  restricted: HonouredRequests['restricted'],
): Promise<void> {
  for (const { id, on } of restricted) {
    const address = await findOwn(db, context, id)
    if (address?.restricted_on === null) await setRestricted(db, context, { id, version: address.version, on })
  }
}

function findOwn(db: ReadDb | WriteDb, { unitId }: WriteContext, id: string) {
  return db
    .selectFrom('address')
    .select(['id', 'version', 'person_id', 'household_id', 'anonymised_on', 'restricted_on'])
    .where('id', '=', id)
    .where('owner_unit', '=', unitId)
    .executeTakeFirst()
}

function add(gone: Anonymised, { records, words }: Anonymised): void {
  gone.records.push(...records)
  gone.words.push(...words)
}
