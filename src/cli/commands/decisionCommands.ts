import type { OfficeOptions } from '../cliShell.ts'
import { failureSentence } from '../failureSentence.ts'
import { type Cli, commandGroup, describedCommand, inOffice } from '../officeCommand.ts'
import { saveFile } from '../officeFiles.ts'
import type { Client } from '../openOfficeClient.ts'
import { factLines, textTable } from '../textTable.ts'

interface ListOptions extends OfficeOptions {
  outOfHere?: boolean
}

interface VerdictOptions extends OfficeOptions {
  to: string
  title: string
  number?: string
  day?: string
  signer?: string
  refuse?: string
}

interface SponsorOptions extends OfficeOptions {
  to: string
  address: string
  donor: string
  amount: string
  from: string
  until?: string
}

/** What an office decides for a unit below it, and what the unit does with it. */
export function addDecisionCommands(cli: Cli): void {
  const group = commandGroup(cli, 'decisions')
  const command = (name: string, help: string) => describedCommand(cli, group, { name, help })
  addList(cli, command('list', 'decisionsList'))
  addCandidates(cli, command('candidates', 'decisionsCandidates'))
  addVerdict(cli, command('verdict <id...>', 'decisionsVerdict'))
  addSponsor(cli, command('sponsor', 'decisionsSponsor'))
  addFile(cli, command('file', 'decisionsFile'))
  addApply(cli, command('apply [id...]', 'decisionsApply'))
  addDecline(cli, command('decline <id>', 'decisionsDecline'))
}

type Command = ReturnType<typeof describedCommand>

function addList(cli: Cli, command: Command): void {
  const { words, language } = cli
  command.option('--out-of-here', words('cli:options.outOfHere'))
  inOffice<ListOptions>(cli, command, async ({ client }, { outOfHere = false }) => {
    const { decisions } = client.bundles
    const listed = outOfHere ? await decisions.listOut({}) : await decisions.listIn()
    const text = textTable(listed.decisions, [
      { title: words('cli:columns.id'), value: ({ id }) => id },
      { title: words('cli:columns.kind'), value: ({ line }) => line.kind },
      { title: words('cli:columns.unit'), value: ({ from, to }) => (outOfHere ? to : from)[language] },
      { title: words('cli:columns.state'), value: ({ state }) => words(`bundles:decisions.states.${state}`) },
    ])
    return { json: listed, text }
  })
}

/** Addresses of a unit, as its reports tell them, with the ids that `verdict` and `sponsor` ask for. */
function addCandidates(cli: Cli, command: Command): void {
  const { words } = cli
  command.requiredOption('--to <unit>', words('cli:options.to'))
  inOffice<OfficeOptions & { to: string }>(cli, command, async ({ client }, { to }) => {
    const found = await client.bundles.decisions.candidates({ unitId: await unitId(client, to) })
    const text = textTable(found.addresses, [
      { title: words('cli:columns.id'), value: ({ id }) => id },
      { title: words('bundles:decisions.address'), value: ({ name }) => name },
      { title: words('cli:columns.state'), value: ({ state }) => words(`addresses:states.${state}`) },
    ])
    return { json: found, text }
  })
}

async function unitId(client: Client, wanted: string): Promise<string> {
  const { keys } = await client.bundles.keys.list()
  return keys.find(({ unit }) => unit.code === wanted)?.unit.id ?? wanted
}

function addVerdict(cli: Cli, command: Command): void {
  const { words } = cli
  command
    .requiredOption('--to <unit>', words('cli:options.to'))
    .requiredOption('--title <text>', words('cli:options.paperTitle'))
    .option('--number <text>', words('cli:options.paperNumber'))
    .option('--day <day>', words('cli:options.paperDay'))
    .option('--signer <name>', words('cli:options.paperSigner'))
    .option('--refuse <reason>', words('cli:options.refuseVerdict'))
  inOffice<VerdictOptions>(cli, command, async ({ client }, options, addressIds) => {
    const { to, title, number = null, day: onDay = null, signer = null, refuse } = options
    const answer = await client.bundles.decisions.decideAddresses({
      unitId: await unitId(client, to),
      addressIds,
      verdict: refuse === undefined ? 'approved' : 'refused',
      paper: { title, number, onDay, signer },
      reason: refuse ?? null,
    })
    return { json: answer, text: factLines([[words('cli:columns.records'), answer.decided]]) }
  })
}

function addSponsor(cli: Cli, command: Command): void {
  const { words } = cli
  command
    .requiredOption('--to <unit>', words('cli:options.to'))
    .requiredOption('--address <id>', words('cli:columns.id'))
    .requiredOption('--donor <id>', words('cli:columns.id'))
    .requiredOption('--amount <dong>', words('cli:columns.amount'))
    .requiredOption('--from <month>', words('cli:columns.from'))
    .option('--until <month>', words('cli:columns.until'))
  inOffice<SponsorOptions>(cli, command, async ({ client }, options) => {
    const { to, address: addressId, donor: donorId, amount, from: firstMonth, until: lastMonth = null } = options
    const terms = { channel: 'fund', helpForm: 'cash', frequency: 'monthly', firstMonth, lastMonth } as const
    const given = await client.bundles.decisions.giveSponsor({
      unitId: await unitId(client, to),
      addressId,
      donorId,
      terms: { ...terms, amount: Number(amount) },
    })
    return { json: given, text: factLines([[words('cli:columns.id'), given.id]]) }
  })
}

function addFile(cli: Cli, command: Command): void {
  const { words } = cli
  command
    .requiredOption('--to <unit>', words('cli:options.to'))
    .requiredOption('--out <file>', words('cli:options.out'))
  inOffice<OfficeOptions & { to: string; out: string }>(cli, command, async ({ client }, { to, out }) => {
    const { ticket, lines, bytes } = await client.bundles.decisions.makeFile({ toUnit: await unitId(client, to) })
    await saveFile(client, ticket, out)
    const text = factLines([
      [words('cli:columns.file'), out],
      [words('cli:columns.records'), lines],
    ])
    return { json: { file: out, lines, bytes }, text }
  })
}

/** Each line on its own: one the office's own rules refuse is told, and the exit code says that there was one. */
function addApply(cli: Cli, command: Command): void {
  const { words } = cli
  command.option('--arrived-on <day>', words('cli:options.arrivedOn'))
  inOffice<OfficeOptions & { arrivedOn?: string }>(cli, command, async ({ client }, { arrivedOn }, wanted) => {
    const ids = wanted.length > 0 ? wanted : await waitingIds(client)
    const { results } =
      ids.length === 0 ? { results: [] } : await client.bundles.decisions.apply({ ids, onDay: arrivedOn ?? null })
    const applied = words('bundles:decisions.states.applied')
    const said = (result: (typeof results)[number]) =>
      result.failure === null ? applied : failureSentence(words, result.failure)
    const text = results.map((result) => `${result.id}: ${said(result)}\n`).join('')
    return { json: { results }, text, refused: results.some(({ failure }) => failure !== null) }
  })
}

async function waitingIds(client: Client): Promise<string[]> {
  const { decisions } = await client.bundles.decisions.listIn()
  return decisions.filter(({ state }) => state === 'waiting').map(({ id }) => id)
}

function addDecline(cli: Cli, command: Command): void {
  command.requiredOption('--reason <text>', cli.words('cli:options.reason'))
  inOffice<OfficeOptions & { reason: string }>(cli, command, async ({ client }, { reason }, [id = '']) => {
    const answer = await client.bundles.decisions.decline({ id, reason })
    return { json: answer, text: factLines([[cli.words('cli:columns.id'), id]]) }
  })
}
