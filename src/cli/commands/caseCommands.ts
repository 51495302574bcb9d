import type { OfficeOptions } from '../cliShell.ts'
import { type Cli, describedCommand, inOffice } from '../officeCommand.ts'
import { saveFile } from '../officeFiles.ts'
import { factLines } from '../textTable.ts'

type Command = ReturnType<typeof describedCommand>

interface OfferOptions extends OfficeOptions {
  to: string
  reason: string
  out: string
}

interface AnswerOptions extends OfficeOptions {
  out: string
  refuse?: string
}

/** Cases that move between two units, as commands of the group `bundle`. */
export function addCaseCommands(cli: Cli, group: Command): void {
  const { words } = cli
  const offer = describedCommand(cli, group, { name: 'offer-case <id>', help: 'bundleOffer' })
    .requiredOption('--to <unit>', words('cli:options.to'))
    .requiredOption('--reason <text>', words('cli:options.reason'))
    .requiredOption('--out <file>', words('cli:options.out'))
  inOffice<OfferOptions>(cli, offer, async ({ client }, { to, reason, out }, [addressId = '']) => {
    const { keys } = await client.bundles.keys.list()
    const toUnit = keys.find(({ unit }) => unit.code === to)?.unit.id ?? to
    const { id, ticket } = await client.bundles.transfers.offer({ addressId, toUnit, reason })
    await saveFile(client, ticket, out)
    return { json: { id, file: out }, text: factLines([[words('cli:columns.file'), out]]) }
  })
  const answer = describedCommand(cli, group, { name: 'answer-case <id>', help: 'bundleAnswerCase' })
    .requiredOption('--out <file>', words('cli:options.out'))
    .option('--refuse <reason>', words('cli:options.refuse'))
  inOffice<AnswerOptions>(cli, answer, async ({ client }, { out, refuse }, [id = '']) => {
    const { transfers } = client.bundles
    const made = refuse === undefined ? await transfers.accept({ id }) : await transfers.refuse({ id, reason: refuse })
    await saveFile(client, made.ticket, out)
    return { json: { id, file: out }, text: factLines([[words('cli:columns.file'), out]]) }
  })
}
