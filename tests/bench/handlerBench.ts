import type { BenchOffice } from './benchOffice.ts'
import { type Comparison, compare } from './measure.ts'
import { replayOf } from './replay.ts'

const AIM = 'p95 ≤ 50 ms; ≤ 2× its own SQL'
const YEAR = { from: '2026-01-01', to: '2026-12-31' }

/** The pages an officer lives in, at the handler, each against the statements it asks run bare. */
export async function benchHandlers(office: BenchOffice, size: number): Promise<Comparison[]> {
  const { client } = office
  const address = (await client.addresses.list({ offset: 20, limit: 1 })).rows[0]
  const pairing = (await client.pairings.list({ offset: 20, limit: 1 })).rows[0]
  if (address === undefined || pairing === undefined) throw new Error('the practice register is empty')
  const donorId = pairing.donorId
  const calls: [what: string, call: () => Promise<unknown>][] = [
    ['record page', () => client.addresses.get({ id: address.id })],
    ['pairing page', () => client.pairings.get({ id: pairing.id })],
    ['worklist', () => client.today.worklist()],
    ['cash book', () => client.ledger.books.cashBook(YEAR)],
    ['donor statement', () => client.ledger.books.donorStatement({ id: donorId, ...YEAR })],
    ['register count', () => client.addresses.count({})],
    ['deliveries', () => client.ledger.deliveries.list({ filter: {}, limit: 50 })],
    ['delivery count', () => client.ledger.deliveries.count({})],
    ['quarter', () => client.reports.quarter({ year: 2026, quarter: 3 })],
  ]
  const rows: Comparison[] = []
  for (const [what, call] of calls) {
    const bare = await replayOf(office, call)
    rows.push(await compare({ what, size, aim: AIM, rounds: 40 }, call, bare.run))
    bare.close()
  }
  return rows
}
