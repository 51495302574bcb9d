import { formatNumber } from '../../base/common/formatMoney.ts'
import { readChoice } from '../choices.ts'
import type { OfficeOptions } from '../cliShell.ts'
import { listPages } from '../listPages.ts'
import { type Cli, commandGroup, describedCommand, inOffice, readCount } from '../officeCommand.ts'
import { textTable } from '../textTable.ts'

const KINDS = ['person', 'organisation', 'business', 'collective'] as const

export function addDonorCommands(cli: Cli): void {
  const group = commandGroup(cli, 'donors')
  addList(cli, describedCommand(cli, group, { name: 'list', help: 'donorsList' }))
  addAdd(cli, describedCommand(cli, group, { name: 'add', help: 'donorsAdd' }))
}

type Command = ReturnType<typeof describedCommand>

interface ListOptions extends OfficeOptions {
  search?: string
  limit?: number
}

function addList(cli: Cli, command: Command): void {
  command
    .option('--search <text>', cli.words('cli:options.search'))
    .option('--limit <count>', cli.words('cli:options.limit'), readCount)
  inOffice<ListOptions>(cli, command, async ({ client }, { search, limit }) => {
    const { words, language } = cli
    const filter = search === undefined ? {} : { search }
    const rows = await listPages((page) => client.donors.list({ filter, ...page }), limit)
    const table = textTable(rows, [
      { title: words('donors:columns.name'), value: (row) => row.name },
      { title: words('donors:columns.kind'), value: (row) => words(`donors:kinds.${row.kind}`) },
      { title: words('donors:columns.phone'), value: (row) => row.phone },
      { title: words('donors:columns.place'), value: (row) => row.place },
      { title: words('donors:columns.pairings'), value: (row) => row.activePairings, right: true },
      {
        title: words('donors:columns.monthly'),
        value: (row) => formatNumber(row.monthlyAmount, language),
        right: true,
      },
    ])
    return { json: rows, text: `${table}${words('cli:say.rows', { count: rows.length })}\n` }
  })
}

interface AddOptions extends OfficeOptions {
  name: string
  kind: (typeof KINDS)[number]
  phone?: string
  place?: string
  taxCode?: string
  representative?: string
}

function addAdd(cli: Cli, command: Command): void {
  command
    .requiredOption('--name <text>', cli.words('donors:columns.name'))
    .option('--kind <kind>', KINDS.join(', '), readChoice(KINDS), 'person')
    .option('--phone <number>', cli.words('donors:fields.phone'))
    .option('--place <text>', cli.words('donors:fields.place'))
    .option('--tax-code <code>', cli.words('donors:fields.taxCode'))
    .option('--representative <name>', cli.words('donors:fields.representative'))
  inOffice<AddOptions>(cli, command, async ({ client }, options) => {
    const { id } = await client.donors.add({
      fields: {
        name: options.name,
        kind: options.kind,
        phone: options.phone ?? null,
        place: options.place ?? null,
        taxCode: options.taxCode ?? null,
        representative: options.representative ?? null,
      },
    })
    return { json: { id }, text: `${cli.words('cli:say.added', { id })}\n` }
  })
}
