import { formatNumber } from '../../base/common/formatMoney.ts'
import { type OfficeOptions, UsageError } from '../cliShell.ts'
import { type Cli, commandGroup, describedCommand, inOffice, readCount } from '../officeCommand.ts'
import { saveFile } from '../officeFiles.ts'
import type { Client } from '../openOfficeClient.ts'
import { readQuarter } from '../readQuarter.ts'
import { factLines } from '../textTable.ts'

/** What goes to a Lao partner, what goes back, and photos that follow a report in parts; `bundle open` opens all of them. */
export function addShareCommands(cli: Cli): void {
  addShares(cli)
  addPartner(cli)
  addPhotos(cli)
}

type Command = ReturnType<typeof describedCommand>

interface MakeOptions extends OfficeOptions {
  to: string
  out: string
  quarter?: string
}

const FORMATS = { docx: 'docx', xlsx: 'xlsx' } as const

function addShares(cli: Cli): void {
  const group = commandGroup(cli, 'share')
  const make = toFile(cli, describedCommand(cli, group, { name: 'make', help: 'shareMake' })).option(
    '--quarter <quarter>',
    cli.words('cli:options.quarter'),
  )
  inOffice<MakeOptions>(cli, make, async ({ client }, { to, out, quarter }) => {
    const { partners } = await client.bundles.shares.partners()
    const toUnit = partners.find(({ unit }) => unit.code === to)?.unit.id ?? to
    const input = { toUnit, through: readQuarter(cli.shell, quarter) }
    // The name of the file says whether it is for the program or for people.
    const format = Object.values(FORMATS).find((each) => out.endsWith(`.${each}`))
    const { shares } = client.bundles
    const made = format === undefined ? await shares.make(input) : await shares.copy({ ...input, format })
    await saveFile(client, made.ticket, out)
    const { facts } = await shares.preview(input)
    return { json: { file: out, bytes: made.bytes, facts }, text: fileFacts(cli, { out, bytes: made.bytes }) }
  })
}

function addPartner(cli: Cli): void {
  const group = commandGroup(cli, 'partner')
  const list = describedCommand(cli, group, { name: 'activities', help: 'partnerActivities' }).option(
    '--year <year>',
    cli.words('cli:options.year'),
    readCount,
  )
  inOffice<OfficeOptions & { year?: number }>(cli, list, async ({ client }, { year }) => {
    const asked = year ?? readQuarter(cli.shell, undefined).year
    const { activities, totals } = await client.cooperation.list({ year: asked })
    const lines = activities.map(({ by, fields }) => `${fields.onDay}  ${by[cli.language]}  ${fields.title}\n`)
    return { json: { activities, totals }, text: lines.join('') }
  })
  const report = toFile(cli, describedCommand(cli, group, { name: 'report', help: 'partnerReport' }))
  inOffice<MakeOptions>(cli, report, async ({ client }, { to, out }) => {
    const made = await client.bundles.shares.report({ toUnit: await enrolled(client, to) })
    await saveFile(client, made.ticket, out)
    const { seq, activities, bytes } = made
    return { json: { file: out, seq, activities, bytes }, text: fileFacts(cli, { out, bytes, seq }) }
  })
}

interface PhotoOptions extends OfficeOptions {
  to: string
  out: string
  size?: number
}

const SIZES = [2, 5, 10, 20] as const

/** Plans the parts and writes each as `<out>-<part>.rcb`. */
function addPhotos(cli: Cli): void {
  const group = commandGroup(cli, 'photos')
  const make = toFile(cli, describedCommand(cli, group, { name: 'make', help: 'photosMake' })).option(
    '--size <megabytes>',
    cli.words('cli:options.partSize'),
    readCount,
  )
  inOffice<PhotoOptions>(cli, make, async ({ client }, { to, out, size }) => {
    const megabytes = SIZES.find((each) => each === size)
    if (size !== undefined && megabytes === undefined) throw new UsageError('badPartSize', { detail: String(size) })
    const { photos } = client.bundles
    if (megabytes !== undefined) await photos.setPartSize({ megabytes })
    const { batchId, parts } = await photos.plan({ toUnit: await enrolled(client, to) })
    const files = []
    for (let part = 1; part <= parts; part += 1) {
      const { ticket, bytes } = await photos.make({ batchId, part })
      const file = `${out.replace(/\.rcb$/, '')}-${part}.rcb`
      await saveFile(client, ticket, file)
      files.push({ file, bytes })
    }
    const text = files.map(({ file, bytes }) => fileFacts(cli, { out: file, bytes })).join('')
    return { json: { batchId, files }, text }
  })
}

function toFile(cli: Cli, command: Command): Command {
  return command
    .requiredOption('--to <unit>', cli.words('cli:options.to'))
    .requiredOption('--out <file>', cli.words('cli:options.out'))
}

async function enrolled(client: Client, code: string): Promise<string> {
  const { keys } = await client.bundles.keys.list()
  return keys.find(({ unit }) => unit.code === code)?.unit.id ?? code
}

function fileFacts(cli: Cli, { out, bytes, seq }: { out: string; bytes: number; seq?: number }): string {
  return factLines([
    [cli.words('cli:columns.file'), out],
    [cli.words('cli:columns.number'), seq],
    [cli.words('cli:columns.bytes'), formatNumber(bytes, cli.language)],
  ])
}
