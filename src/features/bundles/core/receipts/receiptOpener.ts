import { shortOpener } from '../open/shortOpener.ts'
import { RECEIPT_ROLES, readReceiptLines, takeReceipt } from './openReceipt.ts'

/** A receipt of the office above: the number it has reached, and how much it has to say beside that. */
export const receiptOpener = shortOpener({
  kind: 'receipt',
  roles: RECEIPT_ROLES,
  look: async (_context, read) => {
    const lines = readReceiptLines(read)
    const count = (kind: (typeof lines)[number]['kind']) => lines.filter((line) => line.kind === kind).length
    const notes = (['refused', 'waiting', 'question'] as const).filter((kind) => count(kind) > 0)
    const reached = lines.reduce((last, line) => (line.kind === 'accepted' ? line.seq : last), 0)
    return { facts: { reached }, lines: notes.map((code) => ({ code, facts: { n: count(code) } })) }
  },
  take: takeReceipt,
})
