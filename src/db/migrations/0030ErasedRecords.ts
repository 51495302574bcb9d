import type { Kysely } from 'kysely'
import { createTable, type Dialect, run } from './columns.ts'

/** Migration 0030: who was erased, by id and day, so that an older backup that is restored does not bring them back. */
export async function listErased(db: Kysely<unknown>, dialect: Dialect): Promise<void> {
  await createTable(db, dialect, {
    name: 'erased_record',
    columns: { table_name: 'text!', row_id: 'id!', erased_on: 'day!' },
    primaryKey: ['table_name', 'row_id'],
    constraints: ["check (table_name in ('address', 'person'))"],
  })
  await run(
    db,
    `insert into erased_record select 'address', id, anonymised_on from address where anonymised_on is not null`,
  )
  await run(
    db,
    `insert into erased_record select 'person', person.id, min(address.anonymised_on) from person
      join address on address.person_id = person.id or address.household_id = person.household_id
      where address.anonymised_on is not null group by person.id`,
  )
}
