import { formatDay } from '../../base/common/day.ts'
import { formatNumber } from '../../base/common/formatMoney.ts'
import { readChoice } from '../choices.ts'
import type { OfficeOptions } from '../cliShell.ts'
import { addressIdOf, donorIdOf } from '../findRecord.ts'
import { listPages } from '../listPages.ts'
import { type Cli, commandGroup, describedCommand, inOffice, readCount } from '../officeCommand.ts'
import type { Client } from '../openOfficeClient.ts'
import { textTable } from '../textTable.ts'

const STATES = ['intended', 'active', 'suspended', 'ended'] as const
const NEW_STATES = ['intended', 'active'] as const
const CHANNELS = ['fund', 'direct', 'local'] as const
const FREQUENCIES = ['monthly', 'quarterly', 'halfYearly', 'yearly', 'once'] as const

export function addPairingCommands(cli: Cli): void {
  const group = commandGroup(cli, 'pairings')
  addList(cli, describedCommand(cli, group, { name: 'list', help: 'pairingsList' }))
  addAdd(cli, describedCommand(cli, group, { name: 'add', help: 'pairingsAdd' }))
}

type Command = ReturnType<typeof describedCommand>
type PairingRow = Awaited<ReturnType<Client['pairings']['list']>>['rows'][number]

interface ListOptions extends OfficeOptions {
  search?: string
  limit?: number
  state?: (typeof STATES)[number]
}

function addList(cli: Cli, command: Command): void {
  command
    .option('--search <text>', cli.words('cli:options.search'))
    .option('--state <state>', STATES.join(', '), readChoice(STATES))
    .option('--limit <count>', cli.words('cli:options.limit'), readCount)
  inOffice<ListOptions>(cli, command, async ({ client }, { search, state, limit }) => {
    const filter = {
      ...(search === undefined ? {} : { search }),
      ...(state === undefined ? {} : { states: [state] }),
    }
    const rows = await listPages((page) => client.pairings.list({ filter, ...page }), limit)
    return { json: rows, text: `${pairingTable(cli, rows)}${cli.words('cli:say.rows', { count: rows.length })}\n` }
  })
}

function pairingTable({ words, language }: Cli, rows: PairingRow[]): string {
  return textTable(rows, [
    { title: words('pairings:columns.address'), value: (row) => row.addressName },
    { title: words('pairings:columns.village'), value: (row) => row.villageName },
    { title: words('pairings:columns.donor'), value: (row) => row.donorName },
    { title: words('pairings:columns.amount'), value: (row) => formatNumber(row.amount, language), right: true },
    { title: words('cli:columns.rhythm'), value: (row) => words(`pairings:frequencies.${row.frequency}`) },
    { title: words('pairings:columns.channel'), value: (row) => words(`pairings:channels.${row.channel}`) },
    { title: words('cli:columns.from'), value: (row) => formatDay(row.firstMonth), right: true },
    { title: words('cli:columns.until'), value: (row) => row.lastMonth && formatDay(row.lastMonth), right: true },
    { title: words('pairings:columns.state'), value: (row) => words(`pairings:states.${row.state}`) },
    { title: words('pairings:columns.overdue'), value: (row) => (row.overdue === 0 ? '' : row.overdue), right: true },
  ])
}

interface AddOptions extends OfficeOptions {
  address: string
  donor: string
  amount: number
  from: string
  until?: string
  frequency: (typeof FREQUENCIES)[number]
  channel: (typeof CHANNELS)[number]
  helpForm: string
  state: (typeof NEW_STATES)[number]
}

function addAdd(cli: Cli, command: Command): void {
  const column = (name: string) => cli.words(`pairings:columns.${name}`)
  command
    .requiredOption('--address <id-or-name>', column('address'))
    .requiredOption('--donor <id-or-name>', column('donor'))
    .requiredOption('--amount <dong>', column('amount'), readCount)
    .requiredOption('--from <month>', cli.words('cli:options.fromMonth'))
    .option('--until <month>', cli.words('cli:options.untilMonth'))
    .option('--frequency <rhythm>', FREQUENCIES.join(', '), readChoice(FREQUENCIES), 'monthly')
    .option('--channel <channel>', CHANNELS.join(', '), readChoice(CHANNELS), 'fund')
    .option('--help-form <code>', column('helpForm'), 'cash')
    .option('--state <state>', NEW_STATES.join(', '), readChoice(NEW_STATES), 'intended')
  inOffice<AddOptions>(cli, command, async ({ client }, options) => {
    const { id } = await client.pairings.add({
      addressId: await addressIdOf(client, options.address),
      donorId: await donorIdOf(client, options.donor),
      state: options.state,
      channel: options.channel,
      helpForm: options.helpForm,
      amount: options.amount,
      frequency: options.frequency,
      firstMonth: options.from,
      lastMonth: options.until ?? null,
    })
    return { json: { id }, text: `${cli.words('cli:say.added', { id })}\n` }
  })
}
