import { Command, CommanderError } from 'commander'
import { translatorOf } from '../app/core/translator.ts'
import { failureOf } from '../base/common/failures.ts'
import type { Language } from '../base/common/language.ts'
import { languageSchema } from '../base/common/languageSchema.ts'
import { type CliShell, EXIT, PartlyRefused, UsageError } from './cliShell.ts'
import { addAddressCommands } from './commands/addressCommands.ts'
import { addAuditCommands } from './commands/auditCommands.ts'
import { addBackupCommands } from './commands/backupCommands.ts'
import { addBundleCommands } from './commands/bundleCommands.ts'
import { addClusterCommands } from './commands/clusterCommands.ts'
import { addDecisionCommands } from './commands/decisionCommands.ts'
import { addDirectoryCommands } from './commands/directoryCommands.ts'
import { addDonorCommands } from './commands/donorCommands.ts'
import { addDuplicateCommands } from './commands/duplicateCommands.ts'
import { addFileCommands } from './commands/fileCommands.ts'
import { addHistoryCommands } from './commands/historyCommands.ts'
import { addHouseCommands } from './commands/houseCommands.ts'
import { addImportCommands } from './commands/importCommands.ts'
import { addKeyCommands } from './commands/keyCommands.ts'
import { addMapCommands } from './commands/mapCommands.ts'
import { addMoneyCommands } from './commands/moneyCommands.ts'
import { addOfficeCommands } from './commands/officeCommands.ts'
import { addPairingCommands } from './commands/pairingCommands.ts'
import { addPaperCommands } from './commands/paperCommands.ts'
import { addProvinceCommands } from './commands/provinceCommands.ts'
import { addRecordCommands } from './commands/recordCommands.ts'
import { addReorganiseCommands } from './commands/reorganiseCommands.ts'
import { addReportCommands } from './commands/reportCommands.ts'
import { addRoundCommands } from './commands/roundCommands.ts'
import { addShareCommands } from './commands/shareCommands.ts'
import { addUserCommands } from './commands/userCommands.ts'
import { addWordCommands } from './commands/wordCommands.ts'
import { failureSentence } from './failureSentence.ts'
import type { CommandGroup } from './officeCommand.ts'

const GROUPS: readonly CommandGroup[] = [
  addOfficeCommands,
  addImportCommands,
  addAddressCommands,
  addFileCommands,
  addDonorCommands,
  addDuplicateCommands,
  addPairingCommands,
  addRoundCommands,
  addMoneyCommands,
  addHouseCommands,
  addMapCommands,
  addRecordCommands,
  addPaperCommands,
  addReportCommands,
  addProvinceCommands,
  addClusterCommands,
  addReorganiseCommands,
  addBackupCommands,
  addAuditCommands,
  addHistoryCommands,
  addUserCommands,
  addKeyCommands,
  addBundleCommands,
  addDirectoryCommands,
  addWordCommands,
  addShareCommands,
  addDecisionCommands,
]

/** Runs one command and returns its exit code: 0 done, 2 wrong call, 3 refused, 1 unexpected. */
export async function runCli(argv: readonly string[], shell: CliShell): Promise<number> {
  const language = languageIn(argv)
  const program = makeProgram(shell, language)
  try {
    await program.parseAsync([...argv], { from: 'user' })
    return EXIT.done
  } catch (error) {
    return report(error, { shell, language, json: argv.includes('--json') })
  }
}

function makeProgram(shell: CliShell, language: Language): Command {
  const words = translatorOf(language)
  const program = new Command('nhip-cau')
    .description(words('cli:help.program'))
    .exitOverride()
    .configureOutput({ writeOut: shell.out, writeErr: () => {} })
    .helpCommand(false)
    .helpOption('-h, --help', words('cli:options.help'))
    .configureHelp({ styleTitle: (title) => words(`cli:titles.${title.replace(':', '').toLowerCase()}`) })
  for (const addGroup of GROUPS) addGroup({ program, shell, words, language })
  return program
}

/** The language is needed before the options are read: for the help text and for a wrong call. */
function languageIn(argv: readonly string[]): Language {
  const inline = argv.find((word) => word.startsWith('--language='))?.slice('--language='.length)
  const at = argv.indexOf('--language')
  const parsed = languageSchema.safeParse(inline ?? (at === -1 ? undefined : argv[at + 1]))
  return parsed.success ? parsed.data : 'vi'
}

interface Reporting {
  shell: CliShell
  language: Language
  json: boolean
}

function report(error: unknown, { shell, language, json }: Reporting): number {
  const words = translatorOf(language)
  if (error instanceof PartlyRefused) return EXIT.refused
  if (error instanceof CommanderError) {
    if (error.exitCode === 0) return EXIT.done
    shell.err(`${words(`cli:usage.${usageKey(error)}`, { detail: quotedIn(error.message) })}\n`)
    return EXIT.usage
  }
  if (error instanceof UsageError) {
    shell.err(`${words(`cli:usage.${error.key}`, error.params)}\n`)
    return EXIT.usage
  }
  const failure = failureOf(error)
  const message = failureSentence(words, failure)
  if (json) shell.out(`${JSON.stringify({ ...failure, message })}\n`)
  shell.err(`${message}\n`)
  return failure.code === 'common.unexpected' ? EXIT.unexpected : EXIT.refused
}

/** Commander names what is wrong; a call without a command makes it show the help. */
function usageKey({ code }: CommanderError): string {
  return code === 'commander.help' ? 'commandMissing' : code.replace('commander.', '')
}

/** Commander quotes the word it complains about. */
function quotedIn(message: string): string {
  return /'([^']*)'/.exec(message)?.[1] ?? ''
}
