import { formatNumber } from '../../base/common/formatMoney.ts'
import type { OfficeOptions } from '../cliShell.ts'
import { type Cli, commandGroup, describedCommand, inOffice } from '../officeCommand.ts'
import { saveFile } from '../officeFiles.ts'
import type { Client } from '../openOfficeClient.ts'
import { readQuarter } from '../readQuarter.ts'
import { type TextColumn, textTable } from '../textTable.ts'

type QuarterTable = Awaited<ReturnType<Client['reports']['quarter']>>
type Figures = QuarterTable['total']

interface QuarterOptions extends OfficeOptions {
  out?: string
}

/** What fits on a terminal; `--json` and the spreadsheet carry every figure. */
const SHOWN = [
  'newAddresses',
  'helped',
  'regular',
  'organisations',
  'persons',
  'people',
  'times',
  'receivedNet',
  'delivered',
] as const

/** The quarterly table of this office and of those that report to it. */
export function addReportCommands(cli: Cli): void {
  const group = commandGroup(cli, 'report')
  const command = describedCommand(cli, group, { name: 'quarter [quarter]', help: 'reportQuarter' }).option(
    '--out <file>',
    cli.words('cli:options.xlsxOut'),
  )
  inOffice<QuarterOptions>(cli, command, async ({ client }, { out }, [wanted]) => {
    const quarter = readQuarter(cli.shell, wanted)
    const table = await client.reports.quarter(quarter)
    if (out !== undefined) {
      const { ticket } = await client.reports.quarterXlsx({ ...quarter, language: cli.language })
      await saveFile(client, ticket, out)
    }
    return { json: table, text: quarterText(cli, { table, quarter }) }
  })
}

function quarterText(
  { words, language }: Cli,
  { table, quarter }: { table: QuarterTable; quarter: { year: number; quarter: number } },
): string {
  const total = { name: words('reports:quarter.total'), figures: table.total }
  const lines: { name: string; figures: Figures | null }[] = [
    ...table.rows.flatMap((row) => [
      { name: row.unit[language], figures: row.figures },
      ...row.below.map((each) => ({ name: `– ${each.unit[language]}`, figures: each.figures })),
    ]),
    total,
  ]
  const columns: TextColumn<(typeof lines)[number]>[] = [
    { title: words('reports:quarter.unit'), value: (line) => line.name },
    ...SHOWN.map((figure) => ({
      title: words(`reports:figures.${figure}`),
      value: (line: (typeof lines)[number]) => {
        const value = line.figures?.[figure]
        return value === undefined ? '–' : formatNumber(value, language)
      },
      right: true,
    })),
  ]
  const title = words('reports:quarter.title', { quarter: String(quarter.quarter), year: String(quarter.year) })
  return `${title}\n${textTable(lines, columns)}`
}
