import type { ReadDb } from '../../../../db/database.ts'
import type { BookMoveTable } from '../../../../db/tables/reorganiseTables.ts'
import type { BookHead } from '../../common/books/bookLines.ts'
import type { BookMove } from '../../common/books/bookSchemas.ts'
import { missingParts } from '../../common/photos/planParts.ts'
import { getUnitNames } from '../unitNamesRepo.ts'
import { filesNotPlanned } from './bookFiles.ts'
import { idsOfPart, listBookParts } from './bookFilesRepo.ts'
import { listBookMoves } from './bookMoveRepo.ts'

/** Every book that went out or came in, the newest first. */
export async function shownMoves(db: ReadDb): Promise<BookMove[]> {
  return Promise.all((await listBookMoves(db)).map((move) => shownMove(db, move)))
}

export async function shownMove(db: ReadDb, move: BookMoveTable): Promise<BookMove> {
  // Safe: only makeBook and openBook write it, from a head they parsed or made.
  const head = JSON.parse(move.head_json) as BookHead
  return {
    id: move.id,
    direction: move.direction,
    from: await getUnitNames(db, move.from_unit),
    to: await getUnitNames(db, move.to_unit),
    onDay: move.on_day,
    paper: head.paper,
    state: move.state,
    madeAt: move.made_at,
    settledAt: move.settled_at,
    rows: head.totals.reduce((sum, total) => sum + total.rows, 0),
    kept: Number(move.kept),
    files: await shownFiles(db, move, head),
  }
}

async function shownFiles(db: ReadDb, move: BookMoveTable, head: BookHead): Promise<BookMove['files']> {
  const { direction } = move
  const other = direction === 'out' ? move.to_unit : move.from_unit
  const parts = await listBookParts(db, { unitId: other, direction })
  const ids = new Set(parts.flatMap(idsOfPart))
  const missing = [...Map.groupBy(parts, (part) => part.batch_id).values()].flatMap((batch) =>
    missingParts(
      batch[0]?.parts ?? 0,
      batch.map((each) => each.part),
    ),
  )
  return {
    all: head.attachments,
    open: direction === 'in' ? 0 : (await filesNotPlanned(db, { unitId: move.from_unit, toUnit: other })).files.length,
    arrived: direction === 'in' ? ids.size : 0,
    missing,
    parts: parts.map((part) => ({
      batchId: part.batch_id,
      part: part.part,
      parts: part.parts,
      files: idsOfPart(part).length,
      bytes: Number(part.bytes),
      madeAt: part.bundle_id === null ? null : part.at,
    })),
  }
}
