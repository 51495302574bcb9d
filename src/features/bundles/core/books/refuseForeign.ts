import { refuse } from '../../../../base/common/failures.ts'
import type { ReadDb, WriteDb } from '../../../../db/database.ts'
import { type BookKindName, isBookKind } from '../../common/books/bookColumns.ts'
import { REFERS_TO, REFERS_TO_ITS_KIND } from '../../common/records/recordReferences.ts'
import { movedRows } from '../seal/handovers.ts'
import { readStanding } from './bookRows.ts'
import type { ReadBook } from './readBook.ts'

/**
 * Refuses a book whose rows name records of others: an office hands over what is its own and may not write into this one's
 * files. What it handed over before (a case that moved) may go on being named; an id nobody here holds may stand, too.
 */
export async function refuseForeignNames(db: ReadDb | WriteDb, book: ReadBook): Promise<void> {
  const ids = new Set([...book.rows.values()].flat().map((row) => String(row.id)))
  for (const { row } of book.copies) ids.add(String(row.id))
  for (const id of await handedOverBefore(db, book.fromUnit)) ids.add(id)
  for (const [target, named] of namedIds(book)) {
    const unknown = [...named].filter((id) => !ids.has(id))
    for (const { owner } of (await readStanding(db, { kind: target, ids: unknown })).values()) {
      if (owner !== book.fromUnit) refuse('bundles.foreignRecord', { kind: target })
    }
  }
}

function namedIds(book: ReadBook): Map<BookKindName, Set<string>> {
  const named = new Map<BookKindName, Set<string>>()
  for (const [kind, rows] of book.rows) {
    const columns = Object.keys(rows[0] ?? {}).flatMap((column) => {
      const target = REFERS_TO_ITS_KIND.includes(column) ? kind : targetOf(kind, column)
      return target === undefined ? [] : [{ column, target }]
    })
    for (const { column, target } of columns) {
      const ids = named.get(target) ?? new Set()
      named.set(target, ids)
      for (const row of rows) if (typeof row[column] === 'string') ids.add(String(row[column]))
    }
  }
  return named
}

function targetOf(kind: BookKindName, column: string): BookKindName | undefined {
  if (column === 'delivery_id') return 'delivery'
  if (column === 'house_payment_id') return 'housePayment'
  if (kind === 'notDuplicate') return undefined
  const target = REFERS_TO[column]
  return target !== undefined && isBookKind(target) ? target : undefined
}

async function handedOverBefore(db: ReadDb | WriteDb, fromUnit: string): Promise<string[]> {
  const read = db as ReadDb
  const cases = await read
    .selectFrom('case_transfer')
    .select('rows_json')
    .where('from_unit', '=', fromUnit)
    .where('direction', '=', 'in')
    .where('state', '=', 'accepted')
    .execute()
  const moved = await read.selectFrom('row_moved').select('row_id').where('from_unit', '=', fromUnit).execute()
  return [...cases.flatMap((row) => movedRows(row.rows_json).map(({ id }) => id)), ...moved.map((row) => row.row_id)]
}
