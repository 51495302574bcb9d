import type { Command } from 'commander'
import type { Language } from '../base/common/language.ts'
import { languageSchema } from '../base/common/languageSchema.ts'
import { type Answer, type CliShell, type OfficeOptions, PartlyRefused, UsageError } from './cliShell.ts'
import { type OpenedOffice, withOffice } from './openOfficeClient.ts'

export type Words = (key: string, params?: Record<string, string | number>) => string

/** Adds the commands of one group to the program. */
export type CommandGroup = (cli: Cli) => void

export interface Cli {
  program: Command
  shell: CliShell
  words: Words
  language: Language
}

/** A command of a group with its description from `cli:help`. */
export function describedCommand(cli: Cli, parent: Command, { name, help }: { name: string; help: string }): Command {
  return parent.command(name).description(cli.words(`cli:help.${help}`))
}

/** A group of commands: `addresses`, `keys` … */
export function commandGroup(cli: Cli, name: string): Command {
  return describedCommand(cli, cli.program, { name, help: name }).helpCommand(false)
}

/** The options every command that touches an office understands. */
export function withOfficeOptions(cli: Cli, command: Command): Command {
  const help = (name: string) => cli.words(`cli:options.${name}`)
  return command
    .option('--data <dir>', help('data'))
    .option('--json', help('json'))
    .option('--language <code>', help('language'), readLanguage)
    .option('--passphrase-file <file>', help('passphraseFile'))
    .option('--user <name>', help('user'))
    .option('--practice', help('practice'))
}

/** Makes `command` do `work` in the unlocked office and print the answer. */
export function inOffice<Options extends OfficeOptions>(
  cli: Cli,
  command: Command,
  work: (office: OpenedOffice, options: Options, words: string[]) => Promise<Answer>,
): void {
  withOfficeOptions(cli, command).action(async () => {
    // Safe: the options are exactly those the command declares beside this type.
    const options = command.opts() as Options
    const answer = await withOffice(cli.shell, options, (office) => work(office, options, command.args))
    printAnswer(cli.shell, answer, options)
    if (answer.refused === true) throw new PartlyRefused()
  })
}

export function printAnswer(shell: CliShell, answer: Answer, { json }: OfficeOptions): void {
  shell.out(json === true ? `${JSON.stringify(answer.json, null, 1)}\n` : answer.text)
}

/** For an option that takes a whole number. */
export function readCount(text: string): number {
  const count = Number(text)
  if (!/^\d+$/.test(text) || !Number.isSafeInteger(count)) throw new UsageError('notACount', { detail: text })
  return count
}

function readLanguage(text: string): Language {
  const parsed = languageSchema.safeParse(text)
  if (!parsed.success) throw new UsageError('unknownLanguage', { detail: text })
  return parsed.data
}
