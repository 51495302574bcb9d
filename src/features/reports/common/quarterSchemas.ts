import * as z from 'zod'
import { moneySchema } from '../../../base/common/moneySchema.ts'
import { RULES } from './plausibility/finding.ts'
import { statedTargetSchema } from './plausibility/statedTarget.ts'

export const quarterSchema = z.object({
  year: z.int().min(1990).max(2200),
  quarter: z.union([z.literal(1), z.literal(2), z.literal(3), z.literal(4)]),
})
export type QuarterInput = z.infer<typeof quarterSchema>

/**
 * Figures of the quarterly table, in the order of its columns.
 * Counts: `newAddresses` entered in the quarter; `helped` addresses that received something, `regular` of them with a
 * monthly pairing in force; sponsors who gave (`organisations`, `persons`); `people` = người (distinct), `times` = lượt.
 * Dong: `receivedOwn` (less what went back to sponsors), `receivedFromAbove`, `receivedOtherUnit` = what was raised or
 * received, by source; `internal` =
 * the part of it that another unit of this table counts too; `receivedNet` = the rest. `delivered` = what reached
 * families, by channel and as `cash` and `goods`.
 */
export const COUNT_FIGURES = [
  'newAddresses',
  'helped',
  'regular',
  'organisations',
  'persons',
  'people',
  'times',
] as const
export const MONEY_FIGURES = [
  'receivedOwn',
  'receivedFromAbove',
  'receivedOtherUnit',
  'internal',
  'receivedNet',
  'deliveredFund',
  'deliveredDirect',
  'deliveredLocal',
  'cash',
  'goods',
  'delivered',
] as const
export const FIGURES = [...COUNT_FIGURES, ...MONEY_FIGURES] as const
export const figureSchema = z.enum(FIGURES)
export type Figure = z.infer<typeof figureSchema>

export const figuresSchema = z.record(figureSchema, z.int())
export type Figures = z.infer<typeof figuresSchema>

const unitSchema = z.object({
  id: z.string(),
  code: z.string(),
  vi: z.string(),
  en: z.string(),
  lo: z.string(),
})

/**
 * `partly`: what came does not reach the end of the quarter. `notSent`: nothing for this quarter came, so no figures.
 * `paper`: totals typed from paper, without rows behind them. */
export const unitStatusSchema = z.enum(['own', 'sent', 'partly', 'notSent', 'paper'])

const rowFields = {
  unit: unitSchema,
  status: unitStatusSchema,
  /** Last day covered by what this unit sent. */
  sentTo: z.string().nullable(),
  figures: figuresSchema.nullable(),
  /** Handed over in other currencies than dong, which the figures leave out. */
  otherCurrencies: z.array(moneySchema),
}

/** A unit below a unit of the table: figures only, its rows are in the office it reports to. */
const belowRowSchema = z.object({
  ...rowFields,
  /** As the office it reports to signed them, where they have become others since. */
  signed: figuresSchema.nullable(),
})
export type BelowRow = z.infer<typeof belowRowSchema>

export const quarterRowSchema = z.object({
  ...rowFields,
  /** Of a unit with others below it: its own part of `figures`, which are own + all below - what passed between them. */
  own: figuresSchema.nullable().default(null),
  below: z.array(belowRowSchema).default([]),
  /** Units that it tells of and that another row counts already. */
  elsewhere: z.array(unitSchema).default([]),
})
export type QuarterRow = z.infer<typeof quarterRowSchema>

export const quarterTableSchema = z.object({
  window: z.object({ from: z.string(), to: z.string() }),
  office: unitSchema,
  rows: z.array(quarterRowSchema),
  total: figuresSchema,
})
export type QuarterTable = z.infer<typeof quarterTableSchema>

/** One row behind a figure; `amount` in dong where the figure is money, else what the address received. */
export const drillRowSchema = z.object({
  id: z.string(),
  /** Which record it is, and where it is found: the id of its own or its address's page. */
  kind: z.enum(['address', 'donor', 'delivery', 'receipt', 'refund']),
  pageId: z.string(),
  label: z.string(),
  village: z.string().nullable(),
  unitId: z.string(),
  onDay: z.string().nullable(),
  amount: z.int().nullable(),
})
export type DrillRow = z.infer<typeof drillRowSchema>

/** What one unit adds to a figure that is not made of rows alone. */
const drillPartSchema = z.object({ unit: unitSchema, value: z.int() })

export const drillSchema = z.object({
  /** Units below those asked for, of which only figures are here. */
  parts: z.array(drillPartSchema),
  rows: z.array(drillRowSchema),
  total: z.int(),
  sum: z.int(),
})
export type Drill = z.infer<typeof drillSchema>

/** Totals a person typed from a unit's paper; the core works out the sums that follow from the others. */
export const paperReturnInput = quarterSchema.extend({
  unitId: z.string(),
  figures: figuresSchema,
  note: z.string().max(2000).default(''),
  stated: statedTargetSchema.nullable().default(null),
})

export const findingSchema = z.object({
  unitId: z.string(),
  figure: figureSchema,
  value: z.int(),
  rule: z.enum(RULES),
  weight: z.enum(['refused', 'ask']),
  params: z.record(z.string(), z.union([z.string(), z.number()])),
})

/** A figure that is another now than when the table was signed; `null`: the unit had no figures then, or has none now. */
export const signedDifferenceSchema = z.object({
  unit: unitSchema,
  figure: figureSchema,
  signed: z.int().nullable(),
  now: z.int().nullable(),
})

export const signedReportSchema = z.object({
  id: z.string(),
  signedAt: z.string(),
  signedBy: z.string(),
  hash: z.string(),
  table: quarterTableSchema,
  differences: z.array(signedDifferenceSchema),
})
export type SignedDifference = z.infer<typeof signedDifferenceSchema>
