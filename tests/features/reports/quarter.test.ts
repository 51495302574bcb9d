import { read } from 'hucre'
import { describe, expect, test } from 'vitest'
import { COUNT_FIGURES, MONEY_FIGURES } from '../../../src/features/reports/common/quarterSchemas.ts'
import { openTestApp } from '../../support/openTestApp.ts'
import {
  addFamilies,
  delivery,
  exchangeKeys,
  makeReport,
  openReport,
  record,
  type TestOffice,
} from '../bundles/offices.ts'
import { receipt } from './receipt.ts'

const Q4 = { year: 2026, quarter: 4 } as const

describe.each(['sqlite', 'postgres'] as const)('the quarterly table on %s', (dialect) => {
  test('row 37: gives the figures one counts by hand', async () => {
    const branch = await openTestApp({ dialect })
    await keepSmallBook(branch)
    const { rows, total } = await branch.client.reports.quarter(Q4)
    expect(rows.map((row) => [row.unit.vi, row.status])).toEqual([['Xã Na Mèo', 'own']])
    expect(rows[0]?.figures).toEqual({
      newAddresses: 3,
      helped: 2,
      regular: 1,
      organisations: 1,
      persons: 1,
      people: 2,
      times: 4,
      receivedOwn: 3_000_000 + 200_000,
      receivedFromAbove: 4_000_000,
      receivedOtherUnit: 0,
      internal: 0,
      receivedNet: 7_200_000,
      deliveredFund: 1_300_000,
      deliveredDirect: 200_000,
      deliveredLocal: 0,
      cash: 1_200_000,
      goods: 300_000,
      delivered: 1_500_000,
    })
    expect(total).toEqual(rows[0]?.figures)
    expect(rows[0]?.otherCurrencies).toEqual([{ amount: 900_000, currency: 'LAK' }])
  })

  test('row 38: every figure opens to the rows it was made of', async () => {
    const branch = await openTestApp({ dialect })
    await keepSmallBook(branch)
    const { rows } = await branch.client.reports.quarter(Q4)
    const figures = rows[0]!.figures!
    for (const figure of [...COUNT_FIGURES, ...MONEY_FIGURES]) {
      const drill = await branch.client.reports.drill({ ...Q4, figure, unitId: branch.unitId })
      const isMoney = MONEY_FIGURES.some((money) => money === figure)
      expect([figure, isMoney ? drill.sum : drill.total]).toEqual([figure, figures[figure]])
    }
  })

  test('takes off what passed between its units, and names who has not sent', async () => {
    const province = await openTestApp({ kind: 'province', dialect })
    const branch = await openTestApp()
    const silent = await openTestApp({ kind: 'neighbour' })
    await exchangeKeys(branch, province)
    await exchangeKeys(silent, province)
    await record(province, 'receipt', receipt({ number: 1, amount: 10_000_000 }))
    await keepSmallBook(branch)
    await openReport(province, await makeReport(branch, province))
    const { rows, total } = await province.client.reports.quarter(Q4)
    expect(rows.map((row) => [row.unit.code, row.status, row.figures?.internal])).toEqual([
      ['38', 'own', 0],
      ['14845', 'notSent', undefined],
      ['15013', 'sent', 4_000_000],
    ])
    expect(total).toMatchObject({
      receivedOwn: 13_200_000,
      receivedFromAbove: 4_000_000,
      internal: 4_000_000,
      receivedNet: 13_200_000,
      delivered: 1_500_000,
    })
    const drill = await province.client.reports.drill({ ...Q4, figure: 'internal', unitId: null })
    expect(drill.rows.map((row) => [row.kind, row.unitId, row.amount])).toEqual([['receipt', branch.unitId, 4_000_000]])
    expect((await province.client.reports.drill({ ...Q4, figure: 'helped', unitId: silent.unitId })).rows).toEqual([])
  })

  test('takes off what went back to sponsors, here and at the province', async () => {
    const province = await openTestApp({ kind: 'province', dialect })
    const branch = await openTestApp()
    await exchangeKeys(branch, province)
    await keepSmallBook(branch)
    const [sponsor] = (await branch.client.donors.list({ filter: { kinds: ['business'] } })).rows
    const from = { kind: 'purpose' as const, purpose: 'Tết' }
    await branch.client.ledger.receipts.add({
      payerName: 'Công ty Mường Lát',
      onDay: '2026-11-02',
      amount: 500_000,
      method: 'cash',
      allocations: [{ ...from, amount: 500_000 }],
    })
    const refund = { kind: 'refund' as const, onDay: '2026-11-12', amount: 300_000, from, donorId: sponsor!.id }
    await branch.client.ledger.payouts.add(refund)
    const { id } = await branch.client.ledger.payouts.add({ ...refund, amount: 1 })
    await branch.client.ledger.payouts.void({ id, reason: 'nhầm' })
    await openReport(province, await makeReport(branch, province))
    for (const office of [branch, province]) {
      const { rows } = await office.client.reports.quarter(Q4)
      expect(rows.at(-1)?.figures).toMatchObject({ receivedOwn: 3_400_000 })
      const question = { ...Q4, figure: 'receivedOwn' as const, unitId: branch.unitId }
      const drill = await office.client.reports.drill(question)
      expect(drill.sum).toBe(3_400_000)
      expect(drill.rows.filter(({ kind }) => kind === 'refund').map(({ amount }) => amount)).toEqual([-300_000, -1, 1])
    }
  })

  test('says when a report ends before the quarter does', async () => {
    const province = await openTestApp({ kind: 'province', dialect })
    const branch = await openTestApp()
    await exchangeKeys(branch, province)
    await keepSmallBook(branch)
    await openReport(province, await makeReport(branch, province, { period: { from: '2026-10-01', to: '2026-11-20' } }))
    const { rows } = await province.client.reports.quarter(Q4)
    expect(rows[1]).toMatchObject({ status: 'partly', sentTo: '2026-11-20' })
    const earlier = await province.client.reports.quarter({ year: 2026, quarter: 3 })
    expect(earlier.rows[1]).toMatchObject({ status: 'sent' })
    const later = await province.client.reports.quarter({ year: 2027, quarter: 1 })
    expect(later.rows[1]).toMatchObject({ status: 'notSent', figures: null })
  })
})

test.each([
  ['vi', 'Xã Na Mèo', 'Tổng cộng'],
  ['en', 'Na Mèo Commune', 'Total'],
  ['lo', 'ຕາແສງ Na Mèo', 'ລວມທັງໝົດ'],
] as const)('the spreadsheet speaks %s and carries numbers as numbers', async (language, unit, total) => {
  const branch = await openTestApp()
  await keepSmallBook(branch)
  const { ticket, name } = await branch.client.reports.quarterXlsx({ ...Q4, language })
  expect(name).toMatch(/2026\.xlsx$/)
  const book = await read(branch.app.services.tickets.take(ticket)!.bytes)
  const rows = book.sheets[0]?.rows ?? []
  const own = rows.find((row) => row[1] === unit)
  expect(own?.slice(0, 9)).toEqual([1, unit, 3, 2, 1, 1, 1, 2, 4])
  expect(rows.find((row) => row[1] === total)?.at(-2)).toBe(1_500_000)
})

/**
 * Three families. The first is paid every month by a company through the fund, and once directly by a person; the second
 * got goods once; the third nothing, since its delivery was taken back. One more delivery was in kip, one last quarter.
 */
async function keepSmallBook(office: TestOffice): Promise<void> {
  const [first = '', second = '', third = ''] = await addFamilies(
    office,
    ['Hà Thị Mé', 'Vi Văn Pọm', 'Lò Văn Ín'].map((name) => ({ name })),
  )
  const company = await donor(office, { kind: 'business', name: 'Công ty Mường Lát' })
  const person = await donor(office, { kind: 'person', name: 'Trần Văn Bình' })
  await record(office, 'receipt', receipt({ number: 1, amount: 3_000_000, donor_id: company }))
  await record(office, 'receipt', receipt({ number: 2, amount: 4_000_000, source: 'fromAbove' }))
  const pairingId = await record(office, 'pairing', monthlyPairing(first, company))
  await record(
    office,
    'delivery',
    delivery({ address_id: first, pairing_id: pairingId, donor_id: company, amount: 1_000_000 }),
  )
  await record(
    office,
    'delivery',
    delivery({ address_id: first, donor_id: person, channel: 'direct', amount: 200_000 }),
  )
  await record(office, 'delivery', delivery({ address_id: second, amount: 0, goods_value: 300_000 }))
  const wrong = await record(office, 'delivery', delivery({ address_id: third, amount: 700_000 }))
  await record(office, 'delivery', delivery({ address_id: third, amount: -700_000, reverses: wrong }))
  await record(office, 'delivery', delivery({ address_id: first, amount: 500_000, on_day: '2026-09-30' }))
  const kip = await record(office, 'delivery', delivery({ address_id: second, amount: 900_000, currency: 'LAK' }))
  const again = await record(
    office,
    'delivery',
    delivery({ address_id: second, amount: 1, currency: 'LAK', on_day: '2026-12-01' }),
  )
  await record(
    office,
    'delivery',
    delivery({ address_id: second, amount: -1, currency: 'LAK', reverses: again, on_day: '2026-12-02' }),
  )
  expect(kip).not.toBe(again)
}

function donor(office: TestOffice, { kind, name }: { kind: 'person' | 'business'; name: string }): Promise<string> {
  return record(office, 'donor', {
    kind,
    name,
    representative: null,
    phone: null,
    email: null,
    place: null,
    tax_code: null,
    anonymous: 0,
    note: null,
    import_id: null,
    merged_into: null,
    search: name,
    sort_key: name,
  })
}

function monthlyPairing(addressId: string, donorId: string) {
  return {
    address_id: addressId,
    donor_id: donorId,
    state: 'active',
    channel: 'fund',
    help_form: 'cash',
    amount: 500_000,
    currency: 'VND',
    frequency: 'monthly',
    first_month: '2026-01',
    last_month: null,
    past: null,
    ended_on: null,
    end_reason: null,
    note: null,
    import_id: null,
  } as const
}
