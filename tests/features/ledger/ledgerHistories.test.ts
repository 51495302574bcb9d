import fc from 'fast-check'
import { sql } from 'kysely'
import { describe, expect, test } from 'vitest'
import { failureOf } from '../../../src/base/common/failures.ts'
import { type LedgerOffice, openLedgerOffice, type TestPairing } from './ledgerOffice.ts'

type Step =
  | { kind: 'receive'; pairing: number; amount: number }
  | { kind: 'void'; receipt: number }
  | { kind: 'round'; upToMonth: string }
  | { kind: 'mark'; line: number; mark: 'absent' | 'byProxy' | 'planned' | 'cancelled' }
  | { kind: 'confirm' }
  | { kind: 'direct'; pairing: number; instalment: number; amount: number }
  | { kind: 'reverse'; delivery: number }

const index = fc.nat({ max: 9 })
const amount = fc.integer({ min: 1, max: 1_200_000 })
const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 3, arbitrary: fc.record({ kind: fc.constant('receive' as const), pairing: index, amount }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('void' as const), receipt: index }) },
  {
    weight: 3,
    arbitrary: fc.record({
      kind: fc.constant('round' as const),
      upToMonth: fc.constantFrom('2026-06', '2026-08', '2026-11'),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      kind: fc.constant('mark' as const),
      line: index,
      mark: fc.constantFrom('absent' as const, 'byProxy' as const, 'planned' as const, 'cancelled' as const),
    }),
  },
  { weight: 3, arbitrary: fc.record({ kind: fc.constant('confirm' as const) }) },
  {
    weight: 2,
    arbitrary: fc.record({ kind: fc.constant('direct' as const), pairing: index, instalment: index, amount }),
  },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('reverse' as const), delivery: index }) },
)

describe.each([
  ['sqlite', 12],
  ['postgres', 4],
] as const)('random histories on %s', (dialect, numRuns) => {
  test('delivered never exceeds received, no kỳ is overpaid, and every sum agrees to the dong', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 8, maxLength: 24 }), async (steps) => {
        const office = await openLedgerOffice({ dialect })
        const pairings = [await office.addPairing({ months: 3 }), await office.addPairing({ months: 2 })]
        for (const each of steps) await take(office, { step: each, pairings })
        await expectSoundBooks(office)
      }),
      { numRuns },
    )
  })
})

/** A typed refusal is a fine answer; anything else is a bug. */
async function take(
  office: LedgerOffice,
  { step: each, pairings }: { step: Step; pairings: TestPairing[] },
): Promise<void> {
  try {
    await steps[each.kind](office, { step: each as never, pairings })
  } catch (error) {
    expect(failureOf(error).code).toMatch(/^(ledger\.|common\.changedElsewhere)/)
  }
}

type Taker<Kind extends Step['kind']> = (
  office: LedgerOffice,
  input: { step: Extract<Step, { kind: Kind }>; pairings: TestPairing[] },
) => Promise<unknown>

const steps: { [Kind in Step['kind']]: Taker<Kind> } = {
  receive: (office, { step: { pairing, amount: each }, pairings }) =>
    office.receive([pairings[pairing % pairings.length]!], each),

  void: async ({ client }, { step: { receipt } }) => {
    const { rows } = await client.ledger.receipts.list({})
    const found = rows[receipt % Math.max(1, rows.length)]
    if (found !== undefined) await client.ledger.receipts.void({ id: found.id, reason: 'thử' })
  },

  round: async ({ client }, { step: { upToMonth } }) => {
    const { lines } = await client.ledger.rounds.propose({ upToMonth })
    if (lines.length > 0) await client.ledger.rounds.create({ name: 'Đợt', onDay: '2026-11-21', lines })
  },

  mark: async (office, { step: { line, mark } }) => {
    const lines = await allLines(office)
    const found = lines[line % Math.max(1, lines.length)]
    if (found === undefined) return
    await office.client.ledger.rounds.markLine({ ...found, mark, proxyName: 'Con', reason: 'thử' })
  },

  confirm: async ({ client }) => {
    const { rows } = await client.ledger.rounds.list({})
    for (const { id } of rows) await client.ledger.rounds.confirmRest({ id, onDay: '2026-11-21' })
  },

  direct: async ({ client }, { step: { pairing, instalment, amount: given }, pairings }) => {
    const { id, addressId, instalmentIds } = pairings[pairing % pairings.length]!
    await client.ledger.deliveries.recordDirect({
      addressId,
      pairingId: id,
      channel: 'direct',
      onDay: '2026-11-20',
      instalments: [{ instalmentId: instalmentIds[instalment % instalmentIds.length]!, amount: given }],
      proof: 'photo',
    })
  },

  reverse: async ({ client }, { step: { delivery } }) => {
    const { rows } = await client.ledger.deliveries.list({})
    const found = rows[delivery % Math.max(1, rows.length)]
    if (found !== undefined) await client.ledger.deliveries.reverse({ id: found.id, reason: 'thử' })
  },
}

async function allLines({ client }: LedgerOffice): Promise<{ lineId: string; version: number }[]> {
  const { rows } = await client.ledger.rounds.list({})
  const rounds = await Promise.all(rows.map(({ id }) => client.ledger.rounds.get({ id })))
  return rounds.flatMap(({ villages }) =>
    villages.flatMap(({ lines }) => lines.map(({ id, version }) => ({ lineId: id, version }))),
  )
}

async function expectSoundBooks({ app, client }: LedgerOffice): Promise<void> {
  const db = app.holder.office!.database.read
  const purses = await db
    .selectFrom('pairing')
    .select([
      sql<number>`coalesce((select sum(amount) from allocation where pairing_id = pairing.id), 0)`.as('received'),
      sql<number>`coalesce((select sum(amount + goods_value) from delivery
        where pairing_id = pairing.id and channel = 'fund'), 0)`.as('delivered'),
    ])
    .execute()
  for (const { received, delivered } of purses) {
    expect(Number(delivered)).toBeGreaterThanOrEqual(0)
    expect(Number(delivered)).toBeLessThanOrEqual(Number(received))
  }
  const instalments = await db
    .selectFrom('instalment')
    .select([
      'amount',
      sql<number>`coalesce((select sum(amount) from delivery where instalment_id = instalment.id), 0)`.as('given'),
    ])
    .execute()
  for (const { amount: owed, given } of instalments) {
    expect(Number(given)).toBeGreaterThanOrEqual(0)
    expect(Number(given)).toBeLessThanOrEqual(owed)
  }
  const receipts = await db
    .selectFrom('receipt')
    .select(['amount', sql<number>`(select sum(amount) from allocation where receipt_id = receipt.id)`.as('allocated')])
    .execute()
  for (const { amount: written, allocated } of receipts) expect(Number(allocated)).toBe(written)
  const listed = await client.ledger.receipts.list({ limit: 500 })
  expect(listed.sum).toBe(receipts.reduce((sum, receipt) => sum + receipt.amount, 0))
  expect(listed.rows.map((row) => row.number).sort((first, second) => first - second)).toEqual(
    listed.rows.map((_row, position) => position + 1),
  )
  const { rows, byChannel } = await client.ledger.deliveries.list({ limit: 500 })
  const standing = rows.filter((row) => row.reversed === null && row.channel === 'fund')
  expect(byChannel.fund.amount).toBe(standing.reduce((sum, row) => sum + row.amount, 0))
  const signed = (await client.ledger.rounds.list({})).rows.reduce((sum, row) => sum + row.totals.deliveredAmount, 0)
  expect(signed).toBe(byChannel.fund.amount)
}
