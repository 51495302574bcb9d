import { refuse } from '../base/common/failures.ts'
import type { Client } from './openOfficeClient.ts'

const ID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/

/** An id as it is, or the one humanitarian address found by its name; none or several are refused. */
export function addressIdOf(client: Client, wanted: string): Promise<string> {
  return theOne(wanted, (search) => client.addresses.list({ filter: { search }, limit: 2 }))
}

/** An id as it is, or the one sponsor found by its name. */
export function donorIdOf(client: Client, wanted: string): Promise<string> {
  return theOne(wanted, (search) => client.donors.list({ filter: { search }, limit: 2 }))
}

async function theOne(wanted: string, find: (search: string) => Promise<{ rows: { id: string }[] }>): Promise<string> {
  if (ID.test(wanted)) return wanted
  const [found, another] = (await find(wanted)).rows
  if (found === undefined) refuse('cli.nothingFound', { text: wanted })
  if (another !== undefined) refuse('cli.severalFound', { text: wanted })
  return found.id
}
