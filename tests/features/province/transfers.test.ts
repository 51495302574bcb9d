import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { matchTransfers, type TransferPaper } from '../../../src/features/province/common/matchTransfers.ts'
import { openTestApp } from '../../support/openTestApp.ts'
import { makeFile, openAt, payTo } from '../bundles/decisionOffice.ts'
import { exchangeKeys, makeReport, openReport, type TestOffice } from '../bundles/offices.ts'

const Q4 = { year: 2026, quarter: 4 } as const

describe.each(['sqlite', 'postgres'] as const)('internal transfers at the desk, on %s', (dialect) => {
  test('internal transfers reconciled: matched, sent not received, received not sent, sums differ; each opens its rows', async () => {
    const branch = await openTestApp({ dialect })
    const province = await openTestApp({ kind: 'province', dialect })
    await exchangeKeys(branch, province)
    await payTo(province, branch, 2_000_000)
    await openAt(branch, await makeFile(province, branch))
    const [line] = (await branch.client.bundles.decisions.listIn()).decisions
    await branch.client.bundles.decisions.apply({ ids: [line?.id ?? ''], onDay: '2026-11-20' })
    await payTo(province, branch, 900_000)
    await receive(branch, province, { amount: 800_000, onDay: '2026-11-15' })
    await receive(branch, province, { amount: 70_000, onDay: '2026-10-02' })
    await payTo(province, branch, 300_000)
    await openReport(province, await makeReport(branch, province))

    const { ways } = await province.client.province.transfers(Q4)
    expect(ways).toMatchObject([
      { from: { code: '38' }, to: { code: '15013' }, currency: 'VND', paid: 3_200_000, received: 2_870_000 },
    ])
    const rows = ways[0]?.rows.map(({ state, paid, received }) => [state, paid?.amount ?? 0, received?.amount ?? 0])
    expect(rows?.sort()).toEqual([
      ['differs', 900_000, 800_000],
      ['matched', 2_000_000, 2_000_000],
      ['notReceived', 300_000, 0],
      ['notSent', 0, 70_000],
    ])
    const matched = ways[0]?.rows.find(({ state }) => state === 'matched')
    expect((await province.client.ledger.receipts.get({ id: matched?.received?.id ?? '' })).amount).toBe(2_000_000)
    expect((await province.client.province.transfers({ year: 2026, quarter: 3 })).ways).toEqual([])
  })

  test('money of internal transfers is counted once in the quarterly table', async () => {
    const branch = await openTestApp({ dialect })
    const province = await openTestApp({ kind: 'province', dialect })
    await exchangeKeys(branch, province)
    await payTo(province, branch, 2_000_000)
    await openAt(branch, await makeFile(province, branch))
    const [line] = (await branch.client.bundles.decisions.listIn()).decisions
    await branch.client.bundles.decisions.apply({ ids: [line?.id ?? ''] })
    await openReport(province, await makeReport(branch, province))
    const { total } = await province.client.reports.quarter(Q4)
    expect([total.receivedOwn, total.receivedFromAbove, total.internal, total.receivedNet]).toEqual([
      2_000_000, 2_000_000, 2_000_000, 2_000_000,
    ])
  })
})

test('a payment that was taken back, and its receipt that was too, are no transfers', async () => {
  const province = await openTestApp({ kind: 'province' })
  const branch = await openTestApp()
  await exchangeKeys(branch, province)
  await payTo(province, branch, 500_000)
  const { rows } = await province.client.ledger.payouts.list({})
  await province.client.ledger.payouts.void({ id: rows[0]?.id ?? '', reason: 'ghi nhầm' })
  expect((await province.client.province.transfers(Q4)).ways).toEqual([])
})

test('row 57: whatever was paid and received, every paper stands in exactly one row and no dong is lost', () => {
  const paper = (side: string) =>
    fc.record({
      id: fc.uuid().map((id) => `${side}${id}`),
      from: fc.constantFrom('A', 'B'),
      to: fc.constantFrom('C', 'D'),
      onDay: fc.integer({ min: 1, max: 28 }).map((day) => `2026-11-${String(day).padStart(2, '0')}`),
      amount: fc.constantFrom(100, 200, 300),
      currency: fc.constantFrom('VND', 'LAK'),
    })
  const sum = (papers: readonly (TransferPaper | null)[]) =>
    papers.reduce((total, each) => total + (each?.amount ?? 0), 0)
  fc.assert(
    fc.property(fc.array(paper('p'), { maxLength: 12 }), fc.array(paper('r'), { maxLength: 12 }), (paid, received) => {
      const told = new Map(paid.slice(0, 2).map((payment, index) => [payment.id, received[index]?.id ?? '']))
      const rows = matchTransfers(paid, received, told)
      const seen = rows.flatMap((row) => [row.paid?.id, row.received?.id]).filter((id) => id !== undefined)
      expect(seen.sort()).toEqual([...paid, ...received].map(({ id }) => id).sort())
      expect(rows.reduce((total, row) => total + row.difference, 0)).toBe(sum(received) - sum(paid))
      for (const { state, paid: one, received: other } of rows) {
        if (one === null || other === null) continue
        expect([one.from, one.to, one.currency]).toEqual([other.from, other.to, other.currency])
        expect(state).toBe(one.amount === other.amount ? 'matched' : 'differs')
      }
    }),
  )
})

test('a receipt that names the payment goes with it, though another of the same sum is nearer', () => {
  const way = { from: 'A', to: 'B', amount: 100, currency: 'VND' } as const
  const payment = { id: 'p', ...way, onDay: '2026-11-01' }
  const near = { id: 'near', ...way, onDay: '2026-11-01' }
  const told = { id: 'told', ...way, onDay: '2026-11-25' }
  const rows = matchTransfers([payment], [near, told], new Map([['p', 'told']]))
  expect(rows.map(({ paid, received, state }) => [paid?.id, received?.id, state])).toEqual([
    ['p', 'told', 'matched'],
    [undefined, 'near', 'notSent'],
  ])
})

function receive(branch: TestOffice, from: TestOffice, { amount, onDay }: { amount: number; onDay: string }) {
  const money = { onDay, amount, method: 'transfer' as const, payerName: 'Tỉnh Hội' }
  const source = { source: 'fromAbove' as const, counterpartUnitId: from.unitId }
  const allocations = [{ kind: 'purpose' as const, purpose: 'Tết Nhân ái', amount }]
  return branch.client.ledger.receipts.add({ ...money, ...source, allocations })
}
