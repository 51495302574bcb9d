import { sql } from 'kysely'
import type { ReadDb, WriteDb } from '../../../db/database.ts'
import type { DuplicateKind } from '../common/duplicateSchemas.ts'

/** One end of a pair as it stands now. */
export interface End {
  /** The file that goes on: its own id, or the survivor's. */
  id: string
  name: string
  /** Deleted, or anonymised: that they were once like somebody would tell who they are. */
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
  const anonymised = (kind === 'address' ? sql<string | null>`anonymised_on` : sql<null>`null`).as('anonymised')
  const query = kind === 'address' ? db.selectFrom('address') : db.selectFrom('donor')
  // Safe: both tables have these columns; a union of two tables cannot be typed together.
  const rows = await (query as ReturnType<typeof db.selectFrom<'donor'>>)
    .select(['id', 'merged_into', 'deleted_at'])
    .select([name, anonymised])
    .where('id', 'in', [...new Set(ids)])
    .execute()
  return new Map(
    rows.map(({ id, name, merged_into, deleted_at, anonymised }) => [
      id,
      { id: merged_into ?? id, name, gone: deleted_at !== null || anonymised !== null },
    ]),
  )
}
