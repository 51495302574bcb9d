import * as z from 'zod'
import { daySchema, monthSchema } from '../../../../base/common/daySchema.ts'
import { LARGEST_AMOUNT } from '../../../../base/common/money.ts'
import { currencySchema } from '../../../../base/common/moneySchema.ts'
import type { BundleRecord } from '../bundleManifest.ts'

/**
 * What becomes of a column when its row leaves the office.
 * - `sent`: always.
 * - `pseudonymised`: as it stands only with consent; else what `without` makes of it.
 * - `withheld`: never; the receiver's row holds `fill`.
 * - `derived`: never; the receiver makes it anew from the rest.
 */
export type ColumnFate =
  | { fate: 'sent'; schema: z.ZodType }
  | { fate: 'pseudonymised'; schema: z.ZodType; without: Without }
  | { fate: 'withheld'; fill: null | '' | 0 }
  | { fate: 'derived' }

/** What stands in for a value without consent; `number` stays the same for this person in every bundle. */
export type Without = (value: unknown, number: string, line: BundleRecord) => unknown

/**
 * Whose word decides whether a row goes in full: the consent `sendUpFull` of the address named (or reached through the
 * person, household or house named), a sponsor's wish to stay anonymous, or nobody's (the kind holds no personal data).
 */
export type ConsentRule =
  | { by: 'nobody' }
  | { by: 'address' | 'person' | 'household' | 'house' | 'donor'; column: string }

/** One kind of record line and the table it comes from. */
export interface RecordColumns {
  table: string
  consent: ConsentRule
  columns: Record<string, ColumnFate>
  /** What must hold between the fields of one line. */
  holds?: (record: BundleRecord) => boolean
}

export function sent(schema: z.ZodType): ColumnFate {
  return { fate: 'sent', schema }
}

/** Sent with consent only; without it the field is null. */
export function withConsent(schema: z.ZodType): ColumnFate {
  return { fate: 'pseudonymised', schema: schema.nullable(), without: () => null }
}

export function pseudonymised(schema: z.ZodType, without: Without): ColumnFate {
  return { fate: 'pseudonymised', schema, without }
}

export function withheld(fill: null | '' | 0 = null): ColumnFate {
  return { fate: 'withheld', fill }
}

export const derived: ColumnFate = { fate: 'derived' }

/** PostgreSQL has no text with NUL in it. */
const noNul = (text: string) => !text.includes('\0')

export const idText = z.uuid()
export const shortText = z.string().max(400).refine(noNul)
export const longText = z.string().max(8000).refine(noNul)
export const codeText = z.string().max(64).refine(noNul)
export const momentText = z.iso.datetime()
/** No row is changed, and no paper numbered, more often. */
const LARGEST_COUNT = 1_000_000_000

export const versionNumber = z.int().min(1).max(LARGEST_COUNT)
export const flag = z.union([z.literal(0), z.literal(1)])
/** Minor units; negative in reversals. Bounded, so that what one office sends cannot break another's sums. */
export const amount = z.int().min(-LARGEST_AMOUNT).max(LARGEST_AMOUNT)
/** Pieces, kilograms, days of work; negative in reversals. */
export const quantity = z.number().min(-LARGEST_COUNT).max(LARGEST_COUNT)
/** Nothing in a book of help is older or due later; what lists months one by one must come to an end. */
const isOfOurTime = (day: string) => day >= '2000' && day < '2101'
export const moneyDay = daySchema.refine(isOfOurTime)
export const moneyMonth = monthSchema.refine(isOfOurTime)
export const currency = currencySchema

/** Only what takes back an earlier record is negative. */
export function positiveUnlessReversal({ amount, goodsValue, reverses }: BundleRecord): boolean {
  return reverses !== null || (Number(amount) >= 0 && Number(goodsValue ?? 0) >= 0)
}

/** What every owned row carries. `deleted_at`: a snapshot holds living rows only, what is missing from it is gone. */
export const ownedFates: Record<string, ColumnFate> = {
  id: sent(idText),
  owner_unit: sent(idText),
  version: sent(versionNumber),
  change_seq: derived,
  created_at: sent(momentText),
  deleted_at: withheld(),
}
