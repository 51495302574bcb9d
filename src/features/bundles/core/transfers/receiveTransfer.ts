import { refuse } from '../../../../base/common/failures.ts'
import type { WriteDb } from '../../../../db/database.ts'
import type { OfficeContext } from '../../../../db/requireRight.ts'
import type { CaseTransferTable } from '../../../../db/tables/twoWayTables.ts'
import type { CaseTransfer } from '../../common/bundleSchemas.ts'
import { type AnswerLine, answerLineSchema } from '../../common/transferLines.ts'
import { findAnyKey } from '../keys/unitKeysRepo.ts'
import { findOwner, handOverRow, insertReceivedRows, updateReceivedRows } from '../open/ownedRowsRepo.ts'
import { readLines, receiveNewest } from '../open/readLines.ts'
import type { ReadLines } from '../open/readLinesJob.ts'
import { movedRows } from '../seal/handovers.ts'
import { keepFile, readKept } from '../seal/keptFiles.ts'
import { sealShort } from '../seal/sealShort.ts'
import { type CaseIn, readCaseLines } from './caseLinesIn.ts'
import { answerTransfer, findTransfer, insertTransfer, isOfferFile, shownTransfer } from './transferRepo.ts'

/** A case may come from a neighbour, from below or from above. */
export const CASE_ROLES = ['sender', 'receiver'] as const

/** Opens an offered case, which then waits for a person's yes or no, or the answer to one of ours. */
export async function openTransfer(context: OfficeContext, bytes: Uint8Array): Promise<CaseTransfer> {
  const read = await readLines(context, { bytes, kinds: ['transfer', 'transferAnswer'], roles: CASE_ROLES })
  const id =
    read.manifest.bundleKind === 'transfer'
      ? await keepOffer(context, { read, bytes })
      : await takeAnswer(context, { read, bytes })
  const row = await findTransfer(context.db, id)
  if (row === undefined) throw new Error('the transfer was not written')
  return shownTransfer(context.db, row)
}

interface Opened {
  read: ReadLines
  bytes: Uint8Array
}

export async function keepOffer(context: OfficeContext, { read, bytes }: Opened): Promise<string> {
  const { head } = readCaseLines(read, context.office.unitId)
  await keepFile(context.office, head.transferId, bytes)
  await context.write(async (db, { now }) => {
    const isNew = await receiveNewest(db, { read, roles: CASE_ROLES, now, bytes: bytes.length })
    if (!isNew) return
    const known = await findTransfer(db, head.transferId)
    if (known !== undefined) return keepOneMore(db, { known, read })
    await insertTransfer(db, {
      id: head.transferId,
      address_id: head.addressId,
      from_unit: read.manifest.unit,
      to_unit: context.office.unitId,
      direction: 'in',
      state: 'offered',
      reason: head.reason,
      offered_at: now,
      answered_at: null,
      answer_reason: null,
      rows_json: '{}',
      offer_hash: read.hash,
    })
  })
  return head.transferId
}

/** The same offer in another file: its first one was lost, or its sender has other keys since. The answer is to the newest. */
async function keepOneMore(db: WriteDb, { known, read }: { known: CaseTransferTable; read: ReadLines }): Promise<void> {
  if (known.direction !== 'in' || known.from_unit !== read.manifest.unit) {
    refuse('bundles.foreignRecord', { kind: 'address' })
  }
  await db.updateTable('case_transfer').set({ offer_hash: read.hash }).where('id', '=', known.id).execute()
}

/** The other unit's word on our offer: with its yes the rows become its own, here too, and this office only reads them. */
export async function takeAnswer(context: OfficeContext, { read, bytes }: Opened): Promise<string> {
  const answer = readAnswer(read)
  await context.write(async (db, { now }) => {
    const isNew = await receiveNewest(db, { read, roles: CASE_ROLES, now, bytes: bytes.length })
    if (isNew) await settle(db, { answer, byUnit: read.manifest.unit, now })
  })
  return answer.transferId
}

/** The one line of an answer. */
export function readAnswer({ records }: ReadLines): AnswerLine {
  const answer = answerLineSchema.safeParse(records[0])
  if (!answer.success || records.length !== 1) refuse('bundles.malformed', { part: 'record', line: 2 })
  return answer.data
}

async function settle(
  db: WriteDb,
  { answer, byUnit, now }: { answer: AnswerLine; byUnit: string; now: string },
): Promise<void> {
  const offer = await findTransfer(db, answer.transferId)
  const isOurs = offer?.direction === 'out' && offer.to_unit === byUnit && isOfferFile(offer, answer.offerHash)
  const state = answer.accepted ? 'accepted' : 'refused'
  // The same answer in another file: its first one was thought lost.
  if (isOurs && offer.state === state) return
  if (offer === undefined || !isOurs || offer.state !== 'offered') refuse('bundles.answerWithoutOffer')
  if (answer.accepted) {
    for (const { of: kind, id } of movedRows(offer.rows_json)) {
      await handOverRow(db, { kind, id, from: offer.from_unit, to: byUnit, now })
    }
  }
  await answerTransfer(db, { id: offer.id, state, reason: answer.reason, now })
}

/** Takes an offered case into this office's book and makes the answer. */
export async function acceptCase(context: OfficeContext, id: string) {
  const offer = await offeredOrRefuse(context, id)
  const bytes = await readKept(context.office, id)
  if (bytes === undefined) refuse('bundles.fileNotKept')
  const read = await readLines(context, { bytes, kinds: ['transfer'], roles: CASE_ROLES })
  const { rows } = readCaseLines(read, context.office.unitId)
  await context.write(async (db, { now }) => {
    for (const row of rows) await takeRow(db, { row, from: offer.from_unit, to: offer.to_unit, now })
    const rowIds: Record<string, string[]> = {}
    for (const row of rows) rowIds[row.kind] = [...(rowIds[row.kind] ?? []), row.id]
    await db
      .updateTable('case_transfer')
      .set({ rows_json: JSON.stringify(rowIds) })
      .where('id', '=', id)
      .execute()
    await answerTransfer(db, { id, state: 'accepted', reason: '', now })
  })
  return sendAnswer(context, { offer, accepted: true, reason: '' })
}

/** A row is new here, or a copy that came another way (the province's book) and now changes its owner. */
async function takeRow(
  db: WriteDb,
  { row, from, to, now }: { row: CaseIn['rows'][number]; from: string; to: string; now: string },
): Promise<void> {
  const before = await findOwner(db, row)
  if (before === undefined) return insertReceivedRows(db, row.kind, row.values)
  // Ours already, and worked on since: its former owner forgot that with its book, and offered it once more.
  if (before === to) return
  if (before !== from) refuse('bundles.foreignRecord', { kind: row.kind })
  await handOverRow(db, { kind: row.kind, id: row.id, from, to, now })
  await updateReceivedRows(db, row.kind, row.values)
}

export async function refuseCase(context: OfficeContext, { id, reason }: { id: string; reason: string }) {
  const offer = await offeredOrRefuse(context, id)
  await context.write((db, { now }) => answerTransfer(db, { id, state: 'refused', reason, now }))
  return sendAnswer(context, { offer, accepted: false, reason })
}

/** The answer is in the book; only its file is made anew. Opening it twice changes nothing at the other end. */
export async function answerAgain(context: OfficeContext, id: string) {
  const offer = await findTransfer(context.db, id)
  if (offer?.direction !== 'in' || (offer.state !== 'accepted' && offer.state !== 'refused')) refuse('common.notFound')
  return sendAnswer(context, { offer, accepted: offer.state === 'accepted', reason: offer.answer_reason ?? '' })
}

async function offeredOrRefuse({ db }: OfficeContext, id: string): Promise<CaseTransferTable> {
  const offer = await findTransfer(db, id)
  if (offer?.direction !== 'in') refuse('common.notFound')
  if (offer.state !== 'offered') refuse('bundles.transferAnswered')
  return offer
}

async function sendAnswer(
  context: OfficeContext,
  { offer, accepted, reason }: { offer: CaseTransferTable; accepted: boolean; reason: string },
) {
  const key = await findAnyKey(context.db, offer.from_unit)
  if (key === undefined) refuse('bundles.receiverNotEnrolled')
  const answer = {
    kind: 'answer',
    transferId: offer.id,
    accepted,
    reason,
    offerHash: offer.offer_hash,
  } satisfies AnswerLine
  const { bytes } = await sealShort(context, {
    kind: 'transferAnswer',
    toUnit: offer.from_unit,
    recipients: [key.box_public],
    records: [answer],
  })
  const name = `TraLoiHoSo-${context.office.unitCode}-${offer.id.slice(-6)}.rcb`
  return { id: offer.id, name, ticket: context.services.tickets.put({ name, type: 'application/octet-stream', bytes }) }
}
