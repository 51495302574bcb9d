import { refuse } from '../../../../base/common/failures.ts'
import type { Language } from '../../../../base/common/language.ts'
import { rightsOf } from '../../../../base/common/rights.ts'
import type { OfficeContext } from '../../../../db/requireRight.ts'
import { readRound } from '../readRound.ts'
import { markPrinted } from '../roundRepo.ts'
import { makePaper, type PaperTicket } from './makePaper.ts'
import { readIssuer } from './paperHeading.ts'
import { signatureList } from './signatureList.ts'

/**
 * Makes the signature list, then marks the round printed: a list that could not be made leaves the draft as it was. For who
 * may print but not write money it is a look at the draft, which stays one.
 */
export async function printSignatureList(
  context: OfficeContext,
  { id, language }: { id: string; language: Language },
): Promise<PaperTicket> {
  const round = await readRound(context.db, id)
  if (round.totals.lines === round.totals.cancelled) refuse('ledger.emptyRound')
  const t = context.services.translator(language)
  const { unitId, practice } = context.office
  const issuer = await readIssuer(context.db, { unitId, language, t })
  const html = signatureList({ round, issuer, language, t, practice })
  const paper = await makePaper(context, {
    html,
    name: `${t('ledger:paper.list.fileName')} ${round.name} ${round.onDay}`,
  })
  if (rightsOf(context.session.roles).has('money.write')) {
    await context.write((db, writer) => markPrinted(db, writer, id))
  }
  return paper
}
