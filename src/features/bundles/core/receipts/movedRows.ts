import type { Kysely } from 'kysely'
import { newRecordId } from '../../../../base/common/recordId.ts'
import type { ReadDb, WriteDb } from '../../../../db/database.ts'
import type { RowMovedTable } from '../../../../db/tables/twoWayTables.ts'
import { tableOf } from '../../common/bundleRecords.ts'
import type { ReceiptLine } from '../../common/receiptLines.ts'
import { findOwner, handOverRow } from '../open/ownedRowsRepo.ts'
import { CASE_KINDS } from '../transfers/caseRows.ts'
import { answerTransfer, findOpenOffer, insertTransfer } from '../transfers/transferRepo.ts'

export type MovedLine = Extract<ReceiptLine, { kind: 'moved' }>

/** More cases than any office ever gave away; a receipt stays short. */
const MOST_OF_A_KIND = 2000

/** What of a unit's cases became another's here, by its own word, and still is. */
export async function listMovedFrom(db: ReadDb, unitId: string): Promise<MovedLine[]> {
  const lines: MovedLine[] = []
  for (const kind of CASE_KINDS) {
    // Kysely cannot type a table whose name is a variable. Safe: every kind's table has these columns.
    const rows = await (
      db as unknown as Kysely<{ record: { id: string; owner_unit: string }; row_moved: RowMovedTable }>
    )
      .selectFrom('row_moved')
      .innerJoin(`${tableOf(kind)} as record` as 'record', 'record.id', 'row_moved.row_id')
      .select(['record.id', 'record.owner_unit'])
      .where('row_moved.from_unit', '=', unitId)
      .where('row_moved.on_day', 'is', null)
      .where('record.owner_unit', '<>', unitId)
      .orderBy('record.id')
      .limit(MOST_OF_A_KIND)
      .execute()
    for (const { id, owner_unit: toUnit } of rows) lines.push({ kind: 'moved', of: kind, id, toUnit })
  }
  return lines
}

/**
 * Gives up what this office had given to another unit before it put an older book back. Only a record of its own, and only by
 * the word of the office above, which has it from this office itself.
 */
export async function giveUpMoved(
  db: WriteDb,
  { lines, ownUnit, now }: { lines: readonly MovedLine[]; ownUnit: string; now: string },
): Promise<void> {
  for (const { of: kind, id, toUnit } of lines) {
    if (toUnit === ownUnit || (await findOwner(db, { kind, id })) !== ownUnit) continue
    await handOverRow(db, { kind, id, from: ownUnit, to: toUnit, now })
    if (kind === 'address') await noteGiven(db, { id, ownUnit, toUnit, now })
  }
}

interface Given {
  /** Of the address. */
  id: string
  ownUnit: string
  toUnit: string
  now: string
}

/** The case stands among those given away again: it can be seen there, and its file made once more. */
async function noteGiven(db: WriteDb, { id, ownUnit, toUnit, now }: Given): Promise<void> {
  const offer = await findOpenOffer(db, id)
  if (offer !== undefined) return answerTransfer(db, { id: offer.id, state: 'accepted', reason: '', now })
  await insertTransfer(db, {
    id: newRecordId(),
    address_id: id,
    from_unit: ownUnit,
    to_unit: toUnit,
    direction: 'out',
    state: 'accepted',
    reason: '',
    offered_at: now,
    answered_at: now,
    answer_reason: null,
    rows_json: JSON.stringify({ address: [id] }),
    offer_hash: '',
  })
}
