import type { Failure } from '../../../base/common/result.ts'
import { failWith, type Result, succeed } from '../../../base/common/result.ts'
import type { Job, JobControl } from '../../../base/core/jobs.ts'
import { type ColumnMapping, type MappingProposal, reuseMapping } from '../common/columnMapping.ts'
import type { OpenCommune, StagedImport } from '../common/importSchemas.ts'
import type { RegisterField } from '../common/registerFields.ts'
import type { PreparedRow } from '../common/stagedRow.ts'
import { CommuneFinder, type Country } from './communeFinder.ts'
import type { CommuneSource } from './communeSource.ts'
import { donorBookOf } from './donorBook.ts'
import { FileDuplicates } from './fileDuplicates.ts'
import { type PrepareContext, prepareRow } from './prepareRow.ts'
import { inBatches } from './reading/inBatches.ts'
import { parseRegister, type SkippedRow } from './reading/parseRegister.ts'
import { proposeMapping } from './reading/proposeMapping.ts'
import { cellText, columnIndex, columnLetter, type RawSheet, type RawWorkbook } from './reading/rawSheet.ts'
import { readWorkbook } from './reading/readWorkbook.ts'
import { remember } from './reading/remember.ts'
import { readTableHeader } from './reading/tableHeader.ts'

export interface ReadRegisterInput {
  bytes: Uint8Array
  sheet: string | null
  mapping: ColumnMapping | null
  /** Mappings of earlier imports, by fingerprint. */
  remembered: Record<string, ColumnMapping>
  communes: CommuneSource
  communeAnswers: Record<string, string>
  /** Sponsors on file. */
  donors: { id: string; name: string }[]
  today: string
}

export interface RegisterReading
  extends Pick<StagedImport, 'sheet' | 'sheets' | 'columns' | 'mappingFrom' | 'textWas' | 'skipped'>,
    MappingProposal {
  openCommunes: OpenCommune[]
}

export type ReadRegisterOutput = Result<RegisterReading, Failure>

/** What the job hands to the core: prepared rows, or the wish to know the whole country's communes. */
export type FromRegister = { rows: PreparedRow[] } | 'country'

/** Answered by `stageFile` with `readCommunes`. */
function askForCountry(control: JobControl): Promise<Country> {
  return control.emit<Country>('country' satisfies FromRegister)
}

/** Rows per batch: enough to keep both threads busy, few enough to show progress and hear a cancel. */
const ROWS_AT_ONCE = 2000

/** Reads a spreadsheet, finds its register and hands the prepared rows over in batches. */
export const readRegister: Job<ReadRegisterInput, ReadRegisterOutput> = async (input, control) => {
  const workbook = await readWorkbook(input.bytes)
  if (!workbook.ok) return workbook
  const chosen = chooseSheet(workbook.value, input)
  if (chosen === undefined) return failWith('imports.noTable', { sheet: input.sheet ?? '' })
  const { sheet, proposal } = chosen
  const communes = new CommuneFinder(input.communes, input.communeAnswers, () => askForCountry(control))
  const donors = donorBookOf(input.donors)
  const context: PrepareContext = {
    communes,
    columnOf: columnFinder(proposal.mapping),
    donorsNamed: remember((name) => donors.find(name).length),
  }
  const skipped = await emitRows(chosen, { input, control, context })
  return succeed({
    ...proposal,
    sheet: sheet.name,
    sheets: describeSheets(workbook.value, sheet),
    columns: describeColumns(sheet, proposal.mapping),
    mappingFrom: chosen.mappingFrom,
    textWas: chosen.sheet.textWas,
    skipped: countSkipped(skipped),
    openCommunes: communes.open,
  })
}

interface ChosenSheet {
  sheet: RawWorkbook['sheets'][number]
  proposal: MappingProposal
  mappingFrom: StagedImport['mappingFrom']
}

function chooseSheet({ sheets }: RawWorkbook, input: ReadRegisterInput): ChosenSheet | undefined {
  const wanted = input.mapping?.sheetName ?? input.sheet
  const candidates =
    wanted === null ? sheets.filter(({ hidden }) => !hidden) : sheets.filter(({ name }) => name === wanted)
  const proposed = candidates.flatMap((sheet) => {
    const proposal = proposalFor(sheet, input)
    return proposal === undefined ? [] : [{ sheet, ...proposal }]
  })
  return proposed.sort((one, other) => other.proposal.confidence - one.proposal.confidence)[0]
}

function proposalFor(sheet: RawSheet, input: ReadRegisterInput): Omit<ChosenSheet, 'sheet'> | undefined {
  if (input.mapping !== null) {
    return { proposal: { mapping: input.mapping, confidence: 1, questions: [] }, mappingFrom: 'person' }
  }
  const proposal = proposeMapping(sheet)
  if (proposal === undefined) return undefined
  const saved = input.remembered[proposal.mapping.fingerprint]
  if (saved === undefined) return { proposal, mappingFrom: 'headings' }
  const mapping = reuseMapping(saved, proposal.mapping)
  return { proposal: { mapping, confidence: 1, questions: [] }, mappingFrom: 'memory' }
}

interface Emitting {
  input: ReadRegisterInput
  control: JobControl
  context: PrepareContext
}

async function emitRows(
  { sheet, proposal }: ChosenSheet,
  { input, control, context }: Emitting,
): Promise<readonly SkippedRow[]> {
  const duplicates = new FileDuplicates()
  const parsed = parseRegister(sheet, proposal.mapping, { today: input.today })
  let skipped: readonly SkippedRow[] = []
  for await (const { rows, summary } of inBatches(parsed, { size: ROWS_AT_ONCE, signal: control.signal })) {
    await context.communes.learn(new Set(rows.flatMap(({ values }) => values.communeName ?? [])))
    const prepared: PreparedRow[] = rows.map((row) => prepareRow(row, context))
    for (const row of prepared) duplicates.check(row)
    if (summary !== undefined) skipped = summary.skipped
    control.progress(rows.at(-1)?.rowNumber ?? sheet.rows.length, sheet.rows.length)
    if (prepared.length > 0) await control.emit({ rows: prepared } satisfies FromRegister)
  }
  return skipped
}

function columnFinder(mapping: ColumnMapping): (field: RegisterField) => string | null {
  const letters = new Map(Object.entries(mapping.columns).map(([letter, field]) => [field, letter]))
  return (field) => letters.get(field) ?? null
}

function describeSheets({ sheets }: RawWorkbook, chosen: RawSheet): StagedImport['sheets'] {
  return sheets
    .filter(({ hidden }) => !hidden)
    .map((sheet) => ({
      name: sheet.name,
      rows: sheet.rows.length,
      hasTable: sheet === chosen || proposeMapping(sheet) !== undefined,
    }))
}

const SAMPLES = 3

function describeColumns(sheet: RawSheet, mapping: ColumnMapping): StagedImport['columns'] {
  const header = readTableHeader(
    sheet,
    mapping.headerRows.map((row) => row - 1),
  )
  const first = Math.max(...mapping.headerRows)
  const mapped = Object.keys(mapping.columns).map(columnIndex)
  const named = header.columns.filter(({ words }) => words.length > 0).map(({ index }) => index)
  return [...new Set([...named, ...mapped])]
    .sort((one, other) => one - other)
    .map((index) => ({
      letter: columnLetter(index),
      heading: header.columns[index]?.words.join(' · ') ?? '',
      samples: samplesOf(sheet, { index, first }),
    }))
}

function samplesOf(sheet: RawSheet, { index, first }: { index: number; first: number }): string[] {
  const texts = new Set<string>()
  for (let row = first; row < Math.min(sheet.rows.length, first + 40) && texts.size < SAMPLES; row++) {
    const text = cellText(sheet.rows[row]?.[index])
    if (text !== '') texts.add(text.slice(0, 60))
  }
  return [...texts]
}

function countSkipped(skipped: readonly SkippedRow[]): StagedImport['skipped'] {
  const count = (reason: SkippedRow['reason']) => skipped.filter((row) => row.reason === reason).length
  const totals = count('total')
  const groupLines = count('groupLine')
  return { totals, groupLines, others: skipped.length - totals - groupLines }
}
