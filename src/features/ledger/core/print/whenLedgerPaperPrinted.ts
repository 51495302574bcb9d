import type { WriteDb } from '../../../../db/database.ts'
import type { PrintedPaper } from '../../../../db/office.ts'
import type { WriteContext } from '../../../../db/recordWriter.ts'
import { countPrint } from '../receiptRepo.ts'
import { markPrinted } from '../roundRepo.ts'

/**
 * What a print means for the books: a receipt counts its copies, a draft list becomes a printed one. For who may print but
 * not write money a list stays the draft it was.
 */
export async function whenLedgerPaperPrinted(
  db: WriteDb,
  writer: WriteContext,
  { kind, subjectId, mayWriteMoney }: PrintedPaper,
): Promise<void> {
  if (kind === 'receipt') await countPrint(db, writer, subjectId)
  if (kind === 'signatureList' && mayWriteMoney) await markPrinted(db, writer, subjectId)
}
