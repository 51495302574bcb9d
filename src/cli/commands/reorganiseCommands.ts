import { readChoice } from '../choices.ts'
import { type OfficeOptions, UsageError } from '../cliShell.ts'
import { type Cli, commandGroup, describedCommand, inOffice } from '../officeCommand.ts'
import { putFile, saveFile } from '../officeFiles.ts'
import { factLines, textTable } from '../textTable.ts'

/** As the contract has them: a shell sees no feature. */
const KINDS = ['merge', 'split', 'rename', 'retype', 'abolish'] as const
const TYPES = ['commune', 'ward', 'specialZone', 'province', 'city'] as const

interface RecordOptions extends OfficeOptions {
  kind: string
  day: string
  paper: string
  from: string[]
  unit: string[]
}

interface OutOptions extends OfficeOptions {
  out: string
}

interface ResolveOptions extends OfficeOptions {
  propose?: boolean
  answer: string[]
}

/** Units merged, split or renamed, and the books that move with them. */
export function addReorganiseCommands(cli: Cli): void {
  const { words } = cli
  const group = commandGroup(cli, 'reorganise')
  const command = (name: string, help: string) => describedCommand(cli, group, { name, help })
  addRecord(cli, command)
  addCancel(cli, command)
  inOffice(cli, command('list', 'reorganiseList'), async ({ client }) => {
    const { books } = await client.bundles.books.list()
    const text = textTable(books, [
      { title: words('cli:columns.id'), value: ({ id }) => id },
      { title: words('bundles:reorganise.fromUnits'), value: ({ from }) => from[cli.language] },
      { title: words('bundles:reorganise.toUnits'), value: ({ to }) => to[cli.language] },
      { title: words('cli:columns.rows'), value: ({ rows }) => rows },
      { title: words('cli:columns.state'), value: ({ state }) => words(`bundles:reorganise.states.${state}`) },
    ])
    return { json: { books }, text }
  })
  const make = command('book-make <unit>', 'reorganiseMake').requiredOption('--out <file>', words('cli:options.out'))
  inOffice<OutOptions>(cli, make, async ({ client }, { out }, [code = '']) => {
    const { successors } = await client.bundles.books.successors()
    const toUnit = successors.find((each) => each.code === code)?.id ?? code
    const made = await client.bundles.books.make({ toUnit })
    await saveFile(client, made.ticket, out)
    return { json: { id: made.id, rows: made.rows, file: out }, text: factLines([[words('cli:columns.file'), out]]) }
  })
  const files = command('book-files <unit>', 'reorganiseFiles').requiredOption('--out <file>', words('cli:options.out'))
  inOffice<OutOptions>(cli, files, async ({ client }, { out }, [code = '']) => {
    const { successors } = await client.bundles.books.successors()
    const toUnit = successors.find((each) => each.code === code)?.id ?? code
    const { batchId, parts } = await client.bundles.books.planFiles({ toUnit })
    const made: string[] = []
    for (let part = 1; part <= parts; part += 1) {
      const { ticket } = await client.bundles.books.makeFiles({ batchId, part })
      const file = `${out.replace(/\.rcb$/, '')}-${part}.rcb`
      await saveFile(client, ticket, file)
      made.push(file)
    }
    return { json: { batchId, files: made }, text: `${made.join('\n')}\n` }
  })
  const open = command('book-open <file>', 'reorganiseOpen')
  inOffice(cli, open, async ({ client }, _options, [path = '']) => {
    await client.bundles.openFile({ ticket: await putFile(client, path) })
    const { books } = await client.bundles.books.list()
    const id = books.find((book) => book.direction === 'in' && book.state === 'opened')?.id
    return { json: { id: id ?? null }, text: factLines([[words('cli:columns.id'), id]]) }
  })
  addResolve(cli, command)
  const apply = command('book-apply <id>', 'reorganiseApply').requiredOption('--out <file>', words('cli:options.out'))
  inOffice<OutOptions>(cli, apply, async ({ client }, { out }, [id = '']) => {
    const applied = await client.bundles.books.apply({ id })
    const { ticket } = await client.bundles.books.accept({ id })
    await saveFile(client, ticket, out)
    return { json: applied, text: `${words('bundles:reorganise.applied', { rows: applied.rows })}\n` }
  })
}

type MakeCommand = (name: string, help: string) => ReturnType<typeof describedCommand>

function addRecord(cli: Cli, command: MakeCommand): void {
  const { words } = cli
  const several = (value: string, all: string[]) => [...all, value]
  const kinds = KINDS.map((kind) => `${kind} (${words(`bundles:reorganise.kinds.${kind}`)})`).join(', ')
  const record = command('record', 'reorganiseRecord')
    .requiredOption('--kind <kind>', kinds)
    .requiredOption('--day <day>', words('bundles:reorganise.onDay'))
    .requiredOption('--paper <text>', words('cli:options.paperTitle'))
    .requiredOption('--from <codes...>', words('cli:options.unit'))
    .option('--unit <code:type:name>', words('cli:options.newUnit'), several, [])
  inOffice<RecordOptions>(cli, record, async ({ client }, { kind, day, paper, from, unit }) => {
    const { id } = await client.units.reorganisations.record({
      kind: readChoice(KINDS)(kind),
      onDay: day,
      paper,
      fromCodes: from,
      to: unit.map((text) => {
        const [code = '', type = '', ...name] = text.split(':')
        return { code, type: readChoice(TYPES)(type), name: name.join(':') }
      }),
    })
    return { json: { id }, text: factLines([[words('cli:columns.id'), id]]) }
  })
}

interface CancelOptions extends OfficeOptions {
  reason: string
}

function addCancel(cli: Cli, command: MakeCommand): void {
  const cancel = command('cancel <id>', 'reorganiseCancel').requiredOption(
    '--reason <text>',
    cli.words('bundles:reorganise.cancelReason'),
  )
  inOffice<CancelOptions>(cli, cancel, async ({ client }, { reason }, [id = '']) => {
    await client.units.reorganisations.cancel({ id, reason })
    return { json: { id }, text: factLines([[cli.words('cli:columns.id'), id]]) }
  })
}

function addResolve(cli: Cli, command: MakeCommand): void {
  const { words } = cli
  const several = (value: string, all: string[]) => [...all, value]
  const resolve = command('resolve <id>', 'reorganiseResolve')
    .option('--propose', words('cli:options.propose'))
    .option('--answer <subject=answer>', words('cli:options.answer'), several, [])
  inOffice<ResolveOptions>(cli, resolve, async ({ client }, { propose, answer }, [id = '']) => {
    const said = new Map(answer.map(readAnswer))
    const { questions } = await client.bundles.books.preview({ id })
    const answers = questions.flatMap(({ kind, subject, proposed, answer: known }) => {
      const chosen = said.get(subject) ?? (propose === true && known === null ? proposed : undefined)
      return chosen === undefined ? [] : [{ kind, subject, answer: chosen }]
    })
    if (answers.length > 0) await client.bundles.books.answer({ id, answers })
    const after = await client.bundles.books.preview({ id })
    const text = textTable(after.questions, [
      { title: words('cli:columns.questions'), value: ({ kind }) => words(`bundles:reorganise.asks.${kind}`) },
      { title: words('cli:columns.id'), value: ({ subject }) => subject },
      { title: words('cli:columns.from'), value: ({ theirs }) => theirs },
      { title: words('cli:columns.unit'), value: ({ mine }) => mine },
      { title: words('cli:columns.state'), value: ({ answer: given, proposed }) => given ?? `(${proposed})` },
    ])
    return { json: { questions: after.questions }, text }
  })
}

function readAnswer(text: string): [string, string] {
  const at = text.indexOf('=')
  if (at < 1) throw new UsageError('notAChoice', { detail: text, choices: 'subject=answer' })
  return [text.slice(0, at), text.slice(at + 1)]
}
