import { refuse } from '../../../../base/common/failures.ts'
import type { ReadDb, WriteDb } from '../../../../db/database.ts'
import { type BookKindName, isBookKind } from '../../common/books/bookColumns.ts'
import { type BookHead, bookHeadSchema, readBookLine } from '../../common/books/bookLines.ts'
import { type BookRow, sameTotals, totalsOf } from '../../common/books/bookTotals.ts'
import { readTakenBookLine, type TakenBook } from '../../common/books/takenBookLines.ts'
import type { BundleManifest, BundleRecord } from '../../common/bundleManifest.ts'
import { TAKEN_BOOK_KIND } from '../../common/laterKinds.ts'

export interface ReadBook {
  head: BookHead
  fromUnit: string
  fromCode: string
  rows: Map<BookKindName, BookRow[]>
  /** Rows of the other part of a split that this part names: only to be read here. */
  copies: { of: BookKindName; row: BookRow }[]
  /** Books the giving unit had taken in itself. */
  taken: TakenBook[]
}

/** Reads the lines of a proven book: each through its kind's columns, each the sender's own, and together what the head says. */
export function readBookLines(
  { records, manifest }: { records: readonly BundleRecord[]; manifest: BundleManifest },
  toUnit: string,
): ReadBook {
  const [first, ...rest] = records
  const head = bookHeadSchema.safeParse(first)
  if (!head.success || head.data.toUnit !== toUnit) refuse('bundles.malformed', { part: 'record', line: 2 })
  const book: ReadBook = {
    head: head.data,
    fromUnit: manifest.unit,
    fromCode: manifest.unitCode,
    rows: new Map(),
    copies: [],
    taken: [],
  }
  const reading = { manifest, ids: new Set<unknown>() }
  for (const [index, record] of rest.entries()) addLine(book, { record, line: index + 3 }, reading)
  if (!sameTotals(totalsOf(book.rows), head.data.totals)) refuse('bundles.malformed', { part: 'counts' })
  return book
}

function addLine(
  book: ReadBook,
  { record, line }: { record: BundleRecord; line: number },
  { manifest, ids }: { manifest: BundleManifest; ids: Set<unknown> },
): void {
  const { kind } = record
  if (kind === 'copy') {
    book.copies.push(readCopy(record, { line, manifest }))
    return
  }
  if (kind === TAKEN_BOOK_KIND) {
    const taken = readTakenBookLine(record)
    if (taken?.ownerUnit !== manifest.unit) refuse('bundles.malformed', { part: 'record', line })
    book.taken.push(taken)
    return
  }
  const row = isBookKind(kind) ? readBookLine(kind, record) : undefined
  if (!isBookKind(kind) || row === undefined) refuse('bundles.malformed', { part: 'record', line })
  if (kind !== 'roundLineInstalment') {
    if (row.owner_unit !== manifest.unit) refuse('bundles.foreignRecord', { kind, line })
    if (ids.has(row.id)) refuse('bundles.malformed', { part: 'record', line })
    ids.add(row.id)
  }
  const known = book.rows.get(kind)
  if (known === undefined) book.rows.set(kind, [row])
  else known.push(row)
}

/** What the other part of a split keeps and this part names. */
const COPIED: readonly string[] = ['donor', 'decision', 'round', 'receipt', 'village']

function readCopy(record: BundleRecord, { line, manifest }: { line: number; manifest: BundleManifest }) {
  const { of, row } = record
  const isRow = typeof of === 'string' && COPIED.includes(of) && isBookKind(of)
  const isObject = typeof row === 'object' && row !== null && !Array.isArray(row)
  if (!isRow || !isObject || Object.keys(record).length !== 3) refuse('bundles.malformed', { part: 'record', line })
  const read = readBookLine(of, { ...row, kind: of })
  if (read === undefined || read.owner_unit === manifest.unit) refuse('bundles.malformed', { part: 'record', line })
  return { of, row: read }
}

/** The paper by which one unit takes over from another, as this office wrote it down. */
export async function findSuccession(
  db: ReadDb | WriteDb,
  { from, to }: { from: string; to: string },
): Promise<{ onDay: string; kind: string } | undefined> {
  const row = await (db as ReadDb)
    .selectFrom('unit_successor')
    .select(['on_day', 'kind'])
    .where('from_unit', '=', from)
    .where('to_unit', '=', to)
    .executeTakeFirst()
  return row === undefined ? undefined : { onDay: row.on_day, kind: row.kind }
}
