import { type RawBuilder, sql } from 'kysely'

/** Tables whose records may be merged into another of their kind. */
export type MergedTable = 'address' | 'person' | 'donor'

/**
 * The ids of a record and of all that were merged into it, as a subquery for `in`. What was written for a duplicate (money,
 * steps, history) stays where it was written and is read together with the one that goes on. An alias is one step deep: a
 * merge points earlier aliases at the new survivor.
 */
export function withMerged(table: MergedTable, id: string | RawBuilder<string>): RawBuilder<string> {
  return sql<string>`(select id from ${sql.table(table)} where id = ${id} or merged_into = ${id})`
}
