import type { BundleRecord } from './bundleManifest.ts'
import { type Accepts, acceptsOf } from './records/acceptsOf.ts'
import { addressRecords } from './records/addressRecords.ts'
import type { ColumnFate, ConsentRule, RecordColumns, Without } from './records/columnFate.ts'
import { decisionRecords } from './records/decisionRecords.ts'
import { houseRecords } from './records/houseRecords.ts'
import { supportRecords } from './records/supportRecords.ts'

/** Every kind of record line, in the order in which a bundle carries them: what others name comes first. */
export const RECORD_COLUMNS = { ...addressRecords, ...supportRecords, ...houseRecords, ...decisionRecords }
export type RecordKind = keyof typeof RECORD_COLUMNS
// Safe: these are exactly the keys of the object.
export const RECORD_KINDS = Object.keys(RECORD_COLUMNS) as RecordKind[]

/** Owned tables that stay in the office: working papers of an import, cash on its way to a village. */
export const TABLES_NOT_SENT = [
  'import_batch',
  'record_merge',
  'not_duplicate',
  'advance',
  'letterhead',
  'paper_template',
  'attachment',
  'visit',
  'survey',
  'certificate',
  'need',
  'data_request',
  'house_stage',
  'house_payment',
  'pairing_step',
  'address_hold',
  'joint_activity',
] as const

export function isRecordKind(kind: string): kind is RecordKind {
  return Object.hasOwn(RECORD_COLUMNS, kind)
}

/** Whose word decides whether a line goes in full, and the field of the line that names them. */
export type LineRule = { by: 'nobody' } | { by: Exclude<ConsentRule['by'], 'nobody'>; field: string }

export function consentRuleOf(kind: RecordKind): LineRule {
  const rule: ConsentRule = RECORD_COLUMNS[kind].consent
  return rule.by === 'nobody' ? rule : { by: rule.by, field: fieldOf(rule.column) }
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

/** What to select so that the rows read are record lines already: `full_name as fullName`; the line's `kind` is to come before. */
export function sentFields(kind: RecordKind): string[] {
  return travelling(kind).map(({ name, field }) => `${name} as ${field}`)
}

/** The record line of a row of the table, in full: only columns that are listed as travelling. */
export function lineOfRow(kind: RecordKind, row: Record<string, unknown>): BundleRecord {
  const line: Record<string, unknown> & { kind: string } = { kind }
  for (const { name, field } of travelling(kind)) line[field] = row[name]
  return line
}

/** Takes out of a line what goes with consent only; `number` stands for the person in pseudonyms. */
export function pseudonymise(kind: RecordKind, line: BundleRecord, number: string): BundleRecord {
  const left: Record<string, unknown> & { kind: string } = { ...line }
  for (const { field, without } of travelling(kind)) {
    if (without !== undefined) left[field] = without(line[field], number, line)
  }
  return left
}

/**
 * Adds the travelling values of a record line to `values`, in `sentColumns` order. False when a field is missing, unknown
 * or of the wrong shape; `values` may then hold some of them. In a line of an `older` schema a field that came later is
 * missing: it is taken as null, or 0, or empty, whichever its column allows. The caller still has to check the owner.
 */
export function readRecord(
  kind: RecordKind,
  { record, older = false }: { record: BundleRecord; older?: boolean },
  values: unknown[],
): boolean {
  const columns = travelling(kind)
  let missing = 0
  for (const { field, accepts } of columns) {
    let value = record[field]
    if (older && value === undefined) {
      value = ABSENT.find(accepts)
      missing += 1
    }
    if (!accepts(value)) return false
    values.push(value)
  }
  // Every field was there, so one more than these and `kind` is one we do not know.
  if (record.kind !== kind || Object.keys(record).length !== columns.length - missing + 1) return false
  const { holds }: RecordColumns = RECORD_COLUMNS[kind]
  return holds === undefined || holds(record)
}

const ABSENT: readonly unknown[] = [null, 0, '']

/** `full_name` travels as `fullName`; `kind` is the line's own field, so a column of that name travels as `type`. */
export function fieldOf(column: string): string {
  if (column === 'kind') return 'type'
  return column.replace(/_([a-z0-9])/g, (_match, letter: string) => letter.toUpperCase())
}

interface Travelling {
  name: string
  field: string
  accepts: Accepts
  /** For a column that goes as it stands only with consent. */
  without: Without | undefined
}

const travellingByKind = new Map<RecordKind, Travelling[]>()

function travelling(kind: RecordKind): Travelling[] {
  const known = travellingByKind.get(kind)
  if (known !== undefined) return known
  const columns = columnsOf(kind).flatMap(([name, fate]) => {
    if (fate.fate !== 'sent' && fate.fate !== 'pseudonymised') return []
    const without = fate.fate === 'pseudonymised' ? fate.without : undefined
    return [{ name, field: fieldOf(name), accepts: acceptsOf(fate.schema), without }]
  })
  travellingByKind.set(kind, columns)
  return columns
}

function columnsOf(kind: RecordKind): [string, ColumnFate][] {
  const { columns }: RecordColumns = RECORD_COLUMNS[kind]
  return Object.entries(columns)
}

/** Every column of a received row but `change_seq`, in the order in which the reading job gives the values. */
export function storedColumns(kind: RecordKind): string[] {
  return [...sentColumns(kind), ...withheldColumns(kind).map((column) => column.name), ...derivedColumns(kind)]
}

/** Columns the receiver makes anew, without `change_seq`, which the writer gives. */
export function derivedColumns(kind: RecordKind): string[] {
  return columnsOf(kind).flatMap(([name, { fate }]) => (fate === 'derived' && name !== 'change_seq' ? [name] : []))
}
