import { formatNumber } from '../../base/common/formatMoney.ts'
import { readChoice } from '../choices.ts'
import { type OfficeOptions, UsageError } from '../cliShell.ts'
import { addressIdOf } from '../findRecord.ts'
import { type Cli, commandGroup, describedCommand, inOffice } from '../officeCommand.ts'
import { putFile, saveFile } from '../officeFiles.ts'
import type { Client } from '../openOfficeClient.ts'
import { textTable } from '../textTable.ts'

/** Outlines from a file, points of addresses in and out. */
export function addMapCommands(cli: Cli): void {
  const group = commandGroup(cli, 'map')
  addLoad(cli, describedCommand(cli, group, { name: 'load <file>', help: 'mapLoad' }))
  addPacks(cli, describedCommand(cli, group, { name: 'packs', help: 'mapPacks' }))
  addPlace(cli, describedCommand(cli, group, { name: 'place <address> <latitude> <longitude>', help: 'mapPlace' }))
  addExport(cli, describedCommand(cli, group, { name: 'export', help: 'mapExport' }))
}

type Command = ReturnType<typeof describedCommand>

function addLoad(cli: Cli, command: Command): void {
  const { words, language } = cli
  inOffice(cli, command, async ({ client }, _options, [file = '']) => {
    const loaded = await client.map.loadPack({ ticket: await putFile(client, file) })
    const say = (key: string, count: number) =>
      words(`map:packs.${key}`, { count, formatted: formatNumber(count, language) })
    const left = loaded.unknown === 0 ? '' : ` ${say('unknown', loaded.unknown)}`
    return { json: loaded, text: `${say('loaded', loaded.pack.outlines)}${left}\n` }
  })
}

function addPacks(cli: Cli, command: Command): void {
  const { words, language } = cli
  inOffice(cli, command, async ({ client }) => {
    const { packs } = await client.map.packs()
    const table = textTable(packs, [
      { title: words('map:packs.title'), value: (pack) => pack.name },
      { title: words('map:communes'), value: (pack) => formatNumber(pack.outlines, language), right: true },
      { title: words('cli:columns.id'), value: (pack) => pack.id },
    ])
    return { json: packs, text: table }
  })
}

/** A warning is printed beside the point, which is kept as given. */
function addPlace(cli: Cli, command: Command): void {
  const { words } = cli
  inOffice(cli, command, async ({ client }, _options, [wanted = '', latitude = '', longitude = '']) => {
    const id = await addressIdOf(client, wanted)
    const { version, communeId } = await client.addresses.get({ id })
    const point = { latitude: readDegrees(latitude, 90), longitude: readDegrees(longitude, 180) }
    await client.addresses.setPoint({ id, version, point })
    const { lies, place } = await client.map.placeOf({ point, communeId })
    const outside = place === null ? words('map:outside') : words('map:outsideIn', { place: place.name })
    const text =
      lies === 'outside' ? `${words('addresses:points.placed')} ${outside}` : words('addresses:points.placed')
    return { json: { id, point, lies, place }, text: `${text}\n` }
  })
}

function readDegrees(text: string, most: number): number {
  const degrees = Number(text)
  if (!/^-?\d+(\.\d+)?$/.test(text) || Math.abs(degrees) > most) throw new UsageError('notDegrees', { detail: text })
  return degrees
}

const FORMATS = ['xlsx', 'csv', 'geojson'] as const satisfies Parameters<
  Client['addresses']['exportPoints']
>[0]['format'][]

interface ExportOptions extends OfficeOptions {
  out: string
  format: (typeof FORMATS)[number]
  names?: boolean
}

function addExport(cli: Cli, command: Command): void {
  const { words } = cli
  command
    .requiredOption('--out <file>', words('cli:options.out'))
    .option('--format <format>', words('cli:options.pointFormat'), readChoice(FORMATS), 'geojson')
    .option('--names', words('cli:options.pointNames'))
  inOffice<ExportOptions>(cli, command, async ({ client }, { out, format, names = false }) => {
    const wish = { format, names, language: cli.language }
    const { ticket, rows, withheld } = await client.addresses.exportPoints(wish)
    await saveFile(client, ticket, out)
    return { json: { file: out, rows, withheld }, text: `${out}: ${words('cli:say.rows', { count: rows })}\n` }
  })
}
