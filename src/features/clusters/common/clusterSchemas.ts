import * as z from 'zod'
import { daySchema } from '../../../base/common/daySchema.ts'
import { figureSchema, quarterSchema, unitStatusSchema } from '../../reports/common/quarterSchemas.ts'

const nameSchema = z.string().trim().min(1).max(300).normalize('NFC')
/** Vietnamese is required; another language that is missing falls back to it. */
const namesSchema = z.object({
  vi: nameSchema,
  en: nameSchema.nullable().default(null),
  lo: nameSchema.nullable().default(null),
})
export type Names = z.infer<typeof namesSchema>
/** `directory`: from the centre, not changed here. */
const originSchema = z.enum(['own', 'directory'])
export const codeSchema = z.string().regex(/^[A-Za-z0-9][A-Za-z0-9.-]{0,59}$/)
const unitSchema = z.object({ id: z.string(), code: z.string(), vi: z.string(), en: z.string(), lo: z.string() })
const year = z.int().min(1990).max(2200)

const memberInput = z.object({ unitId: z.string(), validFrom: daySchema, validTo: daySchema.nullable().default(null) })
export const clusterInput = z.object({
  /** Without one it is a new cluster. */
  id: z.string().nullable().default(null),
  names: namesSchema,
  members: z.array(memberInput).max(500),
})
export const clusterSchema = z.object({
  id: z.string(),
  origin: originSchema,
  names: namesSchema,
  members: z.array(z.object({ unit: unitSchema, validFrom: z.string(), validTo: z.string().nullable() })),
})
export type Cluster = z.infer<typeof clusterSchema>

/** What an indicator counts: people and things, or dong. Null where this program does not know one of its figures. */
const basisSchema = z.enum(['count', 'value'])
export type Basis = z.infer<typeof basisSchema>

export const indicatorInput = z.object({
  code: codeSchema,
  names: namesSchema,
  figures: z.array(figureSchema).min(1).max(18),
})
export const indicatorSchema = z.object({
  code: z.string(),
  origin: originSchema,
  names: namesSchema,
  figures: z.array(z.string()),
  basis: basisSchema.nullable(),
})
export type Indicator = z.infer<typeof indicatorSchema>

export const targetsInput = z.object({
  year,
  /** Null takes the office's own target back; that of the directory, if any, counts again. */
  targets: z.array(z.object({ unitId: z.string(), indicator: codeSchema, value: z.int().min(1).nullable() })).max(5000),
})
export const targetSchema = z.object({
  unitId: z.string(),
  indicator: z.string(),
  value: z.int(),
  origin: originSchema,
})
export type Target = z.infer<typeof targetSchema>

export const formInput = z.object({
  code: codeSchema,
  names: namesSchema,
  indicators: z.array(codeSchema).min(1).max(40),
})
export const formSchema = z.object({
  code: z.string(),
  origin: originSchema,
  names: namesSchema,
  indicators: z.array(z.string()),
})
export type ReportForm = z.infer<typeof formSchema>

const unitStanding = {
  unit: unitSchema,
  status: unitStatusSchema,
  /** Quarters typed from paper, and quarters for which nothing came. */
  paperQuarters: z.array(z.int()),
  missingQuarters: z.array(z.int()),
}

export const standingSchema = z.object({
  cluster: clusterSchema,
  /** The members are those of this day, the last of the quarter. */
  day: z.string(),
  indicators: z.array(
    z.object({
      code: z.string(),
      names: namesSchema,
      basis: basisSchema.nullable(),
      /** Mean of the units' percentages; null when no unit has both figure and target. */
      mean: z.number().nullable(),
      /** Units in that mean. */
      counted: z.int(),
      /** N: members with a target; of them `reached` have 100 % or more, `above` more than 100 %. */
      withTarget: z.int(),
      reached: z.int(),
      above: z.int(),
    }),
  ),
  rows: z.array(
    z.object({
      ...unitStanding,
      /** One for each indicator, in its order; percent with one decimal. */
      cells: z.array(
        z.object({ target: z.int().nullable(), achieved: z.int().nullable(), percent: z.number().nullable() }),
      ),
    }),
  ),
})
export type Standing = z.infer<typeof standingSchema>
export const standingInput = quarterSchema.extend({ clusterId: z.string() })

export const formTableSchema = z.object({
  form: formSchema,
  window: z.object({ from: z.string(), to: z.string() }),
  indicators: z.array(indicatorSchema),
  rows: z.array(z.object({ ...unitStanding, values: z.array(z.int().nullable()) })),
  total: z.array(z.int().nullable()),
})
export type FormTable = z.infer<typeof formTableSchema>
export const formTableInput = quarterSchema.extend({ code: codeSchema })
