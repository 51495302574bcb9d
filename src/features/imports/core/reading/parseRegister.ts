import type { ColumnMapping } from '../../common/columnMapping.ts'
import type { GroupField, RegisterField } from '../../common/registerFields.ts'
import type { ParsedRegisterRow } from '../../common/registerRow.ts'
import { type GroupLine, looksLikeGroupLine, readGroupLine } from './groupLines.ts'
import { type Cell, columnIndex, isBlank, type RawSheet } from './rawSheet.ts'
import { type PersonContext, readPerson } from './readPerson.ts'
import { type FieldColumns, RowCells } from './rowCells.ts'
import { isClosingRow, isColumnNumberRow, isTotalRow } from './rowKinds.ts'
import { readTableHeader, repeatsHeader, type TableHeader } from './tableHeader.ts'

export interface ParseRegisterOptions {
  /** For months and registers that name no year; the mapping's own year comes first. */
  defaultYear?: number
  /** `YYYY-MM-DD`; nobody is born later. */
  today: string
}

/** A row of the sheet that is not a person, and why: nothing disappears unseen. */
export interface SkippedRow {
  rowNumber: number
  reason: 'total' | 'repeatedHeader' | 'groupLine' | 'belowTable'
}

export interface RegisterSummary {
  people: number
  withErrors: number
  skipped: SkippedRow[]
}

/**
 * The people of a sheet, one at a time and in sheet order, read as the mapping says; returns what was counted and skipped.
 * A problem stays with its row, so a bad cell never stops the rest.
 */
export function* parseRegister(
  sheet: RawSheet,
  mapping: ColumnMapping,
  options: ParseRegisterOptions,
): Generator<ParsedRegisterRow, RegisterSummary> {
  const walk = startWalk(sheet, mapping, options)
  const summary: RegisterSummary = { people: 0, withErrors: 0, skipped: [] }
  for (let index = Math.max(...mapping.headerRows); index < sheet.rows.length; index++) {
    const row = withMergedCells(walk, index)
    const kind = kindOf(walk, row)
    if (kind !== 'person') {
      if (kind !== 'blank') summary.skipped.push({ rowNumber: index + 1, reason: kind })
      continue
    }
    const cells = new RowCells(walk.columns, row)
    const values = readPerson(cells, walk.person)
    summary.people++
    if (cells.problems.some(({ severity }) => severity === 'error')) summary.withErrors++
    yield { rowNumber: index + 1, values, problems: cells.problems }
  }
  return summary
}

interface Walk {
  sheet: RawSheet
  header: TableHeader
  grouping: readonly GroupField[]
  columns: FieldColumns
  fieldOf: ReadonlyMap<number, RegisterField>
  /** By 0-based row: the columns whose cell is merged with one above, and that one's row. */
  merged: ReadonlyMap<number, readonly { column: number; from: number }[]>
  person: PersonContext
  /** Signatures were seen: the table is over unless its header comes again. */
  ended: boolean
}

function startWalk(sheet: RawSheet, mapping: ColumnMapping, options: ParseRegisterOptions): Walk {
  const fieldOf = new Map(Object.entries(mapping.columns).map(([letters, field]) => [columnIndex(letters), field]))
  const columns = new Map<RegisterField, number[]>()
  for (const [index, field] of [...fieldOf].sort(([one], [other]) => one - other)) {
    columns.set(field, [...(columns.get(field) ?? []), index])
  }
  const headerRows = mapping.headerRows.map((row) => row - 1)
  return {
    sheet,
    header: readTableHeader(sheet, headerRows),
    grouping: mapping.grouping,
    columns,
    fieldOf,
    merged: findVerticalMerges(sheet, fieldOf),
    person: {
      today: options.today,
      year: mapping.year ?? options.defaultYear ?? null,
      amountUnit: mapping.amountUnit,
      group: {},
    },
    ended: false,
  }
}

type RowKind = 'person' | 'blank' | SkippedRow['reason']

function kindOf(walk: Walk, row: readonly Cell[]): RowKind {
  if (row.every(isBlank)) return 'blank'
  if (repeatsHeader(row, walk.header) || isColumnNumberRow(row)) {
    walk.ended = false
    return 'repeatedHeader'
  }
  if (isTotalRow(row)) return 'total'
  const filled = filledFields(walk, row)
  if (filled.size < 3 && isClosingRow(row)) {
    walk.ended = true
    return 'belowTable'
  }
  if (walk.ended && !(filled.has('name') && filled.size >= 3)) return 'belowTable'
  if (walk.grouping.length > 0 && looksLikeGroupLine(row, walk.fieldOf)) {
    enterGroup(walk, readGroupLine(row, walk.grouping))
    return 'groupLine'
  }
  // Pre-numbered empty lines at the end of a form.
  return filled.size === 0 ? 'blank' : 'person'
}

function filledFields(walk: Walk, row: readonly Cell[]): Set<RegisterField> {
  const filled = new Set<RegisterField>()
  for (const [index, field] of walk.fieldOf) {
    if (field !== 'ordinal' && field !== 'ignored' && !isBlank(row[index])) filled.add(field)
  }
  return filled
}

function enterGroup(walk: Walk, line: GroupLine): void {
  const { group } = walk.person
  if (line.field === 'commune') delete group.village
  walk.person.group = { ...group, [line.field]: line }
}

/** What one cell says for several people; a merged name, number or birth is a mistake of the sheet and stays blank. */
const sharedFields: ReadonlySet<RegisterField> = new Set<RegisterField>([
  'village',
  'commune',
  'address',
  'category',
  'donor',
  'monthly',
  'fromMonth',
  'toMonth',
  'months',
  'period',
  'householdHead',
  'guardian',
  'ethnicity',
])

function findVerticalMerges(sheet: RawSheet, fieldOf: ReadonlyMap<number, RegisterField>) {
  const merged = new Map<number, { column: number; from: number }[]>()
  for (const { startRow, endRow, startCol } of sheet.merges) {
    if (!sharedFields.has(fieldOf.get(startCol) ?? 'ignored')) continue
    for (let row = startRow + 1; row <= Math.min(endRow, sheet.rows.length - 1); row++) {
      merged.set(row, [...(merged.get(row) ?? []), { column: startCol, from: startRow }])
    }
  }
  return merged
}

function withMergedCells({ sheet, merged }: Walk, index: number): readonly Cell[] {
  const row = sheet.rows[index] ?? []
  const above = merged.get(index)
  if (!above || row.every(isBlank)) return row
  const filled = [...row]
  for (const { column, from } of above) filled[column] = sheet.rows[from]?.[column] ?? null
  return Array.from(filled, (cell) => cell ?? null)
}
