import { parseArgs } from 'node:util'
import { Kysely, sql } from 'kysely'
import { openSqliteDatabase } from '../../../src/db/database.ts'
import { migrationsFor } from '../../../src/db/migrations/index.ts'
import { openSqlite, sqliteDialect } from '../../../src/db/openSqlite.ts'

/** Brings a book up to date and is killed meanwhile. `--bare` is the control: the same statements without transactions. */
const { values } = parseArgs({
  options: {
    file: { type: 'string', default: '' },
    key: { type: 'string', default: '' },
    bare: { type: 'boolean', default: false },
  },
})
const key = Buffer.from(values.key, 'hex')
process.stdout.write('ready\n')
if (values.bare) await migrateBare(values.file)
else await openSqliteDatabase(values.file, key)
process.stdout.write('done\n')
process.exit(0)

async function migrateBare(file: string): Promise<void> {
  const db = new Kysely<{ kysely_migration: { name: string; timestamp: string } }>({
    dialect: sqliteDialect(openSqlite({ file, key })),
  })
  await sql`create table if not exists kysely_migration (name text primary key, timestamp text)`.execute(db)
  const applied = new Set((await db.selectFrom('kysely_migration').select('name').execute()).map(({ name }) => name))
  for (const [name, { up }] of Object.entries(migrationsFor('sqlite'))) {
    if (applied.has(name)) continue
    await up(db)
    await db.insertInto('kysely_migration').values({ name, timestamp: '' }).execute()
  }
}
