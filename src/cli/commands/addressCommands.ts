import { formatDay } from '../../base/common/day.ts'
import { refuse } from '../../base/common/failures.ts'
import { formatNumber } from '../../base/common/formatMoney.ts'
import type { OfficeOptions } from '../cliShell.ts'
import { addressIdOf } from '../findRecord.ts'
import { listPages } from '../listPages.ts'
import { type Cli, commandGroup, describedCommand, inOffice, readCount } from '../officeCommand.ts'
import type { Client } from '../openOfficeClient.ts'
import { factLines, textTable } from '../textTable.ts'
import { namesOf } from '../vocabularyNames.ts'

export function addAddressCommands(cli: Cli): void {
  const group = commandGroup(cli, 'addresses')
  const command = (name: string, help: string) => describedCommand(cli, group, { name, help })
  addList(cli, command('list', 'addressesList'))
  addShow(cli, command('show <id-or-name>', 'addressesShow'))
  addAdd(cli, command('add', 'addressesAdd'))
}

type Command = ReturnType<typeof describedCommand>
type AddressRow = Awaited<ReturnType<Client['addresses']['list']>>['rows'][number]

interface ListOptions extends OfficeOptions {
  search?: string
  limit?: number
}

function addList(cli: Cli, command: Command): void {
  command
    .option('--search <text>', cli.words('cli:options.search'))
    .option('--limit <count>', cli.words('cli:options.limit'), readCount)
  inOffice<ListOptions>(cli, command, async ({ client }, { search, limit, json }) => {
    const filter = search === undefined ? {} : { search }
    if (json === true) {
      const { rows } = await client.addresses.flatList({ filter })
      return { json: rows.slice(0, limit), text: '' }
    }
    const rows = await listPages((page) => client.addresses.list({ filter, ...page }), limit)
    return { json: rows, text: await addressTable(cli, client, rows) }
  })
}

async function addressTable(cli: Cli, client: Client, rows: AddressRow[]): Promise<string> {
  const { words, language } = cli
  const categories = await namesOf(client, { kind: 'category', language })
  const table = textTable(rows, [
    { title: words('addresses:columns.name'), value: (row) => row.displayName },
    {
      title: words('addresses:columns.birthDay'),
      value: (row) => row.birthDay && formatDay(row.birthDay),
      right: true,
    },
    { title: words('addresses:columns.village'), value: (row) => row.villageName },
    {
      title: words('addresses:columns.category'),
      value: (row) => categories.get(row.mainCategory) ?? row.mainCategory,
    },
    { title: words('addresses:columns.state'), value: (row) => words(`addresses:states.${row.state}`) },
    { title: words('addresses:columns.donors'), value: (row) => row.donors.join(', ') },
    {
      title: words('addresses:columns.monthlySupport'),
      value: (row) => (row.monthlySupport === 0 ? '' : formatNumber(row.monthlySupport, language)),
      right: true,
    },
  ])
  return `${table}${words('cli:say.rows', { count: rows.length })}\n`
}

function addShow(cli: Cli, command: Command): void {
  inOffice(cli, command, async ({ client }, _options, [wanted = '']) => {
    const file = await client.addresses.get({ id: await addressIdOf(client, wanted) })
    const { words } = cli
    const categories = await namesOf(client, { kind: 'category', language: cli.language })
    const { fields } = file
    const text = factLines([
      [words('addresses:columns.name'), fields.name],
      [words('addresses:columns.birthDay'), fields.birthDay && formatDay(fields.birthDay)],
      [words('addresses:columns.village'), file.villageName],
      [words('addresses:columns.commune'), file.communeName],
      [words('addresses:columns.category'), categories.get(fields.mainCategory)],
      [words('addresses:columns.state'), words(`addresses:states.${file.state}`)],
      [words('addresses:columns.stateSince'), formatDay(file.stateSince)],
      [words('addresses:columns.idNumber'), fields.idNumber],
      [words('addresses:columns.phone'), fields.phone],
      [words('addresses:columns.situation'), fields.situation],
      [words('addresses:columns.needs'), fields.needs],
      [words('cli:columns.id'), file.id],
    ])
    const { events } = await client.addresses.story({ id: file.id })
    return { json: { ...file, story: events }, text }
  })
}

interface AddOptions extends OfficeOptions {
  name: string
  village: string
  category: string
  newVillage?: boolean
  sex?: 'M' | 'F'
  birth?: string
  cccd?: string
  phone?: string
}

function addAdd(cli: Cli, command: Command): void {
  const help = (name: string) => cli.words(`cli:options.${name}`)
  command
    .requiredOption('--name <text>', help('name'))
    .requiredOption('--village <name>', help('village'))
    .requiredOption('--category <code>', help('category'))
    .option('--new-village', help('newVillage'))
    .option('--sex <code>', help('sex'))
    .option('--birth <day>', help('birth'))
    .option('--cccd <number>', help('cccd'))
    .option('--phone <number>', help('phone'))
  inOffice<AddOptions>(cli, command, async ({ client }, options) => {
    const { id } = await client.addresses.add({
      fields: {
        name: options.name,
        villageId: await villageIdOf(client, options),
        mainCategory: options.category,
        sex: options.sex ?? null,
        birthDay: options.birth ?? null,
        idNumber: options.cccd ?? null,
        phone: options.phone ?? null,
      },
    })
    return { json: { id }, text: `${cli.words('cli:say.added', { id })}\n` }
  })
}

async function villageIdOf(client: Client, { village, newVillage }: AddOptions): Promise<string> {
  const wanted = village.normalize('NFC').trim()
  const { villages } = await client.units.villages.list({ search: wanted, limit: 500 })
  const found = villages.find((one) => one.name.toLowerCase() === wanted.toLowerCase())
  if (found !== undefined) return found.id
  if (newVillage !== true) refuse('cli.villageNotFound', { name: village })
  return (await client.units.villages.add({ name: wanted })).id
}
