import { refuse } from '../../../../base/common/failures.ts'
import type { ReadDb, WriteDb } from '../../../../db/database.ts'
import type { OfficeContext } from '../../../../db/requireRight.ts'
import type { BookMoveTable } from '../../../../db/tables/reorganiseTables.ts'
import { isBookKind } from '../../common/books/bookColumns.ts'
import { type BookAnswer, bookAnswerSchema } from '../../common/books/bookLines.ts'
import { BOOK_FILES_KIND } from '../../common/laterKinds.ts'
import { readLines, receiveNewest } from '../open/readLines.ts'
import type { ReadLines } from '../open/readLinesJob.ts'
import { shortOpener } from '../open/shortOpener.ts'
import { keepFile, readKept } from '../seal/keptFiles.ts'
import { getUnitNames } from '../unitNamesRepo.ts'
import { findBookMove, insertBookMove, settleBookMove } from './bookMoveRepo.ts'
import { type HandOver, handOverRows } from './bookRows.ts'
import { findSuccession, type ReadBook, readBookLines } from './readBook.ts'
import { readBookFiles, storeBookFiles, takeBookFiles } from './takeBookFiles.ts'

const BOOK_ROLES = ['sender', 'receiver'] as const

interface Opened {
  read: ReadLines
  bytes: Uint8Array
}

/** A book waits, once opened, for a person to look through it; the answer to one gives the rows away. */
export const bookOpener = shortOpener({
  kind: 'book',
  roles: BOOK_ROLES,
  look: async (context, read) => {
    if (isFiles(read)) {
      await expectSuccession(context, read.manifest.unit)
      const { part, parts, files } = readBookFiles(read)
      return { facts: { rows: files.length }, lines: [{ code: 'files', facts: { files: files.length, part, parts } }] }
    }
    if (isAnswer(read)) {
      const { rows } = await expectedAnswer(context.db, read)
      return { facts: { rows }, lines: [{ code: 'answer', facts: { rows } }] }
    }
    const { head, rows } = await expectedBook(context, read)
    const count = [...rows.values()].reduce((sum, list) => sum + list.length, 0)
    return {
      facts: { rows: count, onDay: head.onDay, paper: head.paper },
      lines: [{ code: 'book', facts: { rows: count } }],
    }
  },
  take: (context, opened) => {
    if (isFiles(opened.read)) return takeFiles(context, opened)
    return isAnswer(opened.read) ? takeAnswer(context, opened) : keepBook(context, opened)
  },
})

function isFiles({ records }: ReadLines): boolean {
  return records[0]?.kind === BOOK_FILES_KIND
}

/** Photos and papers of a book, in any order once the book is in; again without effect. */
async function takeFiles(context: OfficeContext, { read, bytes }: Opened): Promise<void> {
  const { unit: from, bundleId } = read.manifest
  await expectSuccession(context, from)
  const file = readBookFiles(read)
  const stored = await storeBookFiles(context, file)
  await context.write(async (db, { now }) => {
    if (!(await receiveNewest(db, { read, roles: BOOK_ROLES, now, bytes: bytes.length }))) return
    await takeBookFiles(db, { file, stored, from, to: context.office.unitId, bundleId, bytes: bytes.length, now })
  })
}

/** The paper by which this office takes over from a unit, as this office wrote it down. */
async function expectSuccession(context: OfficeContext, from: string): Promise<{ onDay: string }> {
  const succession = await findSuccession(context.db, { from, to: context.office.unitId })
  if (succession === undefined) refuse('bundles.bookNotExpected', { unit: (await getUnitNames(context.db, from)).vi })
  return succession
}

function isAnswer({ records }: ReadLines): boolean {
  return records[0]?.kind === 'bookAnswer'
}

/** A book is taken only from a unit this office knows to succeed, from the day this office knows. */
async function expectedBook(context: OfficeContext, read: ReadLines): Promise<ReadBook> {
  const { unitId } = context.office
  const book = readBookLines(read, unitId)
  const succession = await expectSuccession(context, book.fromUnit)
  if (succession.onDay !== book.head.onDay) {
    const unit = (await getUnitNames(context.db, book.fromUnit)).vi
    refuse('bundles.bookOfOtherDay', { unit, day: book.head.onDay, ours: succession.onDay })
  }
  return book
}

async function keepBook(context: OfficeContext, { read, bytes }: Opened): Promise<void> {
  const { head, fromUnit } = await expectedBook(context, read)
  const { bundleId: id, createdAt } = read.manifest
  await keepFile(context.office, id, bytes)
  await context.write(async (db, { now }) => {
    if (!(await receiveNewest(db, { read, roles: BOOK_ROLES, now, bytes: bytes.length }))) return
    await insertBookMove(db, {
      id,
      direction: 'in',
      from_unit: fromUnit,
      to_unit: context.office.unitId,
      on_day: head.onDay,
      state: 'opened',
      hash: read.hash,
      made_at: createdAt,
      settled_at: null,
      kept: 0,
      book_seq: 0,
      head_json: JSON.stringify(head),
      rows_json: null,
    })
  })
}

/** A book that came in, proven and read anew from the kept file. */
export async function openedBook(context: OfficeContext, id: string): Promise<{ move: BookMoveTable; book: ReadBook }> {
  const move = await findBookMove(context.db, id)
  if (move === undefined || move.direction !== 'in') refuse('common.notFound')
  const bytes = await readKept(context.office, id)
  if (bytes === undefined) refuse('bundles.fileNotKept')
  const read = await readLines(context, { bytes, kinds: ['book'], roles: BOOK_ROLES })
  return { move, book: await expectedBook(context, read) }
}

async function expectedAnswer(db: ReadDb | WriteDb, read: ReadLines): Promise<BookAnswer & { move: BookMoveTable }> {
  const answer = bookAnswerSchema.safeParse(read.records[0])
  if (!answer.success || read.records.length !== 1) refuse('bundles.malformed', { part: 'record', line: 2 })
  const move = await (db as ReadDb)
    .selectFrom('book_move')
    .selectAll()
    .where('direction', '=', 'out')
    .where('to_unit', '=', read.manifest.unit)
    .where('hash', '=', answer.data.bookHash)
    .executeTakeFirst()
  if (move === undefined) refuse('bundles.answerWithoutBook')
  return { ...answer.data, move }
}

/**
 * The new unit has the book: from here on its rows are the new unit's and this office only reads them. A row changed since the book
 * was made stays this office's, so that nothing is lost: it goes with the next book.
 */
async function takeAnswer(context: OfficeContext, { read, bytes }: Opened): Promise<void> {
  await context.write(async (db, { now }) => {
    const { move } = await expectedAnswer(db, read)
    if (!(await receiveNewest(db, { read, roles: BOOK_ROLES, now, bytes: bytes.length }))) return
    const hand = { from: move.from_unit, to: move.to_unit, now, onDay: move.on_day }
    const kept = await handOverBook(db, move, hand)
    await settleBookMove(db, { id: move.id, state: 'accepted', settled_at: now, kept })
  })
}

/** Answers how many of the book's rows did not move. */
async function handOverBook(db: WriteDb, move: BookMoveTable, hand: HandOver): Promise<number> {
  // Safe: only makeBook writes it.
  const byKind = JSON.parse(move.rows_json ?? '{}') as Record<string, string[]>
  let kept = 0
  for (const [kind, ids] of Object.entries(byKind)) {
    if (!isBookKind(kind)) continue
    const moved = await handOverRows(db, { kind, ids, upToSeq: Number(move.book_seq) }, hand)
    kept += ids.length - moved.length
  }
  return kept
}
