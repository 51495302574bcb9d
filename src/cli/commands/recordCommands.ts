import { readFileSync } from 'node:fs'
import { type OfficeOptions, UsageError } from '../cliShell.ts'
import { type Cli, describedCommand, inOffice } from '../officeCommand.ts'
import type { Client } from '../openOfficeClient.ts'

/**
 * What has a form on the page and no command of its own: the same input as JSON. The contract checks it at the door, so an
 * unknown field or a wrong day is refused there as on the page.
 */
const RECORDS = {
  batch: (client, input) => client.ledger.receipts.addBatch(input as never),
  receipt: (client, input) => client.ledger.receipts.add(input as never),
  payout: (client, input) => client.ledger.payouts.add(input as never),
  direct: (client, input) => client.ledger.deliveries.recordDirect(input as never),
  hold: (client, input) => client.pairings.hold(input as never),
  extend: (client, input) => client.pairings.extend(input as never),
  replace: (client, input) => client.pairings.replace(input as never),
  visit: (client, input) => client.visits.record(input as never),
  survey: (client, input) => client.addresses.surveys.save(input as never),
  housePart: (client, input) => client.houses.savePayment(input as never),
  letterhead: (client, input) => client.papers.letterhead.save(input as never),
  wording: (client, input) => client.papers.templates.save(input as never),
} as const satisfies Record<string, (client: Client, input: unknown) => Promise<unknown>>

type What = keyof typeof RECORDS

/** `record <what> --input <file>`: batches, slips, holds, visits, surveys, letterhead, wording … */
export function addRecordCommands(cli: Cli): void {
  const command = describedCommand(cli, cli.program, { name: 'record <what>', help: 'record' })
  command.requiredOption('--input <file>', cli.words('cli:options.input', { what: Object.keys(RECORDS).join(', ') }))
  inOffice<OfficeOptions & { input: string }>(cli, command, async ({ client }, { input }, [wanted = '']) => {
    const what = readWhat(wanted)
    const made = await RECORDS[what](client, readInput(input))
    return { json: made, text: `${cli.words('cli:say.recorded')}\n${JSON.stringify(made, null, 1)}\n` }
  })
}

function readWhat(text: string): What {
  if (!Object.hasOwn(RECORDS, text)) {
    throw new UsageError('notAChoice', { detail: text, choices: Object.keys(RECORDS).join(', ') })
  }
  // Safe: just asked.
  return text as What
}

function readInput(file: string): unknown {
  try {
    return JSON.parse(readFileSync(file, 'utf8'))
  } catch {
    throw new UsageError('notJson', { detail: file })
  }
}
