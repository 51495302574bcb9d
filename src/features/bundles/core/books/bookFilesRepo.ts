import type { ReadDb, WriteDb } from '../../../../db/database.ts'
import type { AttachmentTable } from '../../../../db/tables/addressFileTables.ts'
import type { BookMoveTable, BookPartTable } from '../../../../db/tables/reorganiseTables.ts'
import { BOOK_KINDS, isBookKind } from '../../common/books/bookColumns.ts'

/** Photos and papers of an office that belong to rows of a book, `rowsByKind` its rows. */
export async function listBookFiles(
  db: ReadDb | WriteDb,
  { unitId, rowsByKind }: { unitId: string; rowsByKind: Readonly<Record<string, readonly string[]>> },
): Promise<AttachmentTable[]> {
  const rows = new Set(
    Object.entries(rowsByKind).flatMap(([kind, ids]) =>
      isBookKind(kind) ? ids.map((id) => `${BOOK_KINDS[kind].table} ${id}`) : [],
    ),
  )
  const files = await (db as ReadDb)
    .selectFrom('attachment')
    .selectAll()
    .where('owner_unit', '=', unitId)
    .where('deleted_at', 'is', null)
    .where('content', '<>', '')
    .orderBy('id')
    .execute()
  return files.filter(({ table_name, row_id }) => rows.has(`${table_name} ${row_id}`))
}

/** Books of this office on their way to a unit, or there: what they carry is that unit's. */
export async function listBooksTo(db: ReadDb | WriteDb, toUnit: string): Promise<BookMoveTable[]> {
  return (db as ReadDb)
    .selectFrom('book_move')
    .selectAll()
    .where('direction', '=', 'out')
    .where('to_unit', '=', toUnit)
    .where('state', 'in', ['made', 'accepted'])
    .orderBy('made_at', 'desc')
    .orderBy('id', 'desc')
    .execute()
}

export async function listBookParts(
  db: ReadDb | WriteDb,
  { unitId, direction }: { unitId: string; direction: 'out' | 'in' },
): Promise<BookPartTable[]> {
  return (db as ReadDb)
    .selectFrom('book_part')
    .selectAll()
    .where('unit_id', '=', unitId)
    .where('direction', '=', direction)
    .orderBy('batch_id')
    .orderBy('part')
    .execute()
}

export async function writeBookPart(db: WriteDb, row: BookPartTable): Promise<void> {
  const { bundle_id, ids_json, bytes, at } = row
  await db
    .insertInto('book_part')
    .values(row)
    .onConflict((same) =>
      same.columns(['unit_id', 'direction', 'batch_id', 'part']).doUpdateSet({ bundle_id, ids_json, bytes, at }),
    )
    .execute()
}

export function idsOfPart({ ids_json }: Pick<BookPartTable, 'ids_json'>): string[] {
  // Safe: only planBookFiles and the opener write it.
  return JSON.parse(ids_json) as string[]
}
