import type { OfficeContext } from '../../../../db/requireRight.ts'
import { createReceipt, readReceiptLines } from './createReceipt.ts'
import { storedZip } from './storedZip.ts'

/** Receipts for every unit in force that sent anything, as one file to unpack; `ticket` is null when there is none. */
export async function createReceipts(context: OfficeContext) {
  const senders = await context.db
    .selectFrom('unit_key')
    .select('unit_id')
    .where('role', '=', 'sender')
    .where('revoked_from_seq', 'is', null)
    .orderBy('unit_id')
    .execute()
  const files: { name: string; bytes: Uint8Array }[] = []
  for (const { unit_id } of senders) {
    if ((await readReceiptLines(context.db, unit_id)).length === 0) continue
    const { ticket, unit, name } = await createReceipt(context, unit_id)
    const bytes = context.services.tickets.take(ticket)?.bytes
    if (bytes !== undefined) files.push({ name: `${unit.code}-${name}`, bytes })
  }
  const name = `BienNhan-${context.services.clock.today()}.zip`
  if (files.length === 0) return { ticket: null, name, receipts: 0, bytes: 0 }
  const bytes = storedZip(files)
  const ticket = context.services.tickets.put({ name, type: 'application/zip', bytes })
  return { ticket, name, receipts: files.length, bytes: bytes.length }
}
