import type { Language } from '../../../../base/common/language.ts'
import type { OfficeContext } from '../../../../db/requireRight.ts'
import { getReceipt } from '../receiptListRepo.ts'
import { countPrint } from '../receiptRepo.ts'
import { makePaper, type PaperTicket } from './makePaper.ts'
import { readIssuer } from './paperHeading.ts'
import { receiptLabel, receiptPaper } from './receiptPaper.ts'

/** Makes the receipt's paper and counts it; a paper that could not be made is not counted. */
export async function printReceipt(
  context: OfficeContext,
  { id, language }: { id: string; language: Language },
): Promise<PaperTicket> {
  const receipt = await getReceipt(context.db, id)
  const t = context.services.translator(language)
  const { unitId, practice } = context.office
  const issuer = await readIssuer(context.db, { unitId, language, t })
  const html = receiptPaper({ receipt, print: receipt.prints + 1, issuer, language, t, practice })
  const paper = await makePaper(context, { html, name: receiptLabel(receipt) })
  await context.write((db, writer) => countPrint(db, writer, id))
  return paper
}
