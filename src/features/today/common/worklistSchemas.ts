import * as z from 'zod'
import { currencySchema } from '../../../base/common/moneySchema.ts'

/** By when: `thisMonth` holds kỳ that are open now and late only after the month. */
export const WORK_GROUPS = ['overdue', 'today', 'thisWeek', 'thisMonth', 'waitingElsewhere'] as const
export const workGroupSchema = z.enum(WORK_GROUPS)
export type WorkGroup = z.infer<typeof workGroupSchema>

export const WORK_KINDS = [
  /** Help to hand over through the fund: goes by distribution round. */
  'instalmentDue',
  /** The sponsor pays the family directly, or through commune, school or village: ask and write it down. */
  'directDue',
  /** The agreed period ends this month or is over: carry it on or end it. */
  'pairingOver',
  /** Somebody keeps an address until this day. */
  'holdEnds',
  'visitDue',
  /** Somebody asked about their data: the law's days to answer, then to act. */
  'requestAnswer',
  'requestAction',
  'roundOpen',
  'advanceDue',
  /** Proposed, surveyed, verified: what comes before the paper. */
  'surveyWaiting',
  'verifyWaiting',
  'approvalWaiting',
  'houseApproval',
  'houseMoney',
  'houseAcceptance',
  'houseHandover',
  'bundleDue',
  /** The newest receipt of the office above: files it did not take in, figures it asks about. */
  'bundleRefused',
  'figureAsked',
  'backupOld',
  /** What an empty book begins with. */
  'firstVillage',
  'firstImport',
  'firstAddress',
  'firstUnit',
] as const
export const workKindSchema = z.enum(WORK_KINDS)
export type WorkKind = z.infer<typeof workKindSchema>

/** One thing to do: for one person by name, or for many of the same kind at once. */
export const workLineSchema = z.object({
  key: z.string(),
  kind: workKindSchema,
  /** Whom or what it is about; null for a line that stands for many. */
  name: z.string().nullable(),
  /** Tells apart: the village, the sponsor, the village head's round. */
  detail: z.string().nullable(),
  /** How many people or things the line stands for. */
  count: z.int(),
  fromMonth: z.string().nullable(),
  toMonth: z.string().nullable(),
  /** Minor units; null where no money is meant. */
  amount: z.int().nullable(),
  currency: currencySchema,
  by: z.string().nullable(),
  /** The one record the line is about, where something can be done in place. */
  recordId: z.string().nullable(),
  /** Where it is done. */
  link: z.string(),
})
export type WorkLine = z.infer<typeof workLineSchema>

export const worklistSchema = z.object({
  today: z.string(),
  groups: z.array(
    z.object({
      group: workGroupSchema,
      lines: z.array(workLineSchema),
      /** Things to do in all, also those the lines leave out. */
      count: z.int(),
    }),
  ),
  /** Last day of the period the next report covers; null for an office that reports to nobody. */
  nextReportOn: z.string().nullable(),
})
export type Worklist = z.infer<typeof worklistSchema>
