import type { BundleKind } from '../../common/bundleManifest.ts'
import { bookOpener } from '../books/openBook.ts'
import { decisionOpener } from '../decisions/decisionOpener.ts'
import { directoryOpener } from '../directory/directoryOpener.ts'
import { photoOpener } from '../photos/photoOpener.ts'
import { receiptOpener } from '../receipts/receiptOpener.ts'
import { partnerReportOpener } from '../shares/partnerReport.ts'
import { shareOpener } from '../shares/shareOpener.ts'
import { caseAnswerOpener, caseOpener } from '../transfers/caseOpeners.ts'
import { reportOpener } from './openBundle.ts'
import type { Opener } from './shortOpener.ts'

/** Who opens which kind of file. A kind that is not listed is refused by name. */
export const OPENERS: Partial<Record<BundleKind, Opener>> = {
  report: reportOpener,
  receipt: receiptOpener,
  directory: directoryOpener,
  decision: decisionOpener,
  transfer: caseOpener,
  transferAnswer: caseAnswerOpener,
  book: bookOpener,
  share: shareOpener,
  partnerReport: partnerReportOpener,
  photos: photoOpener,
}
