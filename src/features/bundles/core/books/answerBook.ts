import { refuse } from '../../../../base/common/failures.ts'
import type { OfficeContext } from '../../../../db/requireRight.ts'
import type { BookAnswer } from '../../common/books/bookLines.ts'
import { findAnyKey } from '../keys/unitKeysRepo.ts'
import { sealShort } from '../seal/sealShort.ts'
import { findBookMove } from './bookMoveRepo.ts'

/** The file that tells the giving office that its book is the new unit's now; it can be made again as often as it is lost. */
export async function answerBook(context: OfficeContext, id: string) {
  const move = await findBookMove(context.db, id)
  if (move === undefined || move.direction !== 'in') refuse('common.notFound')
  if (move.state !== 'applied') refuse('bundles.bookNotApplied')
  const key = await findAnyKey(context.db, move.from_unit)
  if (key === undefined) refuse('bundles.receiverNotEnrolled')
  const { count } = await context.db
    .selectFrom('row_moved')
    .select((expression) => expression.fn.countAll().as('count'))
    .where('from_unit', '=', move.from_unit)
    .where('to_unit', '=', move.to_unit)
    .executeTakeFirstOrThrow()
  const answer = { kind: 'bookAnswer', bookHash: move.hash, rows: Number(count) } satisfies BookAnswer
  const { bytes } = await sealShort(context, {
    kind: 'book',
    toUnit: move.from_unit,
    recipients: [key.box_public],
    records: [answer],
  })
  const name = `NhanSo-${context.office.unitCode}-${id.slice(-6)}.rcb`
  const ticket = context.services.tickets.put({ name, type: 'application/octet-stream', bytes })
  return { id, name, ticket }
}
