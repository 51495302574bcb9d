import fc from 'fast-check'
import { sql } from 'kysely'
import { describe, expect, test } from 'vitest'
import { failureOf } from '../../../src/base/common/failures.ts'
import type { FundRow } from '../../../src/features/ledger/common/bookSchemas.ts'
import { type LedgerOffice, openLedgerOffice, type TestPairing } from './ledgerOffice.ts'
import { rememberBook } from './rememberBook.ts'

type Step =
  | { kind: 'receive'; pairing: number; amount: number }
  | { kind: 'void'; receipt: number }
  | { kind: 'round'; upToMonth: string }
  | { kind: 'mark'; line: number; mark: 'absent' | 'byProxy' | 'planned' | 'cancelled' }
  | { kind: 'confirm' }
  | { kind: 'direct'; pairing: number; instalment: number; amount: number }
  | { kind: 'reverse'; delivery: number }
  | { kind: 'gift'; purpose: string; currency: 'VND' | 'LAK'; amount: number }
  | { kind: 'giftRound'; pairing: number; purpose: string; currency: 'VND' | 'LAK'; amount: number }
  | { kind: 'refund'; pairing: number; amount: number }
  | { kind: 'transfer'; purpose: string; currency: 'VND' | 'LAK'; amount: number }
  | { kind: 'move'; pairing: number; purpose: string; back: boolean; amount: number }
  | { kind: 'houseGift'; amount: number }
  | { kind: 'housePart'; part: number }
  | { kind: 'voidPayout'; payout: number }
  | { kind: 'merge'; of: 'donor' | 'address' }

const index = fc.nat({ max: 9 })
const amount = fc.integer({ min: 1, max: 1_200_000 })
const purpose = fc.constantFrom('Tết', 'Bão')
const currency = fc.constantFrom('VND' as const, 'LAK' as const)
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
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('gift' as const), purpose, currency, amount }) },
  {
    weight: 2,
    arbitrary: fc.record({ kind: fc.constant('giftRound' as const), pairing: index, purpose, currency, amount }),
  },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('refund' as const), pairing: index, amount }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('transfer' as const), purpose, currency, amount }) },
  {
    weight: 1,
    arbitrary: fc.record({
      kind: fc.constant('move' as const),
      pairing: index,
      purpose,
      back: fc.boolean(),
      amount,
    }),
  },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('houseGift' as const), amount }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('housePart' as const), part: index }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('voidPayout' as const), payout: index }) },
  {
    weight: 1,
    arbitrary: fc.record({
      kind: fc.constant('merge' as const),
      of: fc.constantFrom('donor' as const, 'address' as const),
    }),
  },
)

/** A sample in every run; NHIP_CAU_HISTORIES=10000 for the whole proof on SQLite, in a folder in memory (TMPDIR=/dev/shm). */
const HISTORIES = Number(process.env.NHIP_CAU_HISTORIES ?? 25)
/** The whole proof also draws longer histories. */
const LONGEST = HISTORIES > 25 ? 40 : 24

interface Start {
  office: LedgerOffice
  pairings: TestPairing[]
  /** A house whose foundation stands, and two parts of its money. */
  house: { id: string; parts: { id: string; amount: number }[] }
}

/** An office with two pairings as before its first gift: on SQLite one that is put back, on PostgreSQL a new one each time. */
async function openStart(dialect: 'sqlite' | 'postgres'): Promise<() => Promise<Start>> {
  const open = async () => {
    const office = await openLedgerOffice({ dialect })
    const pairings = [await office.addPairing({ months: 3 }), await office.addPairing({ months: 2 })]
    return { office, pairings, house: await addHouse(office, pairings[0]!) }
  }
  if (dialect === 'postgres') return open
  const start = await open()
  const putBack = await rememberBook(start.office)
  return async () => {
    await putBack()
    return start
  }
}

describe.each([
  ['sqlite', HISTORIES],
  ['postgres', 3],
] as const)('random histories on %s', (dialect, numRuns) => {
  test(
    'delivered never exceeds received, no kỳ is overpaid, and every sum agrees to the dong',
    async () => {
      const next = await openStart(dialect)
      await fc.assert(
        fc.asyncProperty(fc.array(step, { minLength: 8, maxLength: LONGEST }), async (steps) => {
          const { office, ...scene } = await next()
          for (const each of steps) await take(office, { step: each, ...scene })
          await expectSoundBooks(office)
          await expectSoundFunds(office)
        }),
        { numRuns },
      )
    },
    Math.max(60_000, numRuns * 2000),
  )
})

async function addHouse({ client }: LedgerOffice, { addressId }: TestPairing): Promise<Start['house']> {
  const { id } = await client.houses.add({ fields: { addressId, kind: 'new', budget: 70_000_000 } })
  const { version } = await client.houses.get({ id })
  await client.houses.setStage({ id, version, stage: 'foundation', onDay: '2026-11-01' })
  const parts = []
  for (const amount of [400_000, 900_000]) {
    const { id: part } = await client.houses.savePayment({ houseId: id, fields: { stage: 'foundation', amount } })
    parts.push({ id: part, amount })
  }
  return { id, parts }
}

/** A typed refusal is a fine answer (a file merged into another is not found); anything else is a bug. */
async function take(
  office: LedgerOffice,
  { step: each, ...scene }: { step: Step } & Omit<Start, 'office'>,
): Promise<void> {
  try {
    await steps[each.kind](office, { step: each as never, ...scene })
  } catch (error) {
    expect(failureOf(error).code).toMatch(/^(ledger\.|duplicates\.|common\.(changedElsewhere|notFound))/)
  }
}

type Taker<Kind extends Step['kind']> = (
  office: LedgerOffice,
  input: { step: Extract<Step, { kind: Kind }> } & Omit<Start, 'office'>,
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

  gift: ({ client }, { step: { purpose: name, currency: money, amount: given } }) =>
    client.ledger.receipts.add({
      payerName: 'Ủng hộ',
      onDay: '2026-11-02',
      amount: given,
      currency: money,
      method: 'cash',
      allocations: [{ kind: 'purpose', purpose: name, amount: given }],
    }),

  giftRound: ({ client }, { step: { pairing, purpose: name, currency: money, amount: given }, pairings }) => {
    const { addressId } = pairings[pairing % pairings.length]!
    const round = { name: 'Quà', onDay: '2026-11-21', purpose: name, currency: money }
    return client.ledger.rounds.create({ ...round, lines: [{ addressId, extra: given }] })
  },

  refund: ({ client }, { step: { pairing, amount: back }, pairings }) => {
    const { id, donorId } = pairings[pairing % pairings.length]!
    const from = { kind: 'pairing' as const, pairingId: id }
    return client.ledger.payouts.add({ kind: 'refund', onDay: '2026-11-15', amount: back, from, donorId })
  },

  transfer: ({ client, unitId }, { step: { purpose: name, currency: money, amount: sent } }) => {
    const from = { kind: 'purpose' as const, purpose: name }
    const paper = { kind: 'transfer' as const, onDay: '2026-11-16', counterpartUnitId: unitId }
    return client.ledger.payouts.add({ ...paper, amount: sent, currency: money, from })
  },

  move: ({ client }, { step: { pairing, purpose: name, back, amount: moved }, pairings }) => {
    const family = { kind: 'pairing' as const, pairingId: pairings[pairing % pairings.length]!.id }
    const free = { kind: 'purpose' as const, purpose: name }
    const [from, to] = back ? [free, family] : [family, free]
    return client.ledger.payouts.add({ kind: 'move', onDay: '2026-11-17', amount: moved, from, to, note: 'họp' })
  },

  houseGift: ({ client }, { step: { amount: given }, house }) =>
    client.ledger.receipts.add({
      payerName: 'Ủng hộ',
      onDay: '2026-11-02',
      amount: given,
      method: 'cash',
      allocations: [{ kind: 'house', houseId: house.id, amount: given }],
    }),

  housePart: ({ client }, { step: { part }, house }) => {
    const { id, amount: due } = house.parts[part % house.parts.length]!
    const from = { kind: 'house' as const, houseId: house.id }
    const slip = { kind: 'house' as const, onDay: '2026-11-18', payeeName: 'Tổ thợ' }
    return client.ledger.payouts.add({ ...slip, amount: due, from, housePaymentId: id })
  },

  voidPayout: async ({ client }, { step: { payout } }) => {
    const { rows } = await client.ledger.payouts.list({})
    const found = rows[payout % Math.max(1, rows.length)]
    if (found !== undefined) await client.ledger.payouts.void({ id: found.id, reason: 'thử' })
  },

  merge: (office, { step: { of } }) => mergeOrUndo(office, of),
}

/** Two spellings of one sponsor, or two files of one family, become one, or stand apart again: every dong stays. */
async function mergeOrUndo({ client }: LedgerOffice, kind: 'donor' | 'address'): Promise<void> {
  const { merges } = await client.duplicates.merges({})
  const [open] = merges
  if (open !== undefined) {
    await client.duplicates.undoMerge({ mergeId: open.id })
    return
  }
  const { rows } = kind === 'donor' ? await client.donors.list({}) : await client.addresses.list({})
  const [survivor, other] = rows
  if (survivor !== undefined && other !== undefined) {
    await client.duplicates.merge({ kind, survivorId: survivor.id, otherId: other.id })
  }
}

async function allLines({ client }: LedgerOffice): Promise<{ lineId: string; version: number }[]> {
  const { rows } = await client.ledger.rounds.list({})
  const rounds = await Promise.all(rows.map(({ id }) => client.ledger.rounds.get({ id })))
  return rounds.flatMap(({ villages }) =>
    villages.flatMap(({ lines }) => lines.map(({ id, version }) => ({ lineId: id, version }))),
  )
}

/** What came in less what went out, by currency, straight from the rows. */
async function cashByRows({ app }: LedgerOffice): Promise<Record<string, number>> {
  const db = app.holder.office!.database.read
  const sums: Record<string, number> = {}
  const add = (rows: { currency: string; amount: number | string }[], sign: 1 | -1) => {
    for (const row of rows) sums[row.currency] = (sums[row.currency] ?? 0) + sign * Number(row.amount)
  }
  add(await db.selectFrom('receipt').select(['currency', 'amount']).where('method', '<>', 'goods').execute(), 1)
  add(await db.selectFrom('delivery').select(['currency', 'amount']).where('channel', '=', 'fund').execute(), -1)
  add(await db.selectFrom('payout').select(['currency', 'amount']).where('kind', '<>', 'move').execute(), -1)
  return sums
}

/** The cash book closes at what the rows say, and no purpose is ever below zero. */
async function expectSoundFunds(office: LedgerOffice): Promise<void> {
  const { books } = office.client.ledger
  const cash = await cashByRows(office)
  const book = (await books.cashBook({ from: '2026-01-01', to: '2026-12-31' })).books
  for (const { currency: money, opening, received, paid, closing, entries } of book) {
    expect(closing).toBe(cash[money])
    expect(opening + received - paid).toBe(closing)
    expect(entries.at(-1)?.balance ?? opening).toBe(closing)
  }
  const funds = (await books.funds()).rows
  for (const { balance } of funds) expect(balance).toBeGreaterThanOrEqual(0)
  await expectSoundHouse(office, funds)
}

/** A part is paid once at most, and what the house's money shows as spent is what its page shows as paid. */
async function expectSoundHouse({ client }: LedgerOffice, funds: readonly FundRow[]): Promise<void> {
  const [row] = (await client.houses.list({})).rows
  const { paid, payments, received } = await client.houses.get({ id: row!.id })
  const fund = funds.find(({ kind }) => kind === 'house')
  expect(fund?.spent ?? 0).toBe(paid)
  expect(paid).toBe(payments.reduce((sum, { amount, voucher }) => sum + (voucher === null ? 0 : amount), 0))
  expect(paid).toBeLessThanOrEqual(received)
}

async function expectSoundBooks({ app, client }: LedgerOffice): Promise<void> {
  const db = app.holder.office!.database.read
  const purses = await db
    .selectFrom('pairing')
    .select([
      sql<number>`coalesce((select sum(amount) from allocation where pairing_id = pairing.id), 0)
        - coalesce((select sum(amount) from payout where pairing_id = pairing.id), 0)
        + coalesce((select sum(amount) from payout where to_pairing_id = pairing.id), 0)`.as('received'),
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
    .select([
      'amount',
      'currency',
      sql<number>`(select sum(amount) from allocation where receipt_id = receipt.id)`.as('allocated'),
    ])
    .execute()
  for (const { amount: written, allocated } of receipts) expect(Number(allocated)).toBe(written)
  const listed = await client.ledger.receipts.list({ limit: 500 })
  for (const { currency: money, amount: listedSum } of listed.sums) {
    const own = receipts.filter((receipt) => receipt.currency === money)
    expect(listedSum).toBe(own.reduce((sum, receipt) => sum + receipt.amount, 0))
  }
  expect(listed.rows.map((row) => row.number).sort((first, second) => first - second)).toEqual(
    listed.rows.map((_row, position) => position + 1),
  )
  const { rows } = await client.ledger.deliveries.list({ limit: 500 })
  const { byChannel } = await client.ledger.deliveries.count({})
  const standing = rows.filter((row) => row.reversed === null && row.channel === 'fund' && row.currency === 'VND')
  expect(byChannel.fund.amount).toBe(standing.reduce((sum, row) => sum + row.amount, 0))
  const inDong = (await client.ledger.rounds.list({})).rows.filter((row) => row.currency === 'VND')
  const signed = inDong.reduce((sum, row) => sum + row.totals.deliveredAmount, 0)
  expect(signed).toBe(byChannel.fund.amount)
}
