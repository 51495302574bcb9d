import { formatDay } from '../../base/common/day.ts'
import { formatNumber } from '../../base/common/formatMoney.ts'
import type { OfficeOptions } from '../cliShell.ts'
import { addressIdOf } from '../findRecord.ts'
import { listPages } from '../listPages.ts'
import { type Cli, commandGroup, describedCommand, inOffice, readCount } from '../officeCommand.ts'
import { putFile, saveFile } from '../officeFiles.ts'
import { textTable } from '../textTable.ts'
import { namesOf } from '../vocabularyNames.ts'

interface LimitOptions extends OfficeOptions {
  limit?: number
}

interface OutOptions extends OfficeOptions {
  out: string
}

/** What belongs to the file of an address: visits, photos and papers, requests about its data, counts. */
export function addFileCommands(cli: Cli): void {
  addVisitsDue(cli)
  addAttachments(cli)
  addRequests(cli)
  addCounts(cli)
}

function addVisitsDue(cli: Cli): void {
  const { words, language } = cli
  const command = describedCommand(cli, commandGroup(cli, 'visits'), { name: 'due', help: 'visitsDue' }).option(
    '--limit <count>',
    words('cli:options.limit'),
    readCount,
  )
  inOffice<LimitOptions>(cli, command, async ({ client }, { limit }) => {
    const rows = await listPages((page) => client.visits.due(page), limit)
    const results = await namesOf(client, { kind: 'visitResult', language })
    const table = textTable(rows, [
      { title: words('visits:columns.name'), value: (row) => row.displayName },
      { title: words('visits:columns.village'), value: (row) => row.villageName },
      { title: words('visits:columns.dueOn'), value: (row) => formatDay(row.dueOn) },
      {
        title: words('visits:columns.last'),
        value: (row) => (row.lastVisitOn === null ? null : formatDay(row.lastVisitOn)),
      },
      {
        title: words('visits:columns.result'),
        value: (row) => (row.lastResult === null ? null : (results.get(row.lastResult) ?? row.lastResult)),
      },
    ])
    return { json: rows, text: `${table}${words('cli:say.rows', { count: rows.length })}\n` }
  })
}

function addAttachments(cli: Cli): void {
  const { words } = cli
  const group = commandGroup(cli, 'attachments')
  const list = describedCommand(cli, group, { name: 'list', help: 'attachmentsList' }).argument('<address>')
  inOffice(cli, list, async ({ client }, _options, [wanted = '']) => {
    const of = { table: 'address' as const, id: await addressIdOf(client, wanted) }
    const { attachments } = await client.attachments.list({ of })
    const rows = attachments.map(({ thumbnail: _picture, ...attachment }) => attachment)
    const lines = rows.map((row) => `${row.id}  ${row.title ?? row.fileName ?? words(`attachments:${row.kind}`)}\n`)
    return { json: rows, text: `${lines.join('')}${words('cli:say.rows', { count: rows.length })}\n` }
  })
  const add = describedCommand(cli, group, { name: 'add', help: 'attachmentsAdd' })
    .argument('<address>')
    .argument('<file>')
    .option('--photo', words('cli:options.photo'))
  inOffice<OfficeOptions & { photo?: boolean }>(cli, add, async ({ client }, { photo }, [wanted = '', file = '']) => {
    const of = { table: 'address' as const, id: await addressIdOf(client, wanted) }
    const ticket = await putFile(client, file)
    const added = await client.attachments.add({ of, kind: photo === true ? 'photo' : 'document', ticket })
    return { json: { id: added.id }, text: `${added.id}\n` }
  })
  const save = describedCommand(cli, group, { name: 'save', help: 'attachmentsSave' })
    .argument('<attachment>')
    .requiredOption('--out <file>', words('cli:options.out'))
  inOffice<OutOptions>(cli, save, async ({ client }, { out }, [id = '']) => {
    const { ticket } = await client.attachments.open({ id })
    await saveFile(client, ticket, out)
    return { json: { file: out }, text: `${out}\n` }
  })
  const verify = describedCommand(cli, group, { name: 'verify', help: 'attachmentsVerify' })
  inOffice(cli, verify, async ({ client }) => {
    const check = await client.attachments.verify()
    const params = { files: check.files, damaged: check.damaged, missing: check.missing.length }
    const refused = check.damaged > 0 || check.missing.length > 0
    return { json: check, text: `${words('cli:say.attachmentsChecked', params)}\n`, refused }
  })
}

function addRequests(cli: Cli): void {
  const { words } = cli
  const group = commandGroup(cli, 'requests')
  const list = describedCommand(cli, group, { name: 'list', help: 'requestsList' })
  inOffice(cli, list, async ({ client }) => {
    const { requests } = await client.addresses.requests.list({ openOnly: true })
    const table = textTable(requests, [
      { title: words('addresses:requests.columns.name'), value: (row) => row.displayName },
      {
        title: words('addresses:requests.columns.kind'),
        value: (row) => words(`addresses:requests.kinds.${row.kind}`),
      },
      { title: words('addresses:requests.columns.answerBy'), value: (row) => formatDay(row.answerBy) },
      { title: words('addresses:requests.columns.doBy'), value: (row) => formatDay(row.doBy) },
    ])
    return { json: requests, text: `${table}${words('cli:say.rows', { count: requests.length })}\n` }
  })
  const copy = describedCommand(cli, group, { name: 'copy', help: 'requestsCopy' })
    .argument('<address>')
    .requiredOption('--out <file>', words('cli:options.out'))
  inOffice<OutOptions>(cli, copy, async ({ client }, { out }, [wanted = '']) => {
    const id = await addressIdOf(client, wanted)
    const { ticket } = await client.addresses.exportPerson({ id, language: cli.language })
    await saveFile(client, ticket, out)
    return { json: { file: out }, text: `${out}\n` }
  })
}

function addCounts(cli: Cli): void {
  const { words, language } = cli
  const group = commandGroup(cli, 'counts')
  const command = describedCommand(cli, group, { name: 'categories', help: 'countsCategories' })
  inOffice(cli, command, async ({ client }) => {
    const { rows } = await client.addresses.countByCategory({})
    const categories = await namesOf(client, { kind: 'category', language })
    const figure = (count: number) => formatNumber(count, language)
    const table = textTable(rows, [
      { title: words('addresses:columns.commune'), value: (row) => row.placeName },
      { title: words('addresses:columns.category'), value: (row) => categories.get(row.category) ?? row.category },
      { title: words('addresses:counts.female'), value: (row) => figure(row.female), right: true },
      { title: words('addresses:counts.male'), value: (row) => figure(row.male), right: true },
      { title: words('addresses:counts.unknown'), value: (row) => figure(row.unknown), right: true },
    ])
    return { json: rows, text: table }
  })
}
