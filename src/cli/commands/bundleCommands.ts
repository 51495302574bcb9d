import { existsSync, readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { inspectBundleFile } from '../../app/core/inspectBundleFile.ts'
import { formatDay } from '../../base/common/day.ts'
import { failureOf, valueOrRefuse } from '../../base/common/failures.ts'
import { formatNumber } from '../../base/common/formatMoney.ts'
import { type OfficeOptions, UsageError } from '../cliShell.ts'
import { failureSentence } from '../failureSentence.ts'
import { type Cli, commandGroup, describedCommand, inOffice, printAnswer, withOfficeOptions } from '../officeCommand.ts'
import { putFile, readBytes, saveFile } from '../officeFiles.ts'
import { type Client, withOffice } from '../openOfficeClient.ts'
import { periodOf } from '../readQuarter.ts'
import { shortFileLines } from '../shortFileLines.ts'
import { factLines } from '../textTable.ts'
import { addCaseCommands } from './caseCommands.ts'

/** Report files: made for the office above, looked at by anybody, opened by the addressee. */
export function addBundleCommands(cli: Cli): void {
  const group = commandGroup(cli, 'bundle')
  const command = (name: string, help: string) => describedCommand(cli, group, { name, help })
  addCreate(cli, command('create', 'bundleCreate'))
  addInspect(cli, command('inspect <file>', 'bundleInspect'))
  addOpen(cli, command('open <file...>', 'bundleOpen'))
  addReceipt(cli, command('receipt', 'bundleReceipt'))
  addCaseCommands(cli, group)
}

type Command = ReturnType<typeof describedCommand>

interface CreateOptions extends OfficeOptions {
  to: string
  out: string
  quarter?: string
  everything?: boolean
}

function addCreate(cli: Cli, command: Command): void {
  command
    .requiredOption('--to <unit>', cli.words('cli:options.to'))
    .requiredOption('--out <file>', cli.words('cli:options.out'))
    .option('--quarter <quarter>', cli.words('cli:options.quarter'))
    .option('--everything', cli.words('cli:options.everything'))
  inOffice<CreateOptions>(cli, command, async ({ client }, { to, out, quarter, everything = false }) => {
    const toUnit = await enrolledUnit(client, to)
    const bundle = await createBundle(client, { toUnit, period: periodOf(cli.shell, quarter), everything })
    await saveFile(client, bundle.ticket, out)
    const { seq, records, bytes, name } = bundle
    const text = factLines([
      [cli.words('cli:columns.file'), out],
      [cli.words('cli:columns.number'), seq],
      [cli.words('cli:columns.records'), formatNumber(records, cli.language)],
      [cli.words('cli:columns.bytes'), formatNumber(bytes, cli.language)],
    ])
    return { json: { file: out, name, seq, records, bytes }, text }
  })
}

/** A unit by its code or id, among those whose keys are enrolled. */
async function enrolledUnit(client: Client, wanted: string): Promise<string> {
  const { keys } = await client.bundles.keys.list()
  return keys.find(({ unit }) => unit.code === wanted)?.unit.id ?? wanted
}

type CreateInput = Parameters<Client['bundles']['create']>[0]

async function createBundle(client: Client, input: CreateInput) {
  for await (const event of await client.bundles.create(input)) if (event.kind === 'done') return event.bundle
  throw new Error('the bundle ended without its file')
}

/** Without `--data` only what the file says to anybody; with it, also what opening would change. */
function addInspect(cli: Cli, command: Command): void {
  withOfficeOptions(cli, command).action(async () => {
    const options = command.opts<OfficeOptions>()
    const [path = ''] = command.args
    const facts = valueOrRefuse(inspectBundleFile(readBytes(path)))
    const seen =
      options.data === undefined
        ? undefined
        : await withOffice(cli.shell, options, async ({ client }) =>
            client.bundles.inspectFile({ ticket: await putFile(client, path) }),
          )
    const { words, language } = cli
    const text = factLines([
      [words('cli:columns.fingerprint'), facts.from],
      [words('cli:columns.recipient'), facts.to.join(', ')],
      [words('cli:columns.bytes'), formatNumber(facts.payloadBytes, language)],
      [words('cli:columns.id'), facts.bundleId],
      ...(seen === undefined ? [] : seenLines(cli, seen)),
    ])
    printAnswer(cli.shell, { json: { ...facts, ...seenJson(seen) }, text }, options)
  })
}

type Seen = Awaited<ReturnType<Client['bundles']['inspectFile']>>

/** A report stands under its own name, any other file under `content`. */
function seenJson(seen: Seen | undefined): object {
  if (seen === undefined) return {}
  return seen.kind === 'report' ? { kind: seen.kind, report: seen.report } : { kind: seen.kind, content: seen }
}

function seenLines({ words, language }: Cli, seen: Seen): [string, string | number | undefined][] {
  if (seen.kind === 'report') {
    const { from, seq, period, records } = seen.report
    return [
      [words('cli:columns.unit'), from[language]],
      [words('cli:columns.number'), seq],
      [words('cli:columns.period'), `${formatDay(period.from)} – ${formatDay(period.to)}`],
      [words('cli:columns.records'), records],
    ]
  }
  return [
    [words('cli:columns.kind'), words(`bundles:opening.${seen.kind}.name`)],
    [words('cli:columns.unit'), seen.from[language]],
    [words('cli:columns.number'), seen.seq],
    ...shortFileLines({ words, language }, seen, 'told').map((line): [string, string] => ['', line]),
  ]
}

interface OpenOptions extends OfficeOptions {
  acceptGap?: boolean
  acceptNewSeries?: boolean
}

/** A folder stands for the files in it, by name. */
function reportFiles(path: string): string[] {
  if (!existsSync(path) || !statSync(path).isDirectory()) return [path]
  const files = readdirSync(path, { withFileTypes: true }).filter((entry) => entry.isFile())
  return files.map((entry) => join(path, entry.name)).sort()
}

/** Opens each file on its own: one that is refused keeps no other out, and the exit code tells that one was. */
function addOpen(cli: Cli, command: Command): void {
  command
    .option('--accept-gap', cli.words('cli:options.acceptGap'))
    .option('--accept-new-series', cli.words('cli:options.acceptNewSeries'))
  inOffice<OpenOptions>(cli, command, async ({ client }, options, paths) => {
    const results = []
    for (const path of paths.flatMap(reportFiles))
      results.push({ file: path, ...(await openFile(cli, client, { path, options })) })
    const settled = settleWaiting(results)
    const text = settled.map((result) => `${result.file}: ${openedText(cli, result)}\n`).join('')
    return { json: settled.map(flatReport), text, refused: settled.some((result) => 'failure' in result) }
  })
}

async function openFile(cli: Cli, client: Client, { path, options }: { path: string; options: OpenOptions }) {
  try {
    const ticket = await putFile(client, path)
    const { acceptGap = false, acceptNewSeries = false } = options
    return { opened: await client.bundles.openFile({ ticket, acceptGap, acceptNewSeries }) }
  } catch (error) {
    if (error instanceof UsageError) throw error
    const failure = failureOf(error)
    if (failure.code === 'common.unexpected') throw error
    return { failure: { ...failure, message: failureSentence(cli.words, failure) } }
  }
}

type Result = Awaited<ReturnType<typeof openFile>> & { file: string }
type Settled = Result | { file: string; released: { unit: string; seq: number } }

/** A file that waited for one behind it in the list was opened together with that one. */
function settleWaiting(results: readonly Result[]): Settled[] {
  const released = results.flatMap((result) =>
    'opened' in result && result.opened?.kind === 'report' ? result.opened.report.released : [],
  )
  return results.map((result) => {
    if (!('failure' in result) || result.failure?.code !== 'bundles.gap') return result
    const { unit: code, seq } = result.failure.params
    const opened = released.find((each) => each.unit.code === code && each.seq === seq)
    return opened === undefined ? result : { file: result.file, released: { unit: opened.unit.vi, seq: opened.seq } }
  })
}

/** A report's facts stand directly under `opened`, beside its kind. */
function flatReport(result: Settled): object {
  if (!('opened' in result) || result.opened?.kind !== 'report') return result
  return { ...result, opened: { kind: 'report', ...result.opened.report } }
}

function openedText(cli: Cli, result: Settled): string {
  if ('released' in result) {
    return cli.words('cli:say.released', { unit: result.released.unit, number: result.released.seq })
  }
  if ('failure' in result && result.failure !== undefined) return result.failure.message
  if (result.opened === undefined) return ''
  if (result.opened.kind !== 'report') return shortFileLines(cli, result.opened, 'done').join('; ')
  const { from, seq, records, alreadyOpened } = result.opened.report
  const facts = { unit: from[cli.language], number: seq, records }
  return cli.words(alreadyOpened === null ? 'cli:say.opened' : 'cli:say.alreadyOpened', facts)
}

interface ReceiptOptions extends OfficeOptions {
  to: string
  out: string
}

/** The receipt of one unit: what was taken in, what was refused and why. */
function addReceipt(cli: Cli, command: Command): void {
  command
    .requiredOption('--to <unit>', cli.words('cli:options.to'))
    .requiredOption('--out <file>', cli.words('cli:options.out'))
  inOffice<ReceiptOptions>(cli, command, async ({ client }, { to, out }) => {
    const { ticket, unit, seq, bytes } = await client.bundles.createReceipt({ toUnit: await enrolledUnit(client, to) })
    await saveFile(client, ticket, out)
    const text = factLines([
      [cli.words('cli:columns.file'), out],
      [cli.words('cli:columns.unit'), unit[cli.language]],
      [cli.words('cli:columns.number'), seq],
    ])
    return { json: { file: out, unit, seq, bytes }, text }
  })
}
