import { formatNumber } from '../../base/common/formatMoney.ts'
import type { OfficeOptions } from '../cliShell.ts'
import { listPages } from '../listPages.ts'
import { type Cli, commandGroup, describedCommand, inOffice, readCount } from '../officeCommand.ts'
import { textTable } from '../textTable.ts'
import { namesOf } from '../vocabularyNames.ts'

interface ListOptions extends OfficeOptions {
  search?: string
  limit?: number
}

/** Red Cross houses: for whom, how far, and what they cost. */
export function addHouseCommands(cli: Cli): void {
  const group = commandGroup(cli, 'houses')
  const command = describedCommand(cli, group, { name: 'list', help: 'housesList' })
    .option('--search <text>', cli.words('cli:options.search'))
    .option('--limit <count>', cli.words('cli:options.limit'), readCount)
  inOffice<ListOptions>(cli, command, async ({ client }, { search, limit }) => {
    const { words, language } = cli
    const filter = search === undefined ? {} : { search }
    const rows = await listPages((page) => client.houses.list({ filter, ...page }), limit)
    const stages = await namesOf(client, { kind: 'houseStage', language })
    const table = textTable(rows, [
      { title: words('addresses:columns.name'), value: (row) => row.displayName },
      { title: words('addresses:columns.village'), value: (row) => row.villageName },
      { title: words('cli:columns.programme'), value: (row) => row.programme },
      { title: words('cli:columns.stage'), value: (row) => stages.get(row.stage) ?? row.stage },
      { title: words('cli:columns.budget'), value: (row) => formatNumber(row.budget, language), right: true },
      { title: words('cli:columns.funded'), value: (row) => formatNumber(row.funded, language), right: true },
    ])
    return { json: rows, text: `${table}${words('cli:say.rows', { count: rows.length })}\n` }
  })
}
