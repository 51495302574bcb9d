import { readChoice } from '../choices.ts'
import { type OfficeOptions, UsageError } from '../cliShell.ts'
import { lastOf } from '../lastOf.ts'
import { type Cli, commandGroup, describedCommand, inOffice } from '../officeCommand.ts'
import { putFile, readBytes } from '../officeFiles.ts'
import type { Client } from '../openOfficeClient.ts'
import { factLines, textTable } from '../textTable.ts'

const PAST = ['delivered', 'unknown', 'owed'] as const
const PAGE = 500

type ReadInput = Parameters<Client['imports']['read']>[0]
type Preview = Awaited<ReturnType<Client['imports']['preview']>>
type StagedRow = Preview['rows'][number]
type Staged = Awaited<ReturnType<typeof readRegister>>

interface ImportOptions extends OfficeOptions {
  dryRun?: boolean
  map?: string
  sheet?: string
  past: (typeof PAST)[number]
  approvedBy?: string
}

/** Takes an old register in without asking: good rows are written, the others reported; `--dry-run` writes nothing. */
export function addImportCommands(cli: Cli): void {
  const group = commandGroup(cli, 'import')
  const help = (name: string) => cli.words(`cli:options.${name}`)
  const command = describedCommand(cli, group, { name: 'addresses <file>', help: 'importAddresses' })
    .option('--dry-run', help('dryRun'))
    .option('--map <file>', help('map'))
    .option('--sheet <name>', help('sheet'))
    .option('--past <answer>', `${help('past')}: ${PAST.join(', ')}`, readChoice(PAST), 'unknown')
    .option('--approved-by <text>', help('approvedBy'))
  inOffice<ImportOptions>(cli, command, async ({ client }, options, [file = '']) => {
    const staged = await readRegister(client, { file, options })
    const rows = await rowsNotTaken(client, staged.batchId)
    const applied = options.dryRun === true ? undefined : await apply(client, { batchId: staged.batchId, options })
    if (applied === undefined) await client.imports.drop({ batchId: staged.batchId })
    const { mapping, confidence, questions, openCommunes, counts, sheet, skipped } = staged
    const notTaken = rows.map((row) => rowReport(cli, row))
    return {
      json: {
        applied: applied ?? null,
        counts,
        sheet,
        skipped,
        confidence,
        questions,
        openCommunes,
        notTaken,
        mapping,
      },
      text: importText(cli, { staged, written: applied?.addresses, notTaken }),
    }
  })
}

async function readRegister(client: Client, { file, options }: { file: string; options: ImportOptions }) {
  const input: ReadInput = { ticket: await putFile(client, file) }
  if (options.sheet !== undefined) input.sheet = options.sheet
  if (options.map !== undefined) input.mapping = readMapping(options.map)
  return lastOf(await client.imports.read(input))
}

/** The mapping as `--dry-run --json` printed it, maybe put right by hand; the contract checks its shape. */
function readMapping(file: string): NonNullable<ReadInput['mapping']> {
  try {
    const parsed = JSON.parse(Buffer.from(readBytes(file)).toString('utf8'))
    return parsed.mapping ?? parsed
  } catch (error) {
    if (error instanceof UsageError) throw error
    throw new UsageError('fileUnreadable', { file })
  }
}

function apply(client: Client, { batchId, options }: { batchId: string; options: ImportOptions }) {
  const decision = options.approvedBy === undefined ? null : { title: options.approvedBy }
  return client.imports.apply({ batchId, past: options.past, decision }).then(lastOf)
}

async function rowsNotTaken(client: Client, batchId: string): Promise<StagedRow[]> {
  const all: StagedRow[] = []
  for (const status of ['refused', 'duplicate'] as const) {
    for (let offset = 0; ; offset += PAGE) {
      const { rows } = await client.imports.preview({ batchId, status, offset, limit: PAGE })
      all.push(...rows)
      if (rows.length < PAGE) break
    }
  }
  return all.sort((first, second) => first.rowNumber - second.rowNumber)
}

interface RowReport {
  row: number
  status: StagedRow['status']
  name: string
  problems: { cell: string | null; code: string; message: string }[]
}

function rowReport({ words }: Cli, { rowNumber, status, values, problems }: StagedRow): RowReport {
  return {
    row: rowNumber,
    status,
    name: values.name,
    problems: problems
      .filter((problem) => problem.severity === 'error')
      .map(({ column, code, params }) => ({
        cell: column === null ? null : `${column}${rowNumber}`,
        code,
        message: words(`imports:problems.${code.replace('imports.', '')}`, params),
      })),
  }
}

function importText(
  { words }: Cli,
  { staged, written, notTaken }: { staged: Staged; written: number | undefined; notTaken: RowReport[] },
): string {
  const { counts } = staged
  const facts = factLines([
    [words('cli:columns.sheet'), staged.sheet],
    [words('cli:columns.rows'), counts.total],
    [words('cli:columns.good'), counts.good],
    [words('cli:columns.refused'), counts.refused],
    [words('cli:columns.duplicate'), counts.duplicate],
    [words('cli:columns.questions'), staged.questions.length === 0 ? null : staged.questions.length],
    [words('cli:columns.written'), written ?? words('cli:say.nothingWritten')],
  ])
  if (notTaken.length === 0) return facts
  const table = textTable(notTaken, [
    { title: words('cli:columns.row'), value: (row) => row.row, right: true },
    { title: words('addresses:columns.name'), value: (row) => row.name },
    { title: words('cli:columns.state'), value: (row) => words(`cli:rowStates.${row.status}`) },
    {
      title: words('cli:columns.problem'),
      value: (row) =>
        row.problems.map(({ cell, message }) => (cell === null ? message : `${cell}: ${message}`)).join(' '),
    },
  ])
  return `${facts}\n${table}`
}
