import type { PaperKind } from '../common/paperKinds.ts'
import { followUpBookContents, helpBookContents } from './data/bookContents.ts'
import { consentSheetContents } from './data/consentSheetContents.ts'
import { agreementContents, donorStatementContents, thankYouContents } from './data/donorContents.ts'
import { goodsReceiptContents } from './data/goodsReceiptContents.ts'
import { goodsSlipContents } from './data/goodsSlipContents.ts'
import { houseHandoverContents } from './data/houseHandoverContents.ts'
import { officerHandoverContents } from './data/officerHandoverContents.ts'
import { overdueContents } from './data/overdueContents.ts'
import { paymentSlipContents } from './data/paymentSlipContents.ts'
import { profileContents } from './data/profileContents.ts'
import { proposalContents } from './data/proposalContents.ts'
import { publicBoardContents } from './data/publicBoardContents.ts'
import { receiptContents } from './data/receiptContents.ts'
import { signatureListContents } from './data/signatureListContents.ts'
import { surveyFormContents } from './data/surveyFormContents.ts'
import { villageDirectoryContents } from './data/villageContents.ts'
import type { PaperContents, PaperSource } from './paperContents.ts'

type Readers = { [Kind in PaperKind]: (source: PaperSource) => Promise<PaperContents<Kind>> }

/** Where the values of each paper come from. */
const READERS: Readers = {
  receipt: receiptContents,
  paymentSlip: paymentSlipContents,
  signatureList: signatureListContents,
  goodsReceipt: goodsReceiptContents,
  goodsSlip: goodsSlipContents,
  villageDirectory: villageDirectoryContents,
  proposalList: proposalContents('proposalList'),
  selectionMinutes: proposalContents('selectionMinutes'),
  consentSheet: consentSheetContents,
  surveyForm: surveyFormContents,
  profile: profileContents,
  followUpBook: followUpBookContents,
  helpBook: helpBookContents,
  donorStatement: donorStatementContents,
  agreement: agreementContents,
  thankYouLetter: thankYouContents,
  publicBoard: publicBoardContents,
  houseHandover: houseHandoverContents,
  overdueByDonor: overdueContents('donor'),
  overdueByAddress: overdueContents('address'),
  officerHandover: officerHandoverContents,
}

export function readContents(kind: PaperKind, source: PaperSource): Promise<PaperContents<PaperKind>> {
  // Safe: each reader answers with the shape of its own kind, which is all the template of that kind names.
  return (READERS[kind] as (source: PaperSource) => Promise<PaperContents<PaperKind>>)(source)
}
