import { LANGUAGES, type Language } from '../../base/common/language.ts'
import { readChoice } from '../choices.ts'
import { type OfficeOptions, UsageError } from '../cliShell.ts'
import { addressIdOf, donorIdOf } from '../findRecord.ts'
import { listPages } from '../listPages.ts'
import { type Cli, commandGroup, describedCommand, inOffice, readCount } from '../officeCommand.ts'
import { saveFile } from '../officeFiles.ts'
import type { Client } from '../openOfficeClient.ts'
import { textTable } from '../textTable.ts'

type PaperRequest = Parameters<Client['papers']['make']>[0]
type PaperKind = PaperRequest['kind']

/** Papers, and what each has to be told: the record it is about. */
const SUBJECTS = {
  receipt: 'receipt',
  paymentSlip: 'payout',
  signatureList: 'round',
  goodsReceipt: 'receipt',
  goodsSlip: 'round',
  villageDirectory: undefined,
  proposalList: undefined,
  selectionMinutes: undefined,
  consentSheet: undefined,
  surveyForm: 'address',
  profile: 'address',
  followUpBook: 'address',
  helpBook: 'address',
  donorStatement: 'donor',
  agreement: 'donor',
  thankYouLetter: 'donor',
  publicBoard: undefined,
  houseHandover: 'house',
  overdueByDonor: undefined,
  overdueByAddress: undefined,
  officerHandover: undefined,
} as const satisfies Record<PaperKind, string | undefined>
// Safe: these are exactly the keys of the object.
const KINDS = Object.keys(SUBJECTS) as PaperKind[]

/** Every paper of the office: which there are, one as a PDF, and what was printed. */
export function addPaperCommands(cli: Cli): void {
  const group = commandGroup(cli, 'papers')
  addList(cli, describedCommand(cli, group, { name: 'list', help: 'papersList' }))
  addPrint(cli, describedCommand(cli, group, { name: 'print <kind>', help: 'papersPrint' }))
  addLog(cli, describedCommand(cli, group, { name: 'log', help: 'papersLog' }))
}

type Command = ReturnType<typeof describedCommand>

function addList(cli: Cli, command: Command): void {
  inOffice(cli, command, async () => {
    const { words } = cli
    const rows = KINDS.map((kind) => ({ kind, subject: SUBJECTS[kind] ?? null }))
    const table = textTable(rows, [
      { title: words('cli:columns.id'), value: (row) => row.kind },
      { title: words('papers:log.paper'), value: (row) => words(`papers:kinds.${row.kind}`) },
      {
        title: '--subject',
        value: (row) => (row.subject === null ? '' : words(`papers:page.subject.${row.subject}`)),
      },
    ])
    return { json: rows, text: table }
  })
}

interface PrintOptions extends OfficeOptions {
  out: string
  subject?: string
  village?: string
  from?: string
  to?: string
  number?: string
  amount?: number
  paperLanguage?: Language
}

/** Saving a paper is printing it: the log has its line before the file is written. */
function addPrint(cli: Cli, command: Command): void {
  const { words } = cli
  command
    .requiredOption('--out <file>', words('cli:options.out'))
    .option('--subject <name-or-id>', words('papers:cli.subject'))
    .option('--village <id>', words('papers:page.village'))
    .option('--from <day>', words('papers:page.from'))
    .option('--to <day>', words('papers:page.to'))
    .option('--number <text>', words('papers:page.number'))
    .option('--amount <dong>', words('papers:page.transferAmount'), readCount)
    .option('--paper-language <code>', words('papers:print.language'), readChoice(LANGUAGES))
  inOffice<PrintOptions>(cli, command, async ({ client }, options, [wanted = '']) => {
    const kind = readKind(wanted)
    const made = await client.papers.make({
      kind,
      language: options.paperLanguage ?? cli.language,
      subjectId: await subjectIdOf(client, kind, options.subject),
      villageId: options.village ?? null,
      from: options.from ?? null,
      to: options.to ?? null,
      number: options.number ?? '',
      transferAmount: options.amount ?? null,
    })
    const { copy } = await client.papers.printed({ ticket: made.ticket })
    await saveFile(client, made.ticket, options.out)
    return { json: { file: options.out, copy }, text: `${words('papers:cli.saved', { file: options.out, copy })}\n` }
  })
}

function readKind(text: string): PaperKind {
  const kind = KINDS.find((one) => one === text)
  if (kind === undefined) throw new UsageError('notAChoice', { detail: text, choices: KINDS.join(', ') })
  return kind
}

/** People and sponsors are found by name; receipts, rounds and houses are named by the id their lists show. */
async function subjectIdOf(client: Client, kind: PaperKind, wanted: string | undefined): Promise<string | null> {
  if (wanted === undefined) return null
  const subject = SUBJECTS[kind]
  if (subject === 'address') return addressIdOf(client, wanted)
  return subject === 'donor' ? donorIdOf(client, wanted) : wanted
}

function addLog(cli: Cli, command: Command): void {
  command.option('--limit <count>', cli.words('cli:options.limit'), readCount)
  inOffice<OfficeOptions & { limit?: number }>(cli, command, async ({ client }, { limit }) => {
    const { words } = cli
    const rows = await listPages((page) => client.papers.prints(page), limit)
    const table = textTable(rows, [
      { title: words('papers:log.when'), value: (row) => row.printedAt },
      { title: words('papers:log.paper'), value: (row) => row.label },
      { title: words('papers:log.copy'), value: (row) => row.copy, right: true },
      { title: words('papers:log.language'), value: (row) => row.language },
      { title: words('papers:log.who'), value: (row) => row.userName },
    ])
    return { json: rows, text: `${table}${words('cli:say.rows', { count: rows.length })}\n` }
  })
}
