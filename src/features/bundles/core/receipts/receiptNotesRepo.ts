import { newRecordId } from '../../../../base/common/recordId.ts'
import type { ReadDb, WriteDb } from '../../../../db/database.ts'
import type { ReceiptNoteTable } from '../../../../db/tables/twoWayTables.ts'
import type { ReceiptLine } from '../../common/receiptLines.ts'

export type NoteLine = Exclude<ReceiptLine, { kind: 'accepted' | 'moved' }>

/** What the newest receipt of an office above says beside its number, in the order it was written. */
export async function listNotes(db: ReadDb | WriteDb, byUnit?: string): Promise<ReceiptNoteTable[]> {
  const notes = (db as ReadDb).selectFrom('receipt_note').selectAll().where('done_at', 'is', null).orderBy('id')
  return (byUnit === undefined ? notes : notes.where('by_unit', '=', byUnit)).execute()
}

/** A refusal after which only a report of everything helps: the receiver's book is not what ours was. */
export async function receiverNeedsAll(db: ReadDb | WriteDb, byUnit: string): Promise<boolean> {
  const notes = await listNotes(db, byUnit)
  return notes.some((note) => note.kind === 'refused' && note.code === 'bundles.booksDiffer')
}

/** A receipt says everything anew, so what the one before said is done. */
export async function replaceNotes(
  db: WriteDb,
  { byUnit, lines, now }: { byUnit: string; lines: readonly NoteLine[]; now: string },
): Promise<void> {
  await db.deleteFrom('receipt_note').where('by_unit', '=', byUnit).execute()
  for (const line of lines) {
    await db
      .insertInto('receipt_note')
      .values({ id: newRecordId(), by_unit: byUnit, noted_at: now, done_at: null, ...noteOf(line) })
      .execute()
  }
}

function noteOf(line: NoteLine): Pick<ReceiptNoteTable, 'kind' | 'seq' | 'code' | 'params'> {
  if (line.kind === 'refused') {
    return { kind: 'refused', seq: line.seq, code: line.code, params: JSON.stringify(line.params) }
  }
  if (line.kind === 'waiting') {
    const params = JSON.stringify({ missing: line.missing.join(', ') })
    return { kind: 'waiting', seq: line.seq, code: 'bundles.gap', params }
  }
  const { kind, ...question } = line
  return { kind, seq: null, code: 'bundles.question', params: JSON.stringify(question) }
}
