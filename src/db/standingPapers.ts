import { type RawBuilder, type SqlBool, sql } from 'kysely'

/** The ids of the papers of a book that were made void, as a subquery for `in`. A void that was deleted voids nothing. */
export function voidedPapers(table: 'payout' | 'receipt'): RawBuilder<string> {
  return sql<string>`(select reverses from ${sql.table(table)} where reverses is not null and deleted_at is null)`
}

/** Papers that stand: neither a void themselves nor made void. The query reads the table under its own name. */
export function standingPapers(table: 'payout' | 'receipt'): RawBuilder<SqlBool> {
  const column = (name: string) => sql.ref(`${table}.${name}`)
  return sql<SqlBool>`${column('reverses')} is null and ${column('deleted_at')} is null
    and ${column('id')} not in ${voidedPapers(table)}`
}
