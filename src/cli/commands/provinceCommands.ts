import type { OfficeOptions } from '../cliShell.ts'
import { type Cli, commandGroup, describedCommand, inOffice } from '../officeCommand.ts'
import { saveFile } from '../officeFiles.ts'
import { readQuarter } from '../readQuarter.ts'
import { factLines, textTable } from '../textTable.ts'

interface OutOptions extends OfficeOptions {
  out: string
}

/** The desk of an office that others report to: who sent what, the signed table, receipts for all. */
export function addProvinceCommands(cli: Cli): void {
  const { words, language } = cli
  const group = commandGroup(cli, 'desk')
  const command = (name: string, help: string) => describedCommand(cli, group, { name, help })
  inOffice(cli, command('grid [quarter]', 'deskGrid'), async ({ client }, _options, [wanted]) => {
    const grid = await client.province.grid({ year: readQuarter(cli.shell, wanted).year })
    const text = textTable(grid.rows, [
      { title: words('province:grid.unit'), value: (row) => row.unit[language] },
      ...[0, 1, 2, 3].map((index) => ({
        title: words('province:grid.quarter', { quarter: index + 1 }),
        value: (row: (typeof grid.rows)[number]) =>
          words(`province:grid.states.${row.cells[index]?.state ?? 'notDue'}`),
      })),
    ])
    return { json: grid, text }
  })
  inOffice(cli, command('sign <quarter>', 'deskSign'), async ({ client }, _options, [wanted]) => {
    const quarter = readQuarter(cli.shell, wanted)
    const signed = await client.reports.sign(quarter)
    return { json: signed, text: `${words('reports:sign.done', { ...quarter })}\n` }
  })
  inOffice(cli, command('transfers <quarter>', 'deskTransfers'), async ({ client }, _options, [wanted]) => {
    const found = await client.province.transfers(readQuarter(cli.shell, wanted))
    const rows = found.ways.flatMap((way) => way.rows.map((row) => ({ ...way, ...row })))
    const text = textTable(rows, [
      { title: words('cli:columns.from'), value: ({ from }) => from[language] },
      { title: words('cli:columns.unit'), value: ({ to }) => to[language] },
      { title: words('province:transfers.paid'), value: ({ paid }) => paid?.amount ?? '' },
      { title: words('province:transfers.received'), value: ({ received }) => received?.amount ?? '' },
      { title: words('province:transfers.state'), value: ({ state }) => words(`province:transfers.states.${state}`) },
    ])
    return { json: found, text }
  })
  const receipts = command('receipts', 'deskReceipts').requiredOption('--out <file>', words('cli:options.out'))
  inOffice<OutOptions>(cli, receipts, async ({ client }, { out }) => {
    const made = await client.bundles.createReceipts()
    if (made.ticket !== null) await saveFile(client, made.ticket, out)
    const text = factLines([
      [words('cli:columns.file'), made.ticket === null ? undefined : out],
      [words('cli:columns.number'), made.receipts],
    ])
    return { json: { file: made.ticket === null ? null : out, receipts: made.receipts }, text }
  })
}
