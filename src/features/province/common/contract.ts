import * as z from 'zod'
import { failures } from '../../../base/common/declareFailures.ts'
import { currencySchema } from '../../../base/common/moneySchema.ts'
import { command, query } from '../../../base/common/procedure.ts'
import { gridStateSchema } from './gridState.ts'

const unitSchema = z.object({ id: z.string(), code: z.string(), vi: z.string(), en: z.string(), lo: z.string() })
const quarterOfYear = z.union([z.literal(1), z.literal(2), z.literal(3), z.literal(4)])
const year = z.int().min(1990).max(2200)

export const gridCellSchema = z.object({
  quarter: quarterOfYear,
  state: gridStateSchema,
  /** Last number taken in that reaches into the quarter. */
  seq: z.int().nullable(),
  /** Open questions about its figures. */
  questions: z.int(),
  /** Of the units below it: how many are in its figures; null when it tells of none. */
  below: z.object({ counted: z.int(), units: z.int() }).nullable(),
})
export const gridRowSchema = z.object({
  unit: unitSchema,
  cells: z.array(gridCellSchema),
})
export type GridRow = z.infer<typeof gridRowSchema>

export const questionSchema = z.object({
  id: z.string(),
  unit: unitSchema,
  year: z.int(),
  quarter: z.int(),
  figure: z.string(),
  value: z.int(),
  rule: z.string(),
  note: z.string(),
  askedBy: z.string(),
  askedAt: z.string(),
  answeredAt: z.string().nullable(),
})
export type Question = z.infer<typeof questionSchema>

const pairSideSchema = z.object({
  id: z.string(),
  name: z.string(),
  birthDay: z.string().nullable(),
  unit: unitSchema,
  /** Deliveries in the last twelve months. */
  times: z.int(),
})
export const crossPairSchema = z.object({
  first: pairSideSchema,
  second: pairSideSchema,
  score: z.number(),
  evidence: z.array(z.string()),
})
export type CrossPair = z.infer<typeof crossPairSchema>

const transferPaperSchema = z.object({
  id: z.string(),
  paper: z.string(),
  onDay: z.string(),
  amount: z.int(),
  purpose: z.string().nullable(),
})
/** One way money goes, in one currency: the sums both sides tell, and the papers behind them. */
export const reconciledUnitSchema = z.object({
  from: unitSchema,
  to: unitSchema,
  currency: currencySchema,
  paid: z.int(),
  received: z.int(),
  rows: z.array(
    z.object({
      state: z.enum(['matched', 'differs', 'notReceived', 'notSent']),
      paid: transferPaperSchema.nullable(),
      received: transferPaperSchema.nullable(),
      /** Received less paid. */
      difference: z.int(),
    }),
  ),
})
export type ReconciledUnit = z.infer<typeof reconciledUnitSchema>

/** The desk of an office that others report to. */
export const provinceContract = {
  /** Every unit that reports here against the four quarters of a year. */
  grid: query('records.read')
    .input(z.object({ year }))
    .output(z.object({ rows: z.array(gridRowSchema), dueDays: z.int() })),

  /** Internal transfers of a quarter: what one unit says it paid against what the other says it received. */
  transfers: query('money.read')
    .input(z.object({ year, quarter: quarterOfYear }))
    .output(z.object({ ways: z.array(reconciledUnitSchema) })),

  /** How many days after its end a quarter's report is due. */
  setDueDays: command('office.settings')
    .input(z.object({ days: z.int().min(0).max(120) }))
    .output(z.object({ days: z.int() })),

  /** Sends a figure back: its unit reads the question in the next receipt. */
  ask: command('bundles.open')
    .input(
      z.object({
        unitId: z.string(),
        year,
        quarter: quarterOfYear,
        figure: z.string().max(40),
        value: z.int(),
        /** Rule of plausibility it breaks; empty when a person doubts it. */
        rule: z.string().max(40).default(''),
        note: z.string().max(2000).default(''),
      }),
    )
    .output(z.object({ id: z.string() }))
    .errors(failures('province.unknownUnit')),

  listQuestions: query('records.read')
    .input(z.object({ year, quarter: quarterOfYear }))
    .output(z.object({ questions: z.array(questionSchema) })),

  /** People whom two units both have on file, the likeliest first; at most 500. */
  crossPairs: query('records.read').output(z.object({ pairs: z.array(crossPairSchema) })),

  /** The unit has answered, by phone or by a new file. */
  closeQuestion: command('bundles.open')
    .input(z.object({ id: z.string() }))
    .output(z.object({ id: z.string() }))
    .errors(failures('common.notFound')),
}
