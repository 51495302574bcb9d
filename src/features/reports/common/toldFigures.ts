import * as z from 'zod'
import { LARGEST_AMOUNT } from '../../../base/common/money.ts'
import { currencySchema } from '../../../base/common/moneySchema.ts'
import { FIGURES, type Figures, figureSchema, MONEY_FIGURES, unitStatusSchema } from './quarterSchemas.ts'
import { completeFigures } from './rules.ts'

/** What the figures of one quarter may come to together: a centre adds up ninety such offices and still counts exactly. */
const LARGEST_SUM = 100 * LARGEST_AMOUNT
const MOST_UNITS = 1000
const MOST_OTHERS = 200

const amount = z.int().min(-LARGEST_AMOUNT).max(LARGEST_AMOUNT)
const isMoney = new Set<string>(MONEY_FIGURES)

/** Figures of an office that is not our own: counts are not negative, and what follows from other figures does. */
const toldFiguresSchema = z
  .record(figureSchema, amount)
  .refine((figures) => FIGURES.every((figure) => isMoney.has(figure) || figures[figure] >= 0))
  .refine((figures) => {
    const { receivedNet, delivered } = completeFigures(figures)
    return receivedNet === figures.receivedNet && delivered === figures.delivered
  })

/** One unit's quarter as the office it reports to tells it to the office above: figures only, no rows. */
const toldUnitSchema = z.strictObject({
  id: z.uuid(),
  code: z.string().regex(/^[0-9A-Za-z.-]{1,32}$/),
  /** In Vietnamese, for an office that does not know the unit yet. */
  name: z.string().min(1).max(200),
  status: unitStatusSchema.exclude(['own']),
  sentTo: z.iso.date().nullable(),
  /** As they are now; null when nothing came. */
  figures: toldFiguresSchema.nullable(),
  /** From 1 January to the end of the quarter, everything counted once over the whole time. */
  soFar: toldFiguresSchema.nullable(),
  /** As the office signed them, where they have become others since. */
  signed: toldFiguresSchema.nullable(),
  /** Dong received from named units outside the office's table, in the quarter and since 1 January: for sums of several tables. */
  outside: z.array(z.strictObject({ unit: z.uuid(), amount, soFar: amount })).max(MOST_OTHERS),
  otherCurrencies: z.array(z.strictObject({ amount, currency: currencySchema })).max(MOST_OTHERS),
})
export type ToldUnit = z.infer<typeof toldUnitSchema>

/** The units below an office in one quarter, each once; a newer telling of the quarter replaces it whole. */
export const toldQuarterSchema = z.strictObject({
  year: z.int().min(1990).max(2200),
  quarter: z.union([z.literal(1), z.literal(2), z.literal(3), z.literal(4)]),
  units: z
    .array(toldUnitSchema)
    .max(MOST_UNITS)
    .refine((units) => new Set(units.map((unit) => unit.id)).size === units.length)
    .refine((units) => FIGURES.every((figure) => sumOf(units, figure) <= LARGEST_SUM)),
})
export type ToldQuarter = z.infer<typeof toldQuarterSchema>

function sumOf(units: readonly ToldUnit[], figure: keyof Figures): number {
  return units.reduce((sum, { figures, soFar }) => {
    return sum + Math.abs(figures?.[figure] ?? 0) + Math.abs(soFar?.[figure] ?? 0)
  }, 0)
}
