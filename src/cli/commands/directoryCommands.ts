import { formatDay } from '../../base/common/day.ts'
import { formatNumber } from '../../base/common/formatMoney.ts'
import type { OfficeOptions } from '../cliShell.ts'
import { type Cli, commandGroup, describedCommand, inOffice, readCount } from '../officeCommand.ts'
import { putFile, readBytes, saveFile } from '../officeFiles.ts'
import { factLines } from '../textTable.ts'

interface Change {
  code: string
  facts: Record<string, unknown>
}

interface MakeOptions extends OfficeOptions {
  out: string
  note?: string
  number?: number
}

interface TrustOptions extends OfficeOptions {
  digits?: string
}

/** The centre's directory: made there, looked at and opened anywhere, passed on unchanged. */
export function addDirectoryCommands(cli: Cli): void {
  const { words, language } = cli
  const group = commandGroup(cli, 'directory')
  const command = (name: string, help: string) => describedCommand(cli, group, { name, help })
  const make = command('make', 'directoryMake')
    .requiredOption('--out <file>', words('cli:options.out'))
    .option('--note <text>', words('bundles:directory.note'))
    .option('--number <number>', words('bundles:directory.version'), readCount)
  inOffice<MakeOptions>(cli, make, async ({ client }, { out, note = '', number }) => {
    const made = await client.bundles.directory.make({ note, ...(number === undefined ? {} : { version: number }) })
    await saveFile(client, made.ticket, out)
    const { version, bytes, changes } = made
    const text = factLines([
      [words('cli:columns.file'), out],
      [words('cli:columns.number'), version],
      [words('cli:columns.records'), changes],
      [words('cli:columns.bytes'), formatNumber(bytes, language)],
    ])
    return { json: { file: out, version, bytes, changes }, text }
  })
  inOffice(cli, command('preview', 'directoryPreview'), async ({ client }) => {
    const planned = await client.bundles.directory.preview()
    const title = words('bundles:directory.planned', { version: planned.version })
    return { json: planned, text: `${title}\n${changeText(cli, planned.changes)}` }
  })
  inOffice(cli, command('status', 'directoryStatus'), async ({ client }) => {
    const status = await client.bundles.directory.status()
    const { newest, signer } = status
    const text = factLines([
      [words('cli:columns.number'), newest?.version],
      [words('cli:columns.unit'), newest?.from[language]],
      [words('cli:columns.day'), newest && formatDay(newest.issuedOn)],
      [words('cli:columns.fingerprint'), signer?.fingerprint],
    ])
    return { json: status, text: `${text}${changeText(cli, newest?.changes ?? [])}` }
  })
  addFileCommands(cli, command)
}

/** Commands over a directory's file or a key file. */
function addFileCommands(cli: Cli, command: (name: string, help: string) => ReturnType<typeof describedCommand>): void {
  const { words } = cli
  for (const [name, help, does] of [
    ['inspect <file>', 'directoryInspect', 'inspectFile'],
    ['open <file>', 'directoryOpen', 'openFile'],
  ] as const) {
    inOffice(cli, command(name, help), async ({ client }, _options, [path = '']) => {
      const file = await client.bundles[does]({ ticket: await putFile(client, path) })
      const changes = file.kind === 'directory' ? file.lines : []
      return { json: file, text: changeText(cli, changes) || `${words('bundles:directory.noChanges')}\n` }
    })
  }
  const save = command('save', 'directorySave').requiredOption('--out <file>', words('cli:options.out'))
  inOffice<OfficeOptions & { out: string }>(cli, save, async ({ client }, { out }) => {
    const { ticket, version } = await client.bundles.directory.save()
    await saveFile(client, ticket, out)
    return { json: { file: out, version }, text: factLines([[words('cli:columns.file'), out]]) }
  })
  const trust = command('trust <keyfile>', 'directoryTrust').option(
    '--digits <digits>',
    words('bundles:directory.digits'),
  )
  inOffice<TrustOptions>(cli, trust, async ({ client }, { digits = '' }, [path = '']) => {
    const text = Buffer.from(readBytes(path)).toString('utf8')
    const signer = await client.bundles.directory.enrolSigner({ file: { text }, digits })
    return { json: signer, text: factLines([[words('cli:columns.fingerprint'), signer.fingerprint]]) }
  })
}

function changeText({ words, language }: Cli, changes: readonly Change[]): string {
  const shown = (value: unknown, name: string) =>
    typeof value === 'number' && name !== 'year' ? formatNumber(value, language) : String(value)
  return changes
    .map(({ code, facts }) => {
      const params = Object.fromEntries(Object.entries(facts).map(([name, value]) => [name, shown(value, name)]))
      return `${words(`bundles:opening.directory.lines.${code}`, params)}\n`
    })
    .join('')
}
