import { formatDay } from '../../base/common/day.ts'
import { formatNumber } from '../../base/common/formatMoney.ts'
import type { OfficeOptions } from '../cliShell.ts'
import { listPages } from '../listPages.ts'
import { type Cli, commandGroup, describedCommand, inOffice, readCount } from '../officeCommand.ts'
import type { Client } from '../openOfficeClient.ts'
import { factLines, textTable } from '../textTable.ts'

/** Distribution rounds: which there are, and the list of one, village by village. */
export function addRoundCommands(cli: Cli): void {
  const group = commandGroup(cli, 'rounds')
  addList(cli, describedCommand(cli, group, { name: 'list', help: 'roundsList' }))
  addShow(cli, describedCommand(cli, group, { name: 'show <id>', help: 'roundsShow' }))
}

type Command = ReturnType<typeof describedCommand>
type RoundFile = Awaited<ReturnType<Client['ledger']['rounds']['get']>>

function addList(cli: Cli, command: Command): void {
  command.option('--limit <count>', cli.words('cli:options.limit'), readCount)
  inOffice<OfficeOptions & { limit?: number }>(cli, command, async ({ client }, { limit }) => {
    const { words, language } = cli
    const rows = await listPages((page) => client.ledger.rounds.list(page), limit)
    const table = textTable(rows, [
      { title: words('cli:columns.round'), value: (row) => row.name },
      { title: words('cli:columns.day'), value: (row) => formatDay(row.onDay), right: true },
      { title: words('cli:columns.state'), value: (row) => words(`ledger:roundStates.${row.state}`) },
      { title: words('cli:columns.lines'), value: (row) => row.totals.lines, right: true },
      { title: words('cli:columns.delivered'), value: (row) => row.totals.delivered, right: true },
      { title: words('cli:columns.amount'), value: (row) => formatNumber(row.totals.amount, language), right: true },
      { title: words('cli:columns.id'), value: (row) => row.id },
    ])
    return { json: rows, text: `${table}${words('cli:say.rows', { count: rows.length })}\n` }
  })
}

function addShow(cli: Cli, command: Command): void {
  inOffice(cli, command, async ({ client }, _options, [id = '']) => {
    const round = await client.ledger.rounds.get({ id })
    return { json: round, text: roundText(cli, round) }
  })
}

function roundText({ words, language }: Cli, round: RoundFile): string {
  const facts = factLines([
    [words('cli:columns.round'), round.name],
    [words('cli:columns.day'), formatDay(round.onDay)],
    [words('cli:columns.state'), words(`ledger:roundStates.${round.state}`)],
    [words('cli:columns.amount'), formatNumber(round.totals.amount, language)],
  ])
  const villages = round.villages.map((village) => {
    const table = textTable(village.lines, [
      { title: words('addresses:columns.name'), value: (line) => line.name },
      { title: words('cli:columns.amount'), value: (line) => formatNumber(line.amount, language), right: true },
      { title: words('cli:columns.goods'), value: (line) => line.goods },
      { title: words('cli:columns.state'), value: (line) => words(`ledger:lineStates.${line.state}`) },
    ])
    return `\n${village.villageName ?? ''}\n${table}`
  })
  return facts + villages.join('')
}
