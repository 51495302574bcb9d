import type { ReadDb } from '../../../../db/database.ts'
import type { BookMoveTable } from '../../../../db/tables/reorganiseTables.ts'
import type { BookHead } from '../../common/books/bookLines.ts'
import type { BookMove } from '../../common/books/bookSchemas.ts'
import { getUnitNames } from '../unitNamesRepo.ts'
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
  }
}
