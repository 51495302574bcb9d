import * as z from 'zod'
import { daySchema } from '../../../../base/common/daySchema.ts'
import { currencySchema } from '../../../../base/common/moneySchema.ts'
import { activityFieldsSchema, activityKindSchema } from '../../../cooperation/common/activitySchemas.ts'
import { SMALLEST_CELL } from './smallCells.ts'

const code = z.string().max(64)
const name = z.string().max(400)
const year = z.int().min(2000).max(2100)
const quarter = z.int().min(1).max(4)
const sum = z.int()
const count = z.int().min(0).max(10_000_000)

/** First line: up to which quarter the figures go, and whether some were too small to be told. */
const aboutSchema = z.strictObject({
  kind: z.literal('about'),
  throughYear: year.nullable(),
  throughQuarter: quarter.nullable(),
  smallestCell: z.literal(SMALLEST_CELL),
  heldBack: z.boolean(),
})

/** Somebody who agreed to be told abroad. No money stands beside a name. */
const sharedPersonSchema = z.strictObject({
  kind: z.literal('sharedPerson'),
  name,
  type: z.enum(['person', 'household', 'collective']),
  sex: z.enum(['M', 'F']).nullable(),
  birthYear: z
    .string()
    .regex(/^\d{4}$/)
    .nullable(),
  district: code,
  village: name.nullable(),
  category: code,
})

/** A house whose family agreed; what it cost stands in the figures. */
const sharedHouseSchema = z.strictObject({
  kind: z.literal('sharedHouse'),
  name,
  district: code,
  village: name.nullable(),
  type: z.enum(['new', 'repair']),
  startedOn: daySchema.nullable(),
  handedOverOn: daySchema.nullable(),
})

/** Help of a quarter; a heading that is null stands for the rest. */
export const helpCellSchema = z.strictObject({
  kind: z.literal('helpCell'),
  year,
  quarter,
  district: code.nullable(),
  helpForm: code.nullable(),
  village: name.nullable(),
  currency: currencySchema,
  addresses: count.min(SMALLEST_CELL),
  times: count,
  amount: sum,
  goodsValue: sum,
})
export type HelpCell = z.infer<typeof helpCellSchema>

/** Houses handed over in a quarter. */
export const houseCellSchema = z.strictObject({
  kind: z.literal('houseCell'),
  year,
  quarter,
  district: code.nullable(),
  type: z.enum(['new', 'repair']).nullable(),
  currency: currencySchema,
  addresses: count.min(SMALLEST_CELL),
  houses: count,
  budget: sum,
})
export type HouseCell = z.infer<typeof houseCellSchema>

/** A joint activity as it was counted; figures are null where they are small and both sides have not signed them. */
const sharedActivitySchema = z.strictObject({
  kind: z.literal('sharedActivity'),
  onDay: daySchema,
  type: activityKindSchema,
  title: name,
  place: name.nullable(),
  district: code.nullable(),
  households: count.nullable(),
  people: count.nullable(),
  amount: sum.nullable(),
  currency: currencySchema,
  goods: name.nullable(),
  goodsValue: sum.nullable(),
  rate: z.string().max(20).nullable(),
  rateOn: daySchema.nullable(),
})

/** The record lines of a share, in this order. It is whole in itself: the newest says all there is. */
export const shareLineSchema = z.discriminatedUnion('kind', [
  aboutSchema,
  sharedPersonSchema,
  sharedHouseSchema,
  helpCellSchema,
  houseCellSchema,
  sharedActivitySchema,
])
export type ShareLine = z.infer<typeof shareLineSchema>
export type SharedPerson = z.infer<typeof sharedPersonSchema>
export type SharedHouse = z.infer<typeof sharedHouseSchema>
export type SharedActivity = z.infer<typeof sharedActivitySchema>

/** One result of the partner's own, as it typed it; `partnerId` of the fields is the receiving unit. */
export const partnerActivitySchema = z.strictObject({
  kind: z.literal('activity'),
  id: z.uuid(),
  version: z.int().min(1).max(1_000_000_000),
  createdAt: z.iso.datetime(),
  fields: activityFieldsSchema,
})
export type PartnerActivity = z.infer<typeof partnerActivitySchema>
