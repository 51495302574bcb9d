import { readChoice } from '../choices.ts'
import type { OfficeOptions } from '../cliShell.ts'
import { lastOf } from '../lastOf.ts'
import { type Cli, commandGroup, describedCommand, inOffice, readCount } from '../officeCommand.ts'
import { textTable } from '../textTable.ts'

const KINDS = ['address', 'donor'] as const

interface KindOptions extends OfficeOptions {
  kind: (typeof KINDS)[number]
}

/** People and sponsors who stand in the book twice. */
export function addDuplicateCommands(cli: Cli): void {
  const group = commandGroup(cli, 'duplicates')
  const command = (name: string, help: string) =>
    describedCommand(cli, group, { name, help }).option('--kind <kind>', KINDS.join(', '), readChoice(KINDS), 'address')
  addScan(cli, command('scan', 'duplicatesScan'))
  addList(cli, command('list', 'duplicatesList'))
  addMerge(cli, command('merge <survivor> <other>', 'duplicatesMerge'))
  addDismiss(cli, command('dismiss <one> <other>', 'duplicatesDismiss'))
  addUndo(cli, describedCommand(cli, group, { name: 'undo <merge>', help: 'duplicatesUndo' }))
}

type Command = ReturnType<typeof describedCommand>

function addScan(cli: Cli, command: Command): void {
  inOffice<KindOptions>(cli, command, async ({ client }, { kind }) => {
    const found = await lastOf(await client.duplicates.scan({ kind }))
    return { json: found, text: `${cli.words('cli:say.rows', { count: found.pairs })}\n` }
  })
}

function addList(cli: Cli, command: Command): void {
  command.option('--limit <count>', cli.words('cli:options.limit'), readCount)
  inOffice<KindOptions & { limit?: number }>(cli, command, async ({ client }, { kind, limit = 200 }) => {
    const { words } = cli
    const { pairs, total } = await client.duplicates.list({ kind, limit: Math.min(limit, 200) })
    const why = (evidence: readonly string[]) =>
      evidence.map((each) => words(`duplicates:evidence.${each}`)).join(' · ')
    const table = textTable(pairs, [
      { title: words('cli:columns.id'), value: ({ first }) => first.id },
      { title: words('duplicates:fields.name'), value: ({ first }) => first.name },
      { title: words('cli:columns.id'), value: ({ second }) => second.id },
      { title: words('duplicates:fields.name'), value: ({ second }) => second.name },
      { title: words('duplicates:pairs.some'), value: ({ evidence }) => why(evidence) },
    ])
    return { json: { pairs, total }, text: `${table}${words('cli:say.rows', { count: total })}\n` }
  })
}

function addMerge(cli: Cli, command: Command): void {
  inOffice<KindOptions>(cli, command, async ({ client }, { kind }, [survivorId = '', otherId = '']) => {
    const merged = await client.duplicates.merge({ kind, survivorId, otherId })
    return { json: merged, text: `${cli.words('cli:say.added', { id: merged.mergeId })}\n` }
  })
}

function addDismiss(cli: Cli, command: Command): void {
  inOffice<KindOptions>(cli, command, async ({ client }, { kind }, [id = '', otherId = '']) => {
    const { dismissed } = await client.duplicates.dismiss({ kind, id, otherIds: [otherId] })
    return { json: { dismissed }, text: `${cli.words('cli:say.rows', { count: dismissed })}\n` }
  })
}

function addUndo(cli: Cli, command: Command): void {
  inOffice<OfficeOptions>(cli, command, async ({ client }, _options, [mergeId = '']) => {
    const undone = await client.duplicates.undoMerge({ mergeId })
    return { json: undone, text: `${cli.words('duplicates:merges.undone')}\n` }
  })
}
