import { formatDay } from '../../base/common/day.ts'
import { vietNamDay } from '../../base/common/vietNamDay.ts'
import { type OfficeOptions, UsageError } from '../cliShell.ts'
import { type Cli, commandGroup, describedCommand, inOffice, readCount } from '../officeCommand.ts'
import type { Client } from '../openOfficeClient.ts'
import { textTable } from '../textTable.ts'

type Wish = NonNullable<Parameters<Client['history']['log']>[0]>
type Entry = Awaited<ReturnType<Client['history']['log']>>['entries'][number]

interface ListOptions extends OfficeOptions {
  since?: string
  until?: string
  by?: string
  kind?: string
  group?: string
  before?: number
  limit?: number
}

/** The office's change log without a window. */
export function addHistoryCommands(cli: Cli): void {
  const group = commandGroup(cli, 'history')
  const { words } = cli
  const list = describedCommand(cli, group, { name: 'list', help: 'historyList' })
    .option('--since <day>', words('history:log.from'))
    .option('--until <day>', words('history:log.to'))
    .option('--by <name>', words('history:log.who'))
    .option('--kind <kind>', words('history:log.kind'))
    .option('--group <group>', words('history:log.group'))
    .option('--before <number>', words('cli:options.before'), readCount)
    .option('--limit <n>', words('cli:options.limit'), readCount)
  inOffice<ListOptions>(cli, list, async ({ client }, options) => {
    const log = await client.history.log(await wishOf(client, options))
    const next = log.next === null ? '' : `${words('history:log.older')}: --before ${log.next}\n`
    return { json: log, text: `${logText(cli, log.entries)}${next}` }
  })
}

async function wishOf(client: Client, { since, until, by, kind, group, before, limit }: ListOptions): Promise<Wish> {
  const filter = {
    ...(since === undefined ? {} : { from: since }),
    ...(until === undefined ? {} : { to: until }),
    ...(by === undefined ? {} : { userId: await idOf(client, by) }),
    ...(kind === undefined ? {} : { kind }),
    ...(group === undefined ? {} : { group }),
  }
  // Safe: the contract parses it again.
  return { filter, ...(before === undefined ? {} : { before }), ...(limit === undefined ? {} : { limit }) } as Wish
}

async function idOf(client: Client, name: string): Promise<string> {
  const { people } = await client.history.people()
  const person = people.find((each) => each.name === name)
  if (person === undefined) {
    throw new UsageError('notAChoice', { detail: name, choices: people.map((each) => each.name).join(', ') })
  }
  return person.id
}

function logText({ words }: Cli, entries: readonly Entry[]): string {
  return textTable(entries, [
    { title: words('history:log.when'), value: ({ at }) => formatDay(vietNamDay(at)) },
    { title: words('history:log.who'), value: ({ userName }) => userName ?? words('history:unknownUser') },
    { title: words('history:log.kind'), value: ({ kind }) => words(`history:log.kinds.${kind}`) },
    {
      title: words('history:log.record'),
      value: ({ batch, records }) => batch?.fileName ?? (records[0] && words(`history:tables.${records[0].table}`)),
    },
    { title: words('history:log.name'), value: ({ records }) => records[0]?.name },
    {
      title: words('history:log.field'),
      value: ({ records }) => records[0]?.changes.map(({ field }) => words(`history:fields.${field}`)).join(', '),
    },
  ])
}
