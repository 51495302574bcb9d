import type * as z from 'zod'
import { refuse } from '../../../../base/common/failures.ts'
import type { ReadDb } from '../../../../db/database.ts'
import type { OfficeContext } from '../../../../db/requireRight.ts'
import type { BundleReceivedTable } from '../../../../db/tables/exchangeTables.ts'
import type { createdReceiptSchema } from '../../common/bundleSchemas.ts'
import type { ReceiptLine } from '../../common/receiptLines.ts'
import { numbersBetween } from '../../common/rules.ts'
import { findSenderKey } from '../keys/unitKeysRepo.ts'
import { listHeld } from '../open/heldReports.ts'
import { listReceivedFrom } from '../open/receivedRepo.ts'
import { listRefused } from '../open/refusedRepo.ts'
import { plainName } from '../seal/bundleFileName.ts'
import { sealShort } from '../seal/sealShort.ts'
import { getUnitNames } from '../unitNamesRepo.ts'
import { listMovedFrom } from './movedRows.ts'

/** Makes the receipt of one unit; `seq` is the last number it acknowledges, null when nothing was taken in yet. */
export async function createReceipt(
  context: OfficeContext,
  toUnit: string,
): Promise<z.infer<typeof createdReceiptSchema>> {
  const key = await findSenderKey(context.db, toUnit)
  if (key === undefined) refuse('bundles.senderNotEnrolled')
  const lines = await readReceiptLines(context.db, toUnit)
  // Safe: a receipt's lines are objects with a kind.
  const records = lines as { kind: string }[]
  const { bytes } = await sealShort(context, { kind: 'receipt', toUnit, recipients: [key.box_public], records })
  const unit = await getUnitNames(context.db, toUnit)
  const accepted = lines.find((line) => line.kind === 'accepted')
  const number = accepted?.kind === 'accepted' ? accepted.seq : null
  const name = `BienNhan-${plainName(unit.vi)}${number === null ? '' : `-den-lan-${number}`}.rcb`
  const ticket = context.services.tickets.put({ name, type: 'application/octet-stream', bytes })
  return { ticket, name, unit, seq: number, bytes: bytes.length }
}

/** What there is to tell a unit: the last number taken in, files refused since, files that wait, figures asked about. */
export async function readReceiptLines(db: ReadDb, unitId: string): Promise<ReceiptLine[]> {
  const last = (await listReceivedFrom(db, { unitId, kind: 'report' })).at(-1)
  const lines: ReceiptLine[] = last === undefined ? [] : [acceptedLine(last)]
  for (const row of await listRefused(db, unitId)) {
    // Safe: only noteRefused writes it.
    const params = JSON.parse(row.params) as Record<string, string | number>
    lines.push({ kind: 'refused', bundleId: row.bundle_id, seq: row.seq, hash: row.hash, code: row.code, params })
  }
  for (const held of await listHeld(db, unitId)) {
    lines.push({ kind: 'waiting', seq: held.seq, missing: numbersBetween(last?.seq ?? 0, held.seq) })
  }
  const claimsAnothers = lines.some((line) => line.kind === 'refused' && line.code === 'bundles.foreignRecord')
  if (claimsAnothers) lines.push(...(await listMovedFrom(db, unitId)))
  return [...lines, ...(await readQuestions(db, unitId))]
}

function acceptedLine({ epoch, seq, hash, audit_head }: BundleReceivedTable): ReceiptLine {
  // Safe: only the opening of a report writes it, from the manifest's schema.
  const auditHead = audit_head === null ? null : (JSON.parse(audit_head) as { count: number; hash: string })
  return { kind: 'accepted', epoch, seq, hash, auditHead }
}

async function readQuestions(db: ReadDb, unitId: string): Promise<ReceiptLine[]> {
  const rows = await db
    .selectFrom('figure_question')
    .selectAll()
    .where('unit_id', '=', unitId)
    .where('answered_at', 'is', null)
    .orderBy('id')
    .execute()
  return rows.map(({ id, year, quarter, figure, value, rule, note }) => ({
    kind: 'question',
    id,
    year,
    quarter,
    figure,
    value,
    rule,
    note,
  }))
}
