import { type RawBuilder, sql } from 'kysely'
import type { TestApp } from '../../support/openTestApp.ts'

/** Bigger tables hold what every office shares (units, vocabulary) and no history touches. */
const MOST_ROWS = 300

/**
 * Remembers every small table of an SQLite office and gives a function that puts all of them back, in a few milliseconds: a
 * thousand histories over one office cost no thousand unlocks. The search index follows its tables by itself.
 */
export async function rememberBook({ app }: TestApp): Promise<() => Promise<void>> {
  const { database } = app.holder.office ?? raise('no office is open')
  const names = await database.write(async (db) => {
    const all = await sql<{ name: string }>`select name from sqlite_schema where type = 'table'
      and name not like 'sqlite_%' and name not like 'kysely_%' and name not like 'search_%'`.execute(db)
    const small: string[] = []
    for (const { name } of all.rows) {
      const counted = await sql<{ rows: number }>`select count(*) as rows from ${sql.table(name)}`.execute(db)
      if ((counted.rows[0]?.rows ?? 0) > MOST_ROWS) continue
      await sql`create temp table ${sql.table(`kept_${name}`)} as select * from ${sql.table(name)}`.execute(db)
      small.push(name)
    }
    return small
  })
  const clear = [...names, 'search_entry'].map((name) => sql`delete from ${sql.table(name)}`)
  const fill = names.map((name) => sql`insert into ${sql.table(name)} select * from temp.${sql.table(`kept_${name}`)}`)
  const steps: RawBuilder<unknown>[] = [sql`pragma defer_foreign_keys = on`, ...clear, ...fill]
  return () =>
    database.write(async (db) => {
      for (const step of steps) await step.execute(db)
    })
}

function raise(message: string): never {
  throw new Error(message)
}
