import * as z from 'zod'
import { daySchema } from '../../../base/common/daySchema.ts'
import { languageSchema } from '../../../base/common/languageSchema.ts'
import { moneyAmountSchema } from '../../../base/common/moneySchema.ts'

/** What a paper is about: which record has to be chosen before it can be made. */
export type PaperSubject = 'receipt' | 'payout' | 'round' | 'donor' | 'address' | 'house'

export interface PaperNeeds {
  subject?: PaperSubject
  /** Without the record the paper is an empty form. */
  subjectOptional?: true
  /** May be narrowed to one village. */
  village?: true
  /** Covers a period: first and last day. */
  period?: true
  /** Carries a VietQR with the office's account; the amount asked for may be given. */
  transfer?: true
}

/** Every paper of an office, in the order in which the page offers them. */
export const PAPERS = {
  receipt: { subject: 'receipt' },
  paymentSlip: { subject: 'payout' },
  signatureList: { subject: 'round' },
  goodsReceipt: { subject: 'receipt' },
  goodsSlip: { subject: 'round' },
  villageDirectory: {},
  proposalList: { village: true },
  selectionMinutes: { village: true },
  consentSheet: { village: true },
  surveyForm: { subject: 'address', subjectOptional: true },
  profile: { subject: 'address' },
  followUpBook: { subject: 'address' },
  helpBook: { subject: 'address' },
  donorStatement: { subject: 'donor', period: true },
  agreement: { subject: 'donor', transfer: true },
  thankYouLetter: { subject: 'donor', period: true, transfer: true },
  publicBoard: { period: true },
  houseHandover: { subject: 'house' },
  overdueByDonor: {},
  overdueByAddress: {},
  officerHandover: {},
} as const satisfies Record<string, PaperNeeds>

export type PaperKind = keyof typeof PAPERS
// Safe: these are exactly the keys of the object.
export const PAPER_KINDS = Object.keys(PAPERS) as [PaperKind, ...PaperKind[]]
export const paperKindSchema = z.enum(PAPER_KINDS)

export function paperNeeds(kind: PaperKind): PaperNeeds {
  return PAPERS[kind]
}

/** What is asked for: a kind, its record and period, and the language of the paper, whatever the screen speaks. */
export const paperRequestSchema = z.object({
  kind: paperKindSchema,
  language: languageSchema,
  /** Id of the receipt, payout, round, donor, address or house. */
  subjectId: z.string().nullable().default(null),
  villageId: z.string().nullable().default(null),
  from: daySchema.nullable().default(null),
  to: daySchema.nullable().default(null),
  /** Số of the paper in the office's register of outgoing papers; empty = room to write it. */
  number: z.string().trim().max(40).default(''),
  /** Dong in the VietQR; null = what the sponsor pledged per kỳ. */
  transferAmount: moneyAmountSchema.nullable().default(null),
})
export type PaperRequest = z.infer<typeof paperRequestSchema>
