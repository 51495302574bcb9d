import * as z from 'zod'
import type { AuditOwner } from './auditChain.ts'
import type { ReadDb, WriteDb } from './database.ts'

const dated = z.object({ id: z.string(), on: z.string() })

/** What people asked for and got, by ids and days and without any name: a backup from before must not undo it. */
export const honouredRequestsSchema = z.object({
  erased: z.array(dated.extend({ table: z.enum(['address', 'person']) })),
  /** Consents that were withdrawn. */
  withdrawn: z.array(dated),
  /** Addresses whose data are put to no use. */
  restricted: z.array(dated),
})
export type HonouredRequests = z.infer<typeof honouredRequestsSchema>

/** As the book has them. Only own records: what others have of theirs they say themselves. */
export async function readHonouredRequests(
  db: ReadDb | WriteDb,
  { unitId }: Pick<AuditOwner, 'unitId'>,
): Promise<HonouredRequests> {
  const erased = await db.selectFrom('erased_record').selectAll().orderBy('row_id').execute()
  const withdrawn = await db
    .selectFrom('consent')
    .select(['id', 'withdrawn_on'])
    .where('withdrawn_on', 'is not', null)
    .where('deleted_at', 'is', null)
    .where('owner_unit', '=', unitId)
    .execute()
  const restricted = await db
    .selectFrom('address')
    .select(['id', 'restricted_on'])
    .where('restricted_on', 'is not', null)
    .where('owner_unit', '=', unitId)
    .execute()
  return {
    erased: erased.map(({ table_name: table, row_id: id, erased_on: on }) => ({ table, id, on })),
    withdrawn: withdrawn.map(({ id, withdrawn_on }) => ({ id, on: withdrawn_on ?? '' })),
    restricted: restricted.map(({ id, restricted_on }) => ({ id, on: restricted_on ?? '' })),
  }
}

/** Notes who was erased, also somebody this book does not know: one that is restored later may. */
export async function keepErased(db: WriteDb, erased: HonouredRequests['erased']): Promise<void> {
  const values = erased.map(({ table, id, on }) => ({ table_name: table, row_id: id, erased_on: on }))
  for (let start = 0; start < values.length; start += AT_ONCE) {
    await db
      .insertInto('erased_record')
      .values(values.slice(start, start + AT_ONCE))
      .onConflict((conflict) => conflict.columns(['table_name', 'row_id']).doNothing())
      .execute()
  }
}

/** Well under the number of values one statement may carry. */
const AT_ONCE = 300

/** What any of them knows; the first that knows a record says since when. */
export function uniteHonouredRequests(all: readonly HonouredRequests[]): HonouredRequests {
  return {
    erased: firstOfEach(all.flatMap(({ erased }) => erased)),
    withdrawn: firstOfEach(all.flatMap(({ withdrawn }) => withdrawn)),
    restricted: firstOfEach(all.flatMap(({ restricted }) => restricted)),
  }
}

function firstOfEach<Entry extends { id: string }>(entries: readonly Entry[]): Entry[] {
  return [...Map.groupBy(entries, ({ id }) => id).values()].flatMap(([first]) => (first === undefined ? [] : [first]))
}
