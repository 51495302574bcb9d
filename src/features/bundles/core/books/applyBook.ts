import { refuse } from '../../../../base/common/failures.ts'
import { newRecordId } from '../../../../base/common/recordId.ts'
import { appendAudit } from '../../../../db/auditChain.ts'
import type { ReadDb, WriteDb } from '../../../../db/database.ts'
import { reserveChangeSeq, type WriteContext } from '../../../../db/recordWriter.ts'
import type { OfficeContext } from '../../../../db/requireRight.ts'
import type { BookMoveTable } from '../../../../db/tables/reorganiseTables.ts'
import { BOOK_KIND_NAMES, type BookKindName } from '../../common/books/bookColumns.ts'
import type { AppliedBook } from '../../common/books/bookSchemas.ts'
import { type BookRow, sameTotals, totalsBetween, totalsOf } from '../../common/books/bookTotals.ts'
import { rewriteCategories } from '../open/ownedRowsRepo.ts'
import { getUnitNames } from '../unitNamesRepo.ts'
import { readAnswers, settleBookMove } from './bookMoveRepo.ts'
import { bookQuestions } from './bookQuestions.ts'
import { insertBookRows, noteMoved, overwriteBookRow, readBookRows, readBookSeq, readStanding } from './bookRows.ts'
import { openedBook } from './openBook.ts'
import type { ReadBook } from './readBook.ts'
import { refuseForeignNames } from './refuseForeign.ts'
import { refuseTakenSeries } from './refuseTakenSeries.ts'
import { sameOf, settleRows, withSearch } from './settleRows.ts'
import { addTakenBooks } from './takenBooks.ts'

interface Applying {
  move: BookMoveTable
  book: ReadBook
  toUnit: string
  answers: ReadonlyMap<string, string>
}

/**
 * Takes a book that came in into this office's own, in one transaction: every row becomes this unit's, and what the office has
 * afterwards is what it had before and what the book comes to, to the dong, or nothing is written.
 */
export async function applyBook(context: OfficeContext, id: string): Promise<AppliedBook> {
  const { move, book } = await openedBook(context, id)
  if (move.state !== 'opened') refuse('bundles.bookSettled')
  return context.write(async (db, writer) => {
    await reserveChangeSeq(db, 0)
    const answers = await readAnswers(db, id)
    const applying = { move, book, toUnit: context.office.unitId, answers }
    await refuseUnanswered(db, applying)
    await refuseForeignNames(db, book)
    const applied = await takeRows(db, writer, applying)
    const book_seq = await readBookSeq(db)
    await settleBookMove(db, { id, state: 'applied', settled_at: writer.now, book_seq, kept: applied.kept })
    const own = { fromUnit: move.from_unit, toUnit: move.to_unit, madeAt: move.made_at }
    await addTakenBooks(db, { toldBy: move.to_unit, taken: [...book.taken, own] })
    await citeChain(db, context, { applying, now: writer.now, userId: writer.userId })
    return applied
  })
}

async function refuseUnanswered(db: WriteDb, { book, toUnit, answers }: Applying): Promise<void> {
  const open = (await bookQuestions(db, { book, toUnit, answers })).filter((question) => question.answer === null)
  if (open.length > 0) refuse('bundles.bookUnanswered', { count: open.length })
}

async function takeRows(db: WriteDb, writer: WriteContext, applying: Applying): Promise<AppliedBook> {
  const { move, book, toUnit, answers } = applying
  const before = await readBookRows(db, { unitId: toUnit })
  const settled = settleRows({
    book,
    toUnit,
    answers,
    now: writer.now,
    fromName: (await getUnitNames(db, book.fromUnit)).vi,
    communeName: await communeName(db, toUnit),
  })
  await refuseTakenSeries(db, { settled, toUnit })
  const taken = new Map<BookKindName, BookRow[]>()
  let kept = 0
  for (const kind of BOOK_KIND_NAMES) {
    const rows = (settled.get(kind) ?? []).map((row) => withEmptied(kind, row))
    const parted = await partRows(db, { kind, rows, applying })
    await insertBookRows(db, writer, { kind, rows: parted.fresh, bookId: move.id })
    for (const row of parted.newer) await overwriteBookRow(db, { kind, row })
    taken.set(kind, [...parted.fresh, ...parted.newer])
    kept += parted.kept
  }
  await noteMovedRows(db, { taken, applying, now: writer.now })
  await takeCopies(db, writer, applying)
  await rewriteCategories(db, toUnit)
  const totals = totalsBetween(totalsOf(before), totalsOf(await readBookRows(db, { unitId: toUnit })))
  const expected = totalsBetween(totalsOf(replacedRows(before, taken)), totalsOf(livingOf(taken)))
  if (!sameTotals(totals, expected)) throw new Error('the books do not add up')
  await keepApart(db, writer, applying)
  const rows = [...taken.values()].reduce((sum, list) => sum + list.length, 0)
  return { rows, totals, kept, samePeople: sameOf(answers, 'person').size }
}

/** A village that is the same as one here is taken as a tombstone; everything else lives. */
function livingOf(taken: ReadonlyMap<BookKindName, readonly BookRow[]>): Map<BookKindName, readonly BookRow[]> {
  return new Map([...taken].map(([kind, rows]) => [kind, rows.filter((row) => (row.deleted_at ?? null) === null)]))
}

/** Rows that stood here before and were written over: what is added is only what they differ by. */
function replacedRows(
  before: ReadonlyMap<BookKindName, readonly BookRow[]>,
  taken: ReadonlyMap<BookKindName, readonly BookRow[]>,
): Map<BookKindName, readonly BookRow[]> {
  const ids = new Set<unknown>(
    [...taken.values()].flatMap((rows) => rows.map((row) => row.id)).filter((id) => id !== undefined),
  )
  return new Map([...before].map(([kind, rows]) => [kind, rows.filter((row) => ids.has(row.id))]))
}

interface Parting {
  kind: BookKindName
  rows: readonly BookRow[]
  applying: Applying
}

/**
 * Rows nobody here has; rows that came with an earlier book of the same unit and were changed there since, but not here; and
 * how many were changed here, where this office's word stands. A row of anybody else is refused.
 */
async function partRows(db: WriteDb, { kind, rows, applying }: Parting) {
  const { book, toUnit, move } = applying
  if (kind === 'roundLineInstalment') return partShares(db, rows)
  const known = await readStanding(db, { kind, ids: rows.map((row) => String(row.id)) })
  const parted = { fresh: [] as BookRow[], newer: [] as BookRow[], kept: 0 }
  if (known.size === 0) return { ...parted, fresh: [...rows] }
  const lastSeq = await lastApplied(db, move)
  for (const row of rows) {
    const here = known.get(String(row.id))
    if (here === undefined) parted.fresh.push(row)
    else if (here.owner === book.fromUnit) parted.newer.push(row)
    else if (here.owner !== toUnit || lastSeq === undefined) await refuseUnlessGiven(db, { kind, row, unit: toUnit })
    else if (Number(row.version) > here.version && here.changeSeq <= lastSeq) parted.newer.push(row)
    else if (Number(row.version) > here.version) parted.kept += 1
  }
  return parted
}

/** It came with an earlier book, and this office has given the case on since: an older file of the book brings it once more. */
async function refuseUnlessGiven(
  db: WriteDb,
  { kind, row, unit }: { kind: BookKindName; row: BookRow; unit: string },
): Promise<void> {
  const given = await db
    .selectFrom('row_moved')
    .select('row_id')
    .where('row_id', '=', String(row.id))
    .where('from_unit', '=', unit)
    .executeTakeFirst()
  if (given === undefined) refuse('bundles.foreignRecord', { kind })
}

async function partShares(db: WriteDb, rows: readonly BookRow[]) {
  const known = await (db as unknown as ReadDb)
    .selectFrom('round_line_instalment')
    .select(['round_line_id', 'instalment_id'])
    .execute()
  const keys = new Set(known.map((row) => `${row.round_line_id} ${row.instalment_id}`))
  const fresh = rows.filter((row) => !keys.has(`${row.round_line_id} ${row.instalment_id}`))
  return { fresh, newer: [] as BookRow[], kept: 0 }
}

/** The change number at which an earlier book of the same unit had been applied here. */
async function lastApplied(db: WriteDb, move: BookMoveTable): Promise<number | undefined> {
  const row = await db
    .selectFrom('book_move')
    .select('book_seq')
    .where('direction', '=', 'in')
    .where('from_unit', '=', move.from_unit)
    .where('state', '=', 'applied')
    .orderBy('book_seq', 'desc')
    .limit(1)
    .executeTakeFirst()
  return row === undefined ? undefined : Number(row.book_seq)
}

const WITH_IMPORT: readonly BookKindName[] = ['address', 'donor', 'pairing']

/** The import a row was born in stayed in the other office. */
function withEmptied(kind: BookKindName, row: BookRow): BookRow {
  return WITH_IMPORT.includes(kind) ? { ...row, import_id: null } : row
}

async function noteMovedRows(
  db: WriteDb,
  { taken, applying, now }: { taken: ReadonlyMap<BookKindName, readonly BookRow[]>; applying: Applying; now: string },
): Promise<void> {
  const { book, toUnit, move } = applying
  const hand = { from: book.fromUnit, to: toUnit, now, onDay: move.on_day }
  for (const [kind, rows] of taken) {
    if (kind === 'roundLineInstalment') continue
    await noteMoved(
      db,
      rows.map((row) => String(row.id)),
      hand,
    )
  }
}

/** What the other part of a split keeps, to be read here. */
async function takeCopies(db: WriteDb, writer: WriteContext, { book, move }: Applying): Promise<void> {
  for (const { of: kind, row } of book.copies) {
    const known = await readStanding(db, { kind, ids: [String(row.id)] })
    if (known.size > 0) continue
    const copy = withEmptied(kind, withSearch(kind, row))
    await insertBookRows(db, writer, { kind, rows: [copy], bookId: move.id })
  }
}

/** Said to be two: the page of duplicates does not ask again. */
async function keepApart(db: WriteDb, writer: WriteContext, { answers, move }: Applying): Promise<void> {
  const rows = [...answers].flatMap(([key, answer]) => {
    const [kind, subject = ''] = key.split(' ')
    if ((kind !== 'person' && kind !== 'donor') || answer !== 'different') return []
    const [first_id, second_id] = subject.split('|').sort()
    const id = newRecordId()
    const born = { id, owner_unit: writer.unitId, version: 1, created_at: writer.now, deleted_at: null }
    return [{ ...born, kind: kind === 'person' ? 'address' : 'donor', first_id, second_id }]
  })
  await insertBookRows(db, writer, { kind: 'notDuplicate', rows, bookId: move.id })
}

async function communeName(db: WriteDb, unitId: string): Promise<string> {
  const row = await db
    .selectFrom('unit_name')
    .select('name')
    .where('unit_id', '=', unitId)
    .where('valid_to', 'is', null)
    .executeTakeFirst()
  return row?.name ?? ''
}

/** The chain of the office that hands over stays in its file; ours tells with which end of it we went on. */
async function citeChain(
  db: WriteDb,
  { office }: OfficeContext,
  { applying, now, userId }: { applying: Applying; now: string; userId: string },
): Promise<void> {
  const { move, book } = applying
  const body = { succeeds: { unit: book.fromUnit, ...book.head.auditHead, book: move.id, hash: move.hash } }
  await appendAudit(db, office, [{ at: now, userId, kind: 'chain', procedure: 'bundles.books.apply', count: 0, body }])
}
