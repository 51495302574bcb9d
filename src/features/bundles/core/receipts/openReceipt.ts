import { refuse } from '../../../../base/common/failures.ts'
import { noteAuditAnchor } from '../../../../db/auditChain.ts'
import type { ReadDb, WriteDb } from '../../../../db/database.ts'
import type { OfficeContext } from '../../../../db/requireRight.ts'
import type { StandingAbove } from '../../common/bundleSchemas.ts'
import { type ReceiptLine, receiptLineSchema } from '../../common/receiptLines.ts'
import { readLines, receiveNewest } from '../open/readLines.ts'
import type { ReadLines } from '../open/readLinesJob.ts'
import { readEpoch } from '../seal/sentRepo.ts'
import { giveUpMoved } from './movedRows.ts'
import { type NoteLine, replaceNotes } from './receiptNotesRepo.ts'
import { readStandingOf } from './standingAbove.ts'

export const RECEIPT_ROLES = ['receiver'] as const

/** Takes in what the office above says it has of our reports. An older receipt changes nothing and is refused. */
export async function openReceipt(context: OfficeContext, bytes: Uint8Array): Promise<StandingAbove> {
  const read = await readLines(context, { bytes, kinds: ['receipt'], roles: RECEIPT_ROLES })
  await takeReceipt(context, { read, bytes })
  return readStandingOf(context.db, read.manifest.unit)
}

export async function takeReceipt(
  context: OfficeContext,
  { read, bytes }: { read: ReadLines; bytes: Uint8Array },
): Promise<void> {
  const lines = readReceiptLines(read)
  const byUnit = read.manifest.unit
  await context.write(async (db, { now }) => {
    const isNew = await receiveNewest(db, { read, roles: RECEIPT_ROLES, now, bytes: bytes.length })
    if (!isNew) return
    for (const line of lines) {
      if (line.kind !== 'accepted') continue
      const { bundleId: receiptId, createdAt: ackedAt } = read.manifest
      await acknowledge(db, { byUnit, ownUnit: context.office.unitId, receiptId, line, ackedAt, now })
    }
    const moved = lines.filter((line) => line.kind === 'moved')
    await giveUpMoved(db, { lines: moved, ownUnit: context.office.unitId, now })
    const notes = lines.filter((line): line is NoteLine => line.kind !== 'accepted' && line.kind !== 'moved')
    await replaceNotes(db, { byUnit, lines: notes, now })
  })
}

export function readReceiptLines({ records }: ReadLines): ReceiptLine[] {
  return records.map((record, index) => {
    const parsed = receiptLineSchema.safeParse(record)
    if (!parsed.success) refuse('bundles.malformed', { part: 'record', line: index + 2 })
    return parsed.data
  })
}

interface Acknowledgement {
  byUnit: string
  ownUnit: string
  receiptId: string
  line: Extract<ReceiptLine, { kind: 'accepted' }>
  ackedAt: string
  now: string
}

/**
 * Believes the number only if it names a bundle we made: another hash means that the office above holds the book of
 * somebody else in our name, or of a copy of this one. What an earlier series of ours reached is of no use any more.
 */
async function acknowledge(
  db: WriteDb,
  { byUnit, ownUnit, receiptId, line, ackedAt, now }: Acknowledgement,
): Promise<void> {
  const { epoch, seq, hash } = line
  if (epoch !== (await readEpoch(db))) return
  const sent = await findSentNumber(db, { byUnit, epoch, seq })
  if (sent?.hash !== hash) refuse('bundles.receiptOfOtherBook', { seq })
  const values = { seq, hash, acked_at: ackedAt, opened_at: now }
  await db
    .insertInto('bundle_ack')
    .values({ by_unit: byUnit, epoch, ...values })
    .onConflict((conflict) => conflict.columns(['by_unit', 'epoch']).doUpdateSet(values))
    .execute()
  if (line.auditHead !== null) {
    const { count, hash: auditHash } = line.auditHead
    const head = { unitId: ownUnit, epoch, seq: count, hash: auditHash }
    await noteAuditAnchor(db, head, { at: now, place: 'receipt', reference: receiptId })
  }
  // No later report will count from an earlier one.
  await db
    .updateTable('bundle_sent')
    .set({ full_json: null })
    .where('to_unit', '=', byUnit)
    .where('kind', '=', 'report')
    .where((is) => is.or([is('epoch', '<>', epoch), is('seq', '<', seq)]))
    .execute()
}

async function findSentNumber(
  db: WriteDb,
  { byUnit, epoch, seq }: { byUnit: string; epoch: string; seq: number },
): Promise<{ hash: string } | undefined> {
  // Safe: a transaction reads as any Kysely does.
  return (db as unknown as ReadDb)
    .selectFrom('bundle_sent')
    .select('hash')
    .where('to_unit', '=', byUnit)
    .where('kind', '=', 'report')
    .where('epoch', '=', epoch)
    .where('seq', '=', seq)
    .executeTakeFirst()
}
