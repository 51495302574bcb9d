import { refuse } from '../../../../base/common/failures.ts'
import { readAuditHead } from '../../../../db/auditChain.ts'
import type { WriteDb } from '../../../../db/database.ts'
import { reserveChangeSeq } from '../../../../db/recordWriter.ts'
import type { OfficeContext } from '../../../../db/requireRight.ts'
import { BOOK_KIND_NAMES, type BookKindName } from '../../common/books/bookColumns.ts'
import { type BookHead, bookLine } from '../../common/books/bookLines.ts'
import { type BookRow, totalsOf } from '../../common/books/bookTotals.ts'
import { type TakenBook, takenBookLine } from '../../common/books/takenBookLines.ts'
import type { BundleRecord } from '../../common/bundleManifest.ts'
import { findAnyKey } from '../keys/unitKeysRepo.ts'
import { sealShort } from '../seal/sealShort.ts'
import { listBookFiles } from './bookFilesRepo.ts'
import { insertBookMove } from './bookMoveRepo.ts'
import { readBookRows, readBookSeq } from './bookRows.ts'
import { findSuccession } from './readBook.ts'
import { partOfSplit } from './splitBook.ts'
import { readTakenBooks } from './takenBooks.ts'

interface Gathered {
  head: BookHead
  rows: ReadonlyMap<BookKindName, readonly BookRow[]>
  copies: readonly { of: BookKindName; row: BookRow }[]
  taken: readonly TakenBook[]
  bookSeq: number
}

/**
 * Makes the file that carries this office's whole book, or the part of a split, to the unit that takes over. Everything goes
 * in full, since the duty goes along; this office keeps its rows until the acceptance comes back.
 */
export async function makeBook(context: OfficeContext, toUnit: string) {
  const { db, office, services } = context
  const succession = await findSuccession(db, { from: office.unitId, to: toUnit })
  if (succession === undefined) refuse('bundles.noSuccession')
  const key = await findAnyKey(db, toUnit)
  if (key === undefined) refuse('bundles.receiverNotEnrolled')
  // In one transaction that holds the lock of every change: the rows are those of one moment.
  const gathered = await context.write(async (write) => {
    await reserveChangeSeq(write, 0)
    return gather(write, { office, toUnit, succession })
  })
  const lines = linesOf(gathered)
  const taken = gathered.taken.map((each) => takenBookLine(office.unitId, each))
  const records = [gathered.head, ...taken, ...lines]
  const { id, bytes, hash } = await sealShort(context, { kind: 'book', toUnit, recipients: [key.box_public], records })
  await context.write(async (write, { now }) => {
    await replaceEarlier(write, { from: office.unitId, to: toUnit })
    await insertBookMove(write, {
      id,
      direction: 'out',
      from_unit: office.unitId,
      to_unit: toUnit,
      on_day: succession.onDay,
      state: 'made',
      hash,
      made_at: now,
      settled_at: null,
      kept: 0,
      book_seq: gathered.bookSeq,
      head_json: JSON.stringify(gathered.head),
      rows_json: JSON.stringify(rowIds(gathered.rows)),
    })
  })
  const name = `SoDonVi-${office.unitCode}-${id.slice(-6)}.rcb`
  const ticket = services.tickets.put({ name, type: 'application/octet-stream', bytes })
  return { id, name, ticket, bytes: bytes.length, rows: lines.length }
}

async function gather(
  db: WriteDb,
  {
    office,
    toUnit,
    succession,
  }: { office: OfficeContext['office']; toUnit: string; succession: { onDay: string; kind: string } },
): Promise<Gathered> {
  const { unitId } = office
  const all = await readBookRows(db, { unitId })
  const isPart = succession.kind === 'split'
  const { rows, copies } = isPart ? await partOfSplit(db, { unitId, toUnit, all }) : { rows: all, copies: [] }
  if ([...rows.values()].every((list) => list.length === 0)) refuse('bundles.nothingToHandOver')
  const head = await readAuditHead(db)
  const { paper } = await readPaper(db, { from: unitId, to: toUnit })
  const files = await listBookFiles(db, { unitId, rowsByKind: rowIds(rows) })
  return {
    head: {
      kind: 'book',
      toUnit,
      onDay: succession.onDay,
      paper,
      part: isPart,
      totals: totalsOf(rows),
      auditHead: head === undefined ? null : { epoch: head.epoch, seq: head.seq, hash: head.hash },
      attachments: files.length,
    },
    rows,
    copies,
    taken: await readTakenBooks(db, unitId),
    bookSeq: await readBookSeq(db),
  }
}

async function readPaper(db: WriteDb, { from, to }: { from: string; to: string }): Promise<{ paper: string }> {
  const row = await db
    .selectFrom('reorganisation')
    .innerJoin('reorganisation_unit as gone', 'gone.reorganisation_id', 'reorganisation.id')
    .innerJoin('reorganisation_unit as next', 'next.reorganisation_id', 'reorganisation.id')
    .select('reorganisation.paper')
    .where('gone.unit_id', '=', from)
    .where('gone.side', '=', 'from')
    .where('next.unit_id', '=', to)
    .where('next.side', '=', 'to')
    .executeTakeFirst()
  return { paper: row?.paper ?? '' }
}

function linesOf({ rows, copies }: Gathered): BundleRecord[] {
  const lines = BOOK_KIND_NAMES.flatMap((kind) => (rows.get(kind) ?? []).map((row) => bookLine(kind, row)))
  const copied = copies.map(({ of, row }): BundleRecord => {
    const { kind: _kind, ...fields } = bookLine(of, row)
    return { kind: 'copy', of, row: fields }
  })
  return [...lines, ...copied]
}

/** A book made anew takes the place of one that was not accepted yet; the acceptance of the earlier one still counts. */
async function replaceEarlier(db: WriteDb, { from, to }: { from: string; to: string }): Promise<void> {
  await db
    .updateTable('book_move')
    .set({ state: 'replaced' })
    .where('direction', '=', 'out')
    .where('from_unit', '=', from)
    .where('to_unit', '=', to)
    .where('state', '=', 'made')
    .execute()
}

function rowIds(rows: Gathered['rows']): Record<string, string[]> {
  const ids = [...rows].flatMap(([kind, list]) =>
    kind === 'roundLineInstalment' ? [] : [[kind, list.map((row) => String(row.id))] as const],
  )
  return Object.fromEntries(ids)
}
