import type { AnyProcedure } from '@orpc/server'
import { router } from '../../src/app/core/router.ts'
import type { BenchOffice } from './benchOffice.ts'
import { handlerAlone } from './handlerAlone.ts'
import { type Comparison, compare } from './measure.ts'
import { replayOf } from './replay.ts'

const AIM = 'p95 ≤ 50 ms; handler ≤ 2× its own SQL'
const YEAR = { from: '2026-01-01', to: '2026-12-31' }

/** The pages an officer lives in: the whole call and the handler alone, each against the statements it asks run bare. */
export async function benchHandlers(office: BenchOffice, size: number): Promise<Comparison[]> {
  const { client } = office
  const address = (await client.addresses.list({ offset: 20, limit: 1 })).rows[0]
  const pairing = (await client.pairings.list({ offset: 20, limit: 1 })).rows[0]
  if (address === undefined || pairing === undefined) throw new Error('the practice register is empty')
  const { books, deliveries } = client.ledger
  const pages: Page[] = [
    // Against its own SQL; in the file also against one statement written by hand (readBench.ts).
    {
      what: 'list page, own SQL',
      call: client.addresses.list,
      procedure: router.addresses.list,
      input: { offset: 50, limit: 50 },
    },
    { what: 'record page', call: client.addresses.get, procedure: router.addresses.get, input: { id: address.id } },
    { what: 'pairing page', call: client.pairings.get, procedure: router.pairings.get, input: { id: pairing.id } },
    { what: 'worklist', call: client.today.worklist, procedure: router.today.worklist, input: undefined },
    { what: 'cash book', call: books.cashBook, procedure: router.ledger.books.cashBook, input: YEAR },
    {
      what: 'donor statement',
      call: books.donorStatement,
      procedure: router.ledger.books.donorStatement,
      input: { id: pairing.donorId, ...YEAR },
    },
    { what: 'register count', call: client.addresses.count, procedure: router.addresses.count, input: {} },
    {
      what: 'deliveries',
      call: deliveries.list,
      procedure: router.ledger.deliveries.list,
      input: { filter: {}, limit: 50 },
    },
    { what: 'delivery count', call: deliveries.count, procedure: router.ledger.deliveries.count, input: {} },
    {
      what: 'quarter',
      call: client.reports.quarter,
      procedure: router.reports.quarter,
      input: { year: 2026, quarter: 3 },
    },
  ]
  const rows: Comparison[] = []
  for (const page of pages) rows.push(await benchPage(office, page, size))
  return rows
}

interface Page {
  what: string
  // Safe: each procedure of the list takes the input that stands beside it.
  call: (input: never) => Promise<unknown>
  procedure: AnyProcedure
  input: unknown
}

async function benchPage(office: BenchOffice, page: Page, size: number): Promise<Comparison> {
  const ours = () => page.call(page.input as never)
  const handler = await handlerAlone(office, page)
  const bare = await replayOf(office, ours)
  const row = await compare({ what: page.what, size, aim: AIM, rounds: 400 }, { ours, handler, bare: bare.run })
  await bare.close()
  return row
}
