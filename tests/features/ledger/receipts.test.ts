import { describe, expect, test } from 'vitest'
import { failureOfCall, type LedgerOffice, openLedgerOffice } from './ledgerOffice.ts'

const cash = (amount: number, onDay = '2026-11-02') => ({
  payerName: 'Chùa Bản Ón',
  onDay,
  amount,
  method: 'cash' as const,
  allocations: [{ kind: 'purpose' as const, purpose: 'Tết Nhân ái 2027', amount }],
})

async function numbersOf({ client }: LedgerOffice): Promise<number[]> {
  const { rows } = await client.ledger.receipts.list({ limit: 500 })
  return rows.map((row) => row.number).sort((first, second) => first - second)
}

describe.each(['sqlite', 'postgres'] as const)('receipts on %s', (dialect) => {
  test('numbers have no gaps when receipts are added and voided at once, and some are refused', async () => {
    const office = await openLedgerOffice({ dialect })
    const { receipts } = office.client.ledger
    const first = await Promise.all(Array.from({ length: 8 }, (_, index) => receipts.add(cash(10_000 + index))))
    const second = await Promise.allSettled([
      ...first.slice(0, 4).map(({ id }) => receipts.void({ id, reason: 'Ghi nhầm' })),
      ...Array.from({ length: 6 }, () => receipts.add(cash(20_000))),
      ...Array.from({ length: 3 }, () => receipts.add({ ...cash(20_000), amount: 19_999 })),
    ])
    expect(second.filter(({ status }) => status === 'rejected')).toHaveLength(3)
    expect(await numbersOf(office)).toEqual(Array.from({ length: 14 }, (_, index) => index + 1))
  })

  test('each series and year counts from one', async () => {
    const { client } = await openLedgerOffice({ dialect })
    const { receipts } = client.ledger
    expect(await receipts.add(cash(1000))).toMatchObject({ series: 'PT', year: 2026, number: 1 })
    expect(await receipts.add({ ...cash(1000), method: 'transfer' })).toMatchObject({ series: 'BN', number: 1 })
    expect(await receipts.add(cash(1000, '2025-12-29'))).toMatchObject({ series: 'PT', year: 2025, number: 1 })
    expect(await receipts.add(cash(1000))).toMatchObject({ series: 'PT', year: 2026, number: 2 })
  })

  test('goods are offered to whom goods were promised, never in the place of money', async () => {
    const office = await openLedgerOffice({ dialect })
    const donorId = await office.addDonor('Đại lý gạo Hoa Ban')
    await office.addPairing({ donorId })
    const { receipts } = office.client.ledger
    const goods = { donorId, amount: 1_500_000, method: 'goods' as const }
    expect(await receipts.suggestAllocations(goods)).toEqual({ lines: [], rest: 1_500_000 })
    const rice = await office.addPairing({ donorId, helpForm: 'food' })
    const { lines, rest } = await receipts.suggestAllocations(goods)
    expect([lines.map(({ pairingId }) => pairingId), rest]).toEqual([[rice.id], 0])
    // The shop may be asked to buy the rice itself, or bring the money for it.
    expect((await receipts.suggestAllocations({ ...goods, method: 'cash' })).lines).toHaveLength(2)
  })

  test('one receipt of a company pays six months for four children', async () => {
    const office = await openLedgerOffice({ dialect })
    const donorId = await office.addDonor('Công ty Sông Mã')
    const children = []
    for (let child = 0; child < 4; child += 1) children.push(await office.addPairing({ donorId }))
    const { receipts } = office.client.ledger
    const { lines, rest } = await receipts.suggestAllocations({ donorId, amount: 12_000_000 })
    expect(rest).toBe(0)
    expect(lines).toHaveLength(4)
    for (const line of lines) {
      expect(line).toMatchObject({ amount: 3_000_000, instalments: 6, firstMonth: '2026-06', lastMonth: '2026-11' })
    }
    const allocations = lines.map(({ pairingId, amount, firstMonth, lastMonth }) => ({
      kind: 'pairing' as const,
      pairingId,
      amount,
      firstMonth,
      lastMonth,
    }))
    const added = await receipts.add({
      donorId,
      onDay: '2026-11-02',
      amount: 12_000_000,
      method: 'transfer',
      allocations,
    })
    const receipt = await receipts.get({ id: added.id })
    expect(receipt).toMatchObject({ payerName: 'Công ty Sông Mã', amount: 12_000_000, addresses: 4, voided: null })
    expect(receipt.allocations.map(({ pairingId }) => pairingId).sort()).toEqual(children.map(({ id }) => id).sort())
    const next = await receipts.suggestAllocations({ donorId, amount: 2_250_000 })
    expect(next.lines.map(({ lastMonth, amount }) => [lastMonth, amount])).toEqual([
      ['2027-01', 750_000],
      ['2026-12', 500_000],
      ['2026-12', 500_000],
      ['2026-12', 500_000],
    ])
  })

  test('allocations that miss the amount are refused with the figures', async () => {
    const { client } = await openLedgerOffice({ dialect })
    const failure = await failureOfCall(client.ledger.receipts.add({ ...cash(500_000), amount: 700_000 }))
    expect(failure.code).toBe('ledger.allocationsDiffer')
    expect(failure.data).toEqual({ currency: 'VND', amount: 700_000, allocated: 500_000, difference: 200_000 })
  })

  test('row 28: a void receipt keeps its number, leaves the sum and cannot be voided twice', async () => {
    const { client } = await openLedgerOffice({ dialect })
    const { receipts } = client.ledger
    const { id } = await receipts.add(cash(300_000))
    await receipts.add(cash(200_000))
    expect((await failureOfCall(receipts.void({ id, reason: ' ' }))).code).toBe('ledger.reasonNeeded')
    await receipts.void({ id, reason: 'Ghi nhầm người nộp' })
    const { rows, sums, total } = await receipts.list({})
    expect({ sums, total }).toEqual({ sums: [{ currency: 'VND', amount: 200_000 }], total: 2 })
    expect(rows.find((row) => row.id === id)).toMatchObject({
      number: 1,
      amount: 300_000,
      voided: { onDay: '2026-11-21', reason: 'Ghi nhầm người nộp' },
    })
    expect((await failureOfCall(receipts.void({ id, reason: 'Lần nữa' }))).code).toBe('ledger.alreadyVoided')
  })

  test('money that does not pass the fund has no receipt', async () => {
    const office = await openLedgerOffice({ dialect })
    const pairing = await office.addPairing({ channel: 'direct' })
    expect((await failureOfCall(office.receive([pairing], 500_000))).code).toBe('ledger.notFundChannel')
  })

  test('money from above is from the province, and money from another unit names it', async () => {
    const { client } = await openLedgerOffice({ dialect })
    const { receipts } = client.ledger
    const { id } = await receipts.add({ ...cash(1000), source: 'fromAbove' })
    expect((await receipts.get({ id })).counterpartName).toBe('Thanh Hóa')
    const failure = await failureOfCall(receipts.add({ ...cash(1000), source: 'otherUnit' }))
    expect(failure.code).toBe('ledger.counterpartNeeded')
  })

  test('the list is found by period, by number and by payer without marks', async () => {
    const { client } = await openLedgerOffice({ dialect })
    const { receipts } = client.ledger
    await receipts.add({ ...cash(1000, '2026-09-01'), payerName: 'Nguyễn Văn Ước' })
    await receipts.add(cash(2000, '2026-10-01'))
    const amounts = async (filter: Parameters<typeof receipts.list>[0]['filter']) =>
      (await receipts.list({ filter })).rows.map((row) => row.amount)
    expect(await amounts({ from: '2026-09-15' })).toEqual([2000])
    expect(await amounts({ search: 'uoc' })).toEqual([1000])
    expect(await amounts({ search: 'PT 2' })).toEqual([2000])
  })

  test('a treasurer writes receipts, a volunteer does not even read them', async () => {
    const { clientAs } = await openLedgerOffice({ dialect })
    await clientAs(['treasurer']).ledger.receipts.add(cash(1000))
    expect((await failureOfCall(clientAs(['volunteer']).ledger.receipts.list({}))).code).toBe('common.notAllowed')
    expect((await failureOfCall(clientAs(['auditor']).ledger.receipts.add(cash(1000)))).code).toBe('common.notAllowed')
  })
})
