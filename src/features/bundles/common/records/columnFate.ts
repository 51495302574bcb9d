import * as z from 'zod'
import { currencySchema } from '../../../../base/common/money.ts'

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
export type Without = (value: unknown, number: string, row: Record<string, unknown>) => unknown

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
export const flag = z.union([z.literal(0), z.literal(1)])
/** Minor units; negative in reversals. */
export const amount = z.int()
export const currency = currencySchema

/** What every owned row carries. `deleted_at`: a snapshot holds living rows only, what is missing from it is gone. */
export const ownedFates: Record<string, ColumnFate> = {
  id: sent(idText),
  owner_unit: sent(idText),
  version: sent(z.int().min(1)),
  change_seq: derived,
  created_at: sent(momentText),
  deleted_at: withheld(),
}
