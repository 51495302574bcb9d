import { refuse } from '../../base/common/failures.ts'
import { formatNumber } from '../../base/common/formatMoney.ts'
import { type Cli, commandGroup, describedCommand, inOffice } from '../officeCommand.ts'
import type { Client } from '../openOfficeClient.ts'
import { factLines, textTable } from '../textTable.ts'

type Backup = Awaited<ReturnType<Client['backups']['make']>>

export function addBackupCommands(cli: Cli): void {
  const group = commandGroup(cli, 'backup')
  const command = (name: string, help: string) => describedCommand(cli, group, { name, help })
  inOffice(cli, command('make', 'backupMake'), async ({ client }) => {
    const backup = await client.backups.make()
    return { json: backup, text: backupText(cli, backup) }
  })
  inOffice(cli, command('list', 'backupList'), async ({ client }) => {
    const { backups } = await client.backups.list()
    return { json: backups, text: backupTable(cli, backups) }
  })
  inOffice(cli, command('verify [id]', 'backupVerify'), async ({ client }, _options, [id]) => {
    const backup = await client.backups.verify({ id: id ?? (await newest(client)) })
    return { json: backup, text: backupText(cli, backup) }
  })
  inOffice(cli, command('restore <id>', 'backupRestore'), async ({ client }, _options, [id = '']) => {
    const restored = await client.backups.restore({ id })
    return { json: restored, text: `${cli.words('cli:say.restored', restored)}\n` }
  })
  inOffice(cli, command('folder [path]', 'backupFolder'), async ({ client }, _options, [path]) => {
    if (path !== undefined) await client.backups.setFolder({ path })
    const status = await client.backups.status()
    return { json: status, text: statusText(cli, status) }
  })
  inOffice(cli, command('rehearse', 'backupRehearse'), async ({ client }) => {
    const rehearsed = await client.backups.rehearse()
    return { json: rehearsed, text: `${cli.words('backups:rehearsal.done')}\n` }
  })
}

type Status = Awaited<ReturnType<Client['backups']['status']>>

function statusText({ words }: Cli, { last, second, lastSecondAt, ownFolder }: Status): string {
  const never = words('backups:facts.never')
  return factLines([
    [words('backups:facts.last'), last?.madeAt ?? never],
    [words('backups:facts.own'), ownFolder],
    [words('backups:facts.second'), second?.path ?? words('backups:second.none')],
    [words('backups:facts.lastSecond'), lastSecondAt ?? never],
  ])
}

async function newest(client: Client): Promise<string> {
  const [backup] = (await client.backups.list()).backups
  if (backup === undefined) refuse('backups.notFound')
  return backup.id
}

function backupText({ words, language }: Cli, backup: Backup): string {
  return factLines([
    [words('cli:columns.id'), backup.id],
    [words('backups:columns.madeAt'), backup.madeAt],
    [words('backups:columns.addresses'), formatNumber(backup.addresses, language)],
    [words('cli:columns.rows'), formatNumber(backup.rows, language)],
    [words('cli:columns.bytes'), formatNumber(backup.bytes, language)],
  ])
}

function backupTable({ words, language }: Cli, backups: Backup[]): string {
  return textTable(backups, [
    { title: words('cli:columns.id'), value: (row) => row.id },
    { title: words('backups:columns.madeAt'), value: (row) => row.madeAt },
    { title: words('backups:columns.addresses'), value: (row) => formatNumber(row.addresses, language), right: true },
    { title: words('cli:columns.bytes'), value: (row) => formatNumber(row.bytes, language), right: true },
  ])
}
