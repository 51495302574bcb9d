import { type OfficeOptions, UsageError } from '../cliShell.ts'
import { type Cli, commandGroup, describedCommand, inOffice } from '../officeCommand.ts'
import type { Client } from '../openOfficeClient.ts'

interface SaveOptions extends OfficeOptions {
  en?: string
  lo?: string
}

type Kind = Parameters<Client['units']['words']['save']>[0]['kind']

/** The office's own wording of the words in its lists. */
export function addWordCommands(cli: Cli): void {
  const { words } = cli
  const group = commandGroup(cli, 'words')
  const command = (name: string, help: string) => describedCommand(cli, group, { name, help })
  const save = command('save <list> <code> <name>', 'wordsSave')
    .option('--en <name>', words('clusters:cluster.nameEn'))
    .option('--lo <name>', words('clusters:cluster.nameLo'))
  inOffice<SaveOptions>(cli, save, async ({ client }, { en = null, lo = null }, [list = '', code = '', name = '']) => {
    await client.units.words.save({ kind: kindOrUsage(list), code, names: { vi: name, en, lo } })
    return { json: { list, code }, text: `${words('clusters:saved')}\n` }
  })
  inOffice(cli, command('reset <list> <code>', 'wordsReset'), async ({ client }, _options, [list = '', code = '']) => {
    await client.units.words.reset({ kind: kindOrUsage(list), code })
    return { json: { list, code }, text: `${words('clusters:saved')}\n` }
  })
}

/** The contract knows the lists; a shell cannot import them, so a wrong one is refused there. */
function kindOrUsage(list: string): Kind {
  if (list === '') throw new UsageError('missingArgument', { detail: '<list>' })
  // Safe: the contract parses it again.
  return list as Kind
}
