import { type Role, roleSchema } from '../../base/common/rights.ts'
import { type OfficeOptions, UsageError } from '../cliShell.ts'
import { type Cli, commandGroup, describedCommand, inOffice } from '../officeCommand.ts'
import { factLines, textTable } from '../textTable.ts'

interface AddOptions extends OfficeOptions {
  roles: string
}

/** Who works with the book, and adding somebody. */
export function addUserCommands(cli: Cli): void {
  const group = commandGroup(cli, 'users')
  const command = (name: string, help: string) => describedCommand(cli, group, { name, help })
  inOffice(cli, command('list', 'userList'), async ({ client }) => {
    const { users } = await client.accounts.users.list()
    const text = textTable(users, [
      { title: cli.words('accounts:users.columns.name'), value: (user) => user.displayName },
      { title: cli.words('accounts:users.columns.roles'), value: (user) => roleWords(cli, user.roles) },
      { title: cli.words('accounts:users.columns.lastSeen'), value: (user) => user.lastSeenAt ?? '' },
      {
        title: cli.words('accounts:users.columns.state'),
        value: (user) => cli.words(`accounts:users.state.${user.disabledAt === null ? 'active' : 'disabled'}`),
      },
    ])
    return { json: users, text }
  })
  const add = command('add <name>', 'userAdd').requiredOption('--roles <roles>', cli.words('cli:options.roles'))
  inOffice<AddOptions>(cli, add, async ({ client }, options, [name = '']) => {
    const added = await client.accounts.users.add({ name, roles: rolesOrUsage(options.roles) })
    const text = factLines([
      [cli.words('accounts:users.columns.name'), name],
      [cli.words('accounts:fields.passphrase'), added.passphrase],
    ])
    return { json: { name, ...added }, text }
  })
}

function roleWords(cli: Cli, roles: readonly Role[]): string {
  return roles.map((role) => cli.words(`accounts:roles.${role}`)).join(', ')
}

function rolesOrUsage(text: string): Role[] {
  const parsed = roleSchema.array().min(1).safeParse(text.split(','))
  if (!parsed.success) throw new UsageError('unknownRoles', { detail: text })
  return parsed.data
}
