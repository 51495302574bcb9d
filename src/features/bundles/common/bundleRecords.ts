import * as z from 'zod'
import type { BundleRecord } from './bundleManifest.ts'
import { addressRecords } from './records/addressRecords.ts'
import type { ColumnFate, ConsentRule, RecordColumns } from './records/columnFate.ts'
import { houseRecords } from './records/houseRecords.ts'
import { supportRecords } from './records/supportRecords.ts'

/** Every kind of record line, in the order in which a bundle carries them: what others name comes first. */
export const RECORD_COLUMNS = { ...addressRecords, ...supportRecords, ...houseRecords }
export type RecordKind = keyof typeof RECORD_COLUMNS
// Safe: these are exactly the keys of the object.
export const RECORD_KINDS = Object.keys(RECORD_COLUMNS) as RecordKind[]

/** Owned tables that stay in the office: working papers of an import, cash on its way to a village. */
export const TABLES_NOT_SENT = ['import_batch', 'advance'] as const

export function isRecordKind(kind: string): kind is RecordKind {
  return Object.hasOwn(RECORD_COLUMNS, kind)
}

export function consentRuleOf(kind: RecordKind): ConsentRule {
  return RECORD_COLUMNS[kind].consent
}

export function tableOf(kind: RecordKind): (typeof RECORD_COLUMNS)[RecordKind]['table'] {
  return RECORD_COLUMNS[kind].table
}

/** Columns whose values travel, in the order of the table. */
export function sentColumns(kind: RecordKind): string[] {
  return travelling(kind).map((column) => column.name)
}

/** Columns the receiver fills with a fixed value. */
export function withheldColumns(kind: RecordKind): { name: string; fill: null | '' | 0 }[] {
  return columnsOf(kind).flatMap(([name, fate]) => (fate.fate === 'withheld' ? [{ name, fill: fate.fill }] : []))
}

/**
 * The record line of a row: only columns that are listed as travelling, pseudonymous unless `full`. `number` stands for
 * the person in pseudonyms.
 */
export function projectRecord(
  kind: RecordKind,
  row: Record<string, unknown>,
  { full, number }: { full: boolean; number: string },
): BundleRecord {
  const record: Record<string, unknown> & { kind: string } = { kind }
  for (const { name, field, fate } of travelling(kind)) {
    const value = row[name]
    record[field] = full || fate.fate === 'sent' ? value : fate.without(value, number, row)
  }
  return record
}

/**
 * The travelling values of a record line by column, or `undefined` when a field is missing, unknown or of the wrong
 * shape. The caller still has to check the owner.
 */
export function readRecord(kind: RecordKind, record: BundleRecord): Record<string, unknown> | undefined {
  const parsed = schemaOf(kind).safeParse(record)
  if (!parsed.success) return undefined
  const row: Record<string, unknown> = {}
  for (const { name, field } of travelling(kind)) row[name] = parsed.data[field]
  return row
}

/** `full_name` travels as `fullName`; `kind` is the line's own field, so a column of that name travels as `type`. */
export function fieldOf(column: string): string {
  if (column === 'kind') return 'type'
  return column.replace(/_([a-z0-9])/g, (_match, letter: string) => letter.toUpperCase())
}

interface Travelling {
  name: string
  field: string
  fate: Extract<ColumnFate, { fate: 'sent' | 'pseudonymised' }>
}

const travellingByKind = new Map<RecordKind, Travelling[]>()
const schemaByKind = new Map<RecordKind, z.ZodType<Record<string, unknown>>>()

function travelling(kind: RecordKind): Travelling[] {
  const known = travellingByKind.get(kind)
  if (known !== undefined) return known
  const columns = columnsOf(kind).flatMap(([name, fate]) =>
    fate.fate === 'sent' || fate.fate === 'pseudonymised' ? [{ name, field: fieldOf(name), fate }] : [],
  )
  travellingByKind.set(kind, columns)
  return columns
}

function schemaOf(kind: RecordKind): z.ZodType<Record<string, unknown>> {
  const known = schemaByKind.get(kind)
  if (known !== undefined) return known
  const fields = Object.fromEntries(travelling(kind).map(({ field, fate }) => [field, fate.schema]))
  const schema = z.strictObject({ kind: z.literal(kind), ...fields })
  schemaByKind.set(kind, schema)
  return schema
}

function columnsOf(kind: RecordKind): [string, ColumnFate][] {
  const { columns }: RecordColumns = RECORD_COLUMNS[kind]
  return Object.entries(columns)
}

/** Every column of a received row but `change_seq`, in the order in which `storedRow` gives the values. */
export function storedColumns(kind: RecordKind): string[] {
  return [...sentColumns(kind), ...withheldColumns(kind).map((column) => column.name), ...derivedColumns(kind)]
}

/** Columns the receiver makes anew, without `change_seq`, which the writer gives. */
export function derivedColumns(kind: RecordKind): string[] {
  return columnsOf(kind).flatMap(([name, { fate }]) => (fate === 'derived' && name !== 'change_seq' ? [name] : []))
}
