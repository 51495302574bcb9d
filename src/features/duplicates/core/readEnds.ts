import { sql } from 'kysely'
import type { ReadDb, WriteDb } from '../../../db/database.ts'
import type { DuplicateKind } from '../common/duplicateSchemas.ts'

/** One end of a pair as it stands now. */
export interface End {
  /** The file that goes on: its own id, or the survivor's. */
  id: string
  name: string
  gone: boolean
}

/** Where the files of pairs stand now, by the id they had. */
export async function readEnds(
  db: ReadDb | WriteDb,
  kind: DuplicateKind,
  ids: readonly string[],
): Promise<Map<string, End>> {
  if (ids.length === 0) return new Map()
  const name = sql<string>`${sql.ref(kind === 'address' ? 'display_name' : 'name')}`.as('name')
  const query = kind === 'address' ? db.selectFrom('address') : db.selectFrom('donor')
  // Safe: both tables have these columns; a union of two tables cannot be typed together.
  const rows = await (query as ReturnType<typeof db.selectFrom<'donor'>>)
    .select(['id', 'merged_into', 'deleted_at'])
    .select(name)
    .where('id', 'in', [...new Set(ids)])
    .execute()
  return new Map(
    rows.map((row) => [row.id, { id: row.merged_into ?? row.id, name: row.name, gone: row.deleted_at !== null }]),
  )
}
