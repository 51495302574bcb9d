import type { ReadDb } from '../../../../db/database.ts'
import type { ReceiptNoteTable } from '../../../../db/tables/twoWayTables.ts'
import { askedFigureSchema, type StandingAbove } from '../../common/bundleSchemas.ts'
import { findAck, readEpoch } from '../seal/sentRepo.ts'
import { getUnitNames } from '../unitNamesRepo.ts'
import { listNotes } from './receiptNotesRepo.ts'

/** How far each office above has our reports, as its newest receipt says. */
export async function readStanding(db: ReadDb): Promise<StandingAbove[]> {
  const receivers = await db
    .selectFrom('unit_key')
    .select('unit_id')
    .where('role', '=', 'receiver')
    .where('revoked_from_seq', 'is', null)
    .orderBy('enrolled_at')
    .execute()
  const units = [...new Set(receivers.map((row) => row.unit_id))]
  return Promise.all(units.map((unitId) => readStandingOf(db, unitId)))
}

export async function readStandingOf(db: ReadDb, byUnit: string): Promise<StandingAbove> {
  const ack = await findAck(db, { byUnit, epoch: await readEpoch(db) })
  const notes = await listNotes(db, byUnit)
  return {
    unit: await getUnitNames(db, byUnit),
    seq: ack?.seq ?? null,
    at: ack?.acked_at ?? null,
    refused: notes.flatMap((note) =>
      note.kind === 'refused' ? [{ seq: note.seq ?? 0, code: note.code, params: paramsOf(note) }] : [],
    ),
    waiting: notes.flatMap((note) =>
      note.kind === 'waiting' ? [{ seq: note.seq ?? 0, missing: String(paramsOf(note).missing ?? '') }] : [],
    ),
    questions: notes.flatMap((note) => (note.kind === 'question' ? [askedFigureSchema.parse(paramsOf(note))] : [])),
  }
}

function paramsOf(note: ReceiptNoteTable): Record<string, string | number> {
  // Safe: only replaceNotes writes it.
  return JSON.parse(note.params) as Record<string, string | number>
}
