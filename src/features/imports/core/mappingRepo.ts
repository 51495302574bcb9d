import type { ReadDb, WriteDb } from '../../../db/database.ts'
import { type ColumnMapping, columnMappingSchema } from '../common/columnMapping.ts'

const MOST_REMEMBERED = 100

/** Mappings of earlier imports by the fingerprint of their headings, newest first. */
export async function readMappings(db: ReadDb): Promise<Record<string, ColumnMapping>> {
  const rows = await db
    .selectFrom('import_mapping')
    .select(['fingerprint', 'mapping'])
    .orderBy('used_at', 'desc')
    .limit(MOST_REMEMBERED)
    .execute()
  const known: Record<string, ColumnMapping> = {}
  for (const { fingerprint, mapping } of rows) {
    // A mapping saved by an older program that no longer fits is asked again.
    const parsed = columnMappingSchema.safeParse(JSON.parse(mapping))
    if (parsed.success) known[fingerprint] = parsed.data
  }
  return known
}

/** Remembers what the columns of such a file mean. The place of the table and its year belong to the one file. */
export async function rememberMapping(db: WriteDb, mapping: ColumnMapping, now: string): Promise<void> {
  const values = { mapping: JSON.stringify(mapping), used_at: now }
  await db
    .insertInto('import_mapping')
    .values({ fingerprint: mapping.fingerprint, ...values })
    .onConflict((conflict) => conflict.column('fingerprint').doUpdateSet(values))
    .execute()
}
