import { foldForSearch } from '../../../../base/common/foldForSearch.ts'
import type { ColumnMapping, MappingProposal, MappingQuestion } from '../../common/columnMapping.ts'
import type { GroupField, RegisterField } from '../../common/registerFields.ts'
import { findGroupFields } from './groupLines.ts'
import { readAmountUnit } from './headerWords.ts'
import { cellText, columnLetter, isDateCell, type RawSheet } from './rawSheet.ts'
import { filledTexts, isColumnNumberRow } from './rowKinds.ts'
import { readSupportText } from './supportText.ts'
import { findTableHeader, type HeaderColumn, headerFingerprint, type TableHeader } from './tableHeader.ts'

/**
 * Finds the register in a sheet and says which column is which, how sure that is and what to ask.
 * `undefined` when the sheet holds no table with a person's name and at least two more known columns.
 */
export function proposeMapping(sheet: RawSheet): MappingProposal | undefined {
  const header = findTableHeader(sheet)
  if (!header) return undefined
  const questions: MappingQuestion[] = []
  const chosen = chooseColumns(header, questions)
  settleBirthColumns(sheet, header, chosen)
  const fields = new Set(chosen.values())
  const { grouping, sure } = findGroupFields(sheet, { firstRow: firstDataRow(sheet, header), columns: chosen })
  if (!sure) questions.push({ code: 'imports.askGrouping', column: null, params: { fields: grouping.join(', ') } })
  for (const field of missingFields(fields, grouping)) {
    questions.push({ code: 'imports.askUnmappedRequired', column: null, params: { field } })
  }
  const mapping = toMapping(sheet, header, { chosen, grouping })
  if (mapping.year === null) questions.push({ code: 'imports.askYear', column: null, params: {} })
  if (mapping.amountUnit === 1 && hasSmallAmounts(sheet, header, chosen)) {
    questions.push({ code: 'imports.askAmountUnit', column: letterOf(chosen, 'monthly'), params: {} })
  }
  return { mapping, confidence: confidenceOf(header, chosen, questions), questions }
}

type ChosenColumns = Map<number, RegisterField>

const severalAllowed: readonly RegisterField[] = ['note', 'ignored', 'category', 'phone']

function chooseColumns(header: TableHeader, questions: MappingQuestion[]): ChosenColumns {
  const chosen: ChosenColumns = new Map()
  const bySureness = [...header.columns].sort((one, other) => other.sureness - one.sureness || one.index - other.index)
  for (const column of bySureness) {
    const question = chooseColumn(column, chosen)
    if (question) questions.push(question)
  }
  if (![...chosen.values()].includes('name')) promoteHouseholdHead(chosen)
  return new Map([...chosen].sort(([one], [other]) => one - other))
}

function chooseColumn({ index, field, sureness, words }: HeaderColumn, chosen: ChosenColumns) {
  const ask = (code: MappingQuestion['code']): MappingQuestion => ({
    code,
    column: columnLetter(index),
    params: { header: words.join(' '), ...(field ? { field } : {}) },
  })
  if (!field) return words.length > 0 ? ask('imports.askColumn') : undefined
  if ([...chosen.values()].includes(field) && !severalAllowed.includes(field)) return ask('imports.askDuplicateColumn')
  chosen.set(index, field)
  return sureness === 1 ? ask('imports.askColumn') : undefined
}

/** A list of households names only the head: that is the address. */
function promoteHouseholdHead(chosen: ChosenColumns): void {
  for (const [index, field] of chosen) if (field === 'householdHead') chosen.set(index, 'name')
}

/** A bare pair "Nam | Nữ" holds birth years in some registers and x marks in others: the cells tell. */
function settleBirthColumns(sheet: RawSheet, header: TableHeader, chosen: ChosenColumns): void {
  if ([...chosen.values()].some((field) => field === 'birth' || field === 'birthMale')) return
  for (const [index, field] of chosen) {
    if (field !== 'sexMale' && field !== 'sexFemale') continue
    const sample = sampleRows(sheet, header).map((row) => row[index])
    const years = sample.filter((cell) => isDateCell(cell) || /\b(18|19|20)\d\d\b/.test(cellText(cell)))
    if (years.length > 0) chosen.set(index, field === 'sexMale' ? 'birthMale' : 'birthFemale')
  }
}

function missingFields(fields: ReadonlySet<RegisterField>, grouping: readonly GroupField[]): string[] {
  const hasVillage = fields.has('village') || fields.has('address') || grouping.includes('village')
  const hasMark = [...fields].some((field) => field.startsWith('category:'))
  const hasCategory = fields.has('category') || hasMark || grouping.includes('category')
  return [...(hasVillage ? [] : ['village']), ...(hasCategory ? [] : ['category'])]
}

function toMapping(
  sheet: RawSheet,
  header: TableHeader,
  { chosen, grouping }: { chosen: ChosenColumns; grouping: GroupField[] },
): ColumnMapping {
  const headerRows = header.rows.map((row) => row + 1)
  const amountHeader = header.columns
    .filter(({ index }) => chosen.get(index) === 'monthly')
    .flatMap(({ words }) => words)
  const above = sheet.rows.slice(0, header.rows[0]).flatMap(filledTexts)
  const unitLines = above.filter((text) => /^(đvt|đơn vị tính|dvt|don vi tinh|đơn vị)\b/i.test(text))
  return {
    sheetName: sheet.name,
    headerRows,
    columns: Object.fromEntries([...chosen].map(([index, field]) => [columnLetter(index), field])),
    grouping,
    amountUnit: readAmountUnit([...amountHeader, ...unitLines].join(' ')),
    year: yearOf(above) ?? yearOfPeriods(sheet, header, chosen) ?? yearOf([sheet.name]),
    fingerprint: headerFingerprint(sheet, headerRows),
  }
}

/** "NĂM 2025" before "QUÝ I/2025". */
function yearOf(titles: readonly string[]): number | null {
  const folded = titles.map((title) => foldForSearch(title))
  const named = folded.map((title) => /\bnam (20\d\d)\b/.exec(title)?.[1]).find(Boolean)
  const year = named ?? folded.map((title) => /\b(20\d\d)\b/.exec(title)?.[1]).find(Boolean)
  return year ? Number(year) : null
}

/** The year most periods of the first rows begin in. */
function yearOfPeriods(sheet: RawSheet, header: TableHeader, chosen: ChosenColumns): number | null {
  const tally = new Map<number, number>()
  const columns = [...chosen].filter(([, field]) => ['monthly', 'period', 'fromMonth'].includes(field))
  for (const row of sampleRows(sheet, header)) {
    for (const [index] of columns) {
      const { fromMonth } = readSupportText(cellText(row[index]))
      const year = fromMonth ? Number(fromMonth.slice(0, 4)) : 0
      if (year > 0) tally.set(year, (tally.get(year) ?? 0) + 1)
    }
  }
  const [most] = [...tally].sort(([, one], [, other]) => other - one)
  return most ? most[0] : null
}

function hasSmallAmounts(sheet: RawSheet, header: TableHeader, chosen: ChosenColumns): boolean {
  const column = [...chosen].find(([, field]) => field === 'monthly')?.[0]
  if (column === undefined) return false
  const amounts = sampleRows(sheet, header).map((row) => row[column])
  return amounts.some((cell) => typeof cell === 'number' && cell > 0 && cell < 10_000)
}

function letterOf(chosen: ChosenColumns, wanted: RegisterField): string | null {
  const found = [...chosen].find(([, field]) => field === wanted)
  return found ? columnLetter(found[0]) : null
}

function firstDataRow(sheet: RawSheet, header: TableHeader): number {
  const next = (header.rows.at(-1) ?? 0) + 1
  return isColumnNumberRow(sheet.rows[next] ?? []) ? next + 1 : next
}

function sampleRows(sheet: RawSheet, header: TableHeader) {
  const first = firstDataRow(sheet, header)
  return sheet.rows.slice(first, first + 300)
}

/** How much of the header is understood, less a tenth for each thing to ask that could change what is imported. */
function confidenceOf(header: TableHeader, chosen: ChosenColumns, questions: readonly MappingQuestion[]): number {
  const named = header.columns.filter(({ words }) => words.length > 0).length
  const doubts = questions.filter(({ code }) => code !== 'imports.askColumn' && code !== 'imports.askYear').length
  const share = named === 0 ? 0 : chosen.size / named
  return Math.max(0, Math.min(1, Math.round((share - doubts * 0.1) * 100) / 100))
}
