import { read } from 'hucre'
import { describe, expect, test } from 'vitest'
import { failureOfCall, type LedgerOffice, openLedgerOffice } from './ledgerOffice.ts'

const YEAR = { from: '2026-01-01', to: '2026-12-31' }

/** A receipt for one free purpose. */
function receiveFor(
  { client }: LedgerOffice,
  purpose: string,
  fields: { amount: number; onDay?: string; currency?: 'VND' | 'LAK' | 'USD' },
) {
  const { amount } = fields
  return client.ledger.receipts.add({
    payerName: 'Ủng hộ',
    onDay: '2026-11-02',
    method: 'cash',
    ...fields,
    allocations: [{ kind: 'purpose', purpose, amount }],
  })
}

describe.each(['sqlite', 'postgres'] as const)('books on %s', (dialect) => {
  test('row 30: money for one purpose goes to another only by a paper with its reason, and never below zero', async () => {
    const office = await openLedgerOffice({ dialect })
    const { payouts, books, receipts } = office.client.ledger
    const { id: receiptId } = await receiveFor(office, 'Tết Nhân ái', { amount: 700_000 })
    const from = { kind: 'purpose' as const, purpose: 'Tết Nhân ái' }
    const to = { kind: 'purpose' as const, purpose: 'Cứu trợ bão' }
    const move = { kind: 'move' as const, onDay: '2026-11-10', amount: 300_000, from, to }
    expect((await failureOfCall(payouts.add(move))).code).toBe('ledger.reasonNeeded')
    const note = 'Ban Thường vụ thống nhất'
    expect(await failureOfCall(payouts.add({ ...move, amount: 700_001, note }))).toMatchObject({
      code: 'ledger.purseTooSmall',
      data: { balance: 700_000, amount: 700_001, currency: 'VND' },
    })
    const { id, series, number } = await payouts.add({ ...move, note })
    expect([series, number]).toEqual(['DC', 1])
    const balances = async () => (await books.funds()).rows.map(({ name, balance }) => [name, balance])
    expect((await books.funds()).rows).toMatchObject([
      { name: 'Cứu trợ bão', received: 0, moved: 300_000, spent: 0, balance: 300_000 },
      { name: 'Tết Nhân ái', received: 700_000, moved: -300_000, spent: 0, balance: 400_000 },
    ])
    expect((await failureOfCall(receipts.void({ id: receiptId, reason: 'nhầm' }))).code).toBe('ledger.purposeTooSmall')
    await payouts.void({ id, reason: 'Họp lại' })
    expect(await balances()).toEqual([
      ['Cứu trợ bão', 0],
      ['Tết Nhân ái', 700_000],
    ])
  })

  test('a refund to a sponsor and a transfer to another unit leave the purse, with paper and counterpart', async () => {
    const office = await openLedgerOffice({ dialect })
    const { payouts, books } = office.client.ledger
    const pairing = await office.addPairing({ months: 2 })
    await office.receive([pairing], 1_000_000)
    const from = { kind: 'pairing' as const, pairingId: pairing.id }
    const refund = { kind: 'refund' as const, onDay: '2026-11-12', amount: 400_000, from }
    expect((await failureOfCall(payouts.add(refund))).code).toBe('ledger.payeeNeeded')
    await payouts.add({ ...refund, donorId: pairing.donorId })
    const transfer = { kind: 'transfer' as const, onDay: '2026-11-13', amount: 100_000, from }
    expect((await failureOfCall(payouts.add(transfer))).code).toBe('ledger.counterpartNeeded')
    const { rows: units } = await payouts.list({})
    expect(units).toMatchObject([{ kind: 'refund', series: 'PC', number: 1, payeeName: 'Công ty Sông Mã' }])
    const round = await office.makeRound()
    const failure = await failureOfCall(office.client.ledger.rounds.confirmRest({ id: round, onDay: '2026-11-21' }))
    expect(failure).toMatchObject({ code: 'ledger.deliveredAboveReceived', data: { above: 400_000 } })
    const [book] = (await books.cashBook(YEAR)).books
    expect(book).toMatchObject({ opening: 0, received: 1_000_000, paid: 400_000, closing: 600_000 })

    const counterpartUnitId = office.app.holder.office!.unitId
    const { id } = await payouts.add({ ...transfer, counterpartUnitId })
    const sent = (await payouts.list({})).rows.find((row) => row.id === id)
    expect(sent?.payeeName).toMatch(/^Hội Chữ thập đỏ xã /)
  })

  test('the cash book of any period opens where the one before closed, its rows come to its sums, and it goes to a workbook', async () => {
    const office = await openLedgerOffice({ dialect })
    const { books, rounds } = office.client.ledger
    const pairings = [await office.addPairing({ months: 3 }), await office.addPairing({ months: 3 })]
    await office.receive(pairings, 1_500_000)
    const goods = { payerName: 'Chùa', onDay: '2026-11-03', amount: 200_000, method: 'goods' as const }
    await office.client.ledger.receipts.add({
      ...goods,
      allocations: [{ kind: 'purpose', purpose: 'Gạo', amount: 200_000 }],
    })
    const id = await office.makeRound()
    await rounds.confirmRest({ id, onDay: '2026-11-20' })
    const book = async (from: string, to: string) => (await books.cashBook({ from, to })).books[0]!
    const whole = await book('2026-01-01', '2026-12-31')
    expect(whole).toMatchObject({ opening: 0, received: 3_000_000, paid: 3_000_000, closing: 0 })
    expect(whole.entries.map(({ kind, people, balance }) => [kind, people, balance])).toEqual([
      ['receipt', null, 3_000_000],
      ['round', 2, 0],
    ])
    const early = await book('2026-11-01', '2026-11-15')
    const late = await book('2026-11-16', '2026-11-30')
    expect(late.opening).toBe(early.closing)
    expect(late).toMatchObject({ opening: 3_000_000, received: 0, paid: 3_000_000, closing: 0 })

    const asked = { from: '2026-11-16', to: '2026-11-30', language: 'vi' as const }
    const { ticket } = await books.cashBookXlsx(asked)
    const [sheet] = (await read(office.app.services.tickets.take(ticket)!.bytes)).sheets
    expect(sheet?.name).toBe('Sổ quỹ VND')
    expect(sheet?.rows.map((row) => row.slice(2))).toEqual([
      ['Diễn giải', 'Thu', 'Chi', 'Tồn'],
      ['Tồn đầu kỳ', null, null, 3_000_000],
      ['Trao 2 người', null, 3_000_000, 0],
      ['Tồn cuối kỳ', 0, 3_000_000, 0],
    ])
    const volunteer = office.clientAs(['volunteer']).ledger.books
    expect((await failureOfCall(volunteer.cashBookXlsx(asked))).code).toBe('common.notAllowed')
  })

  test('row 26: a sponsor’s statement comes to the sum of the kỳ, to the dong, in any period', async () => {
    const office = await openLedgerOffice({ dialect })
    const { books, rounds, deliveries } = office.client.ledger
    const donorId = await office.addDonor('Chùa Vĩnh Nghiêm')
    const paid = await office.addPairing({ donorId, months: 3, amount: 333_333 })
    const direct = await office.addPairing({ donorId, months: 1, channel: 'direct' })
    const allocations = [{ kind: 'pairing' as const, pairingId: paid.id, amount: 999_999 }]
    const receipt = { donorId, onDay: '2026-10-05', amount: 999_999, method: 'transfer' as const }
    await office.client.ledger.receipts.add({ ...receipt, allocations })
    const id = await office.makeRound()
    await rounds.confirmRest({ id, onDay: '2026-11-20' })
    const { addressId, id: pairingId, instalmentIds } = direct
    const [instalmentId = ''] = instalmentIds
    const given = { addressId, pairingId, channel: 'direct' as const, proof: 'photo' as const }
    await deliveries.recordDirect({ ...given, onDay: '2026-11-18', instalments: [{ instalmentId, amount: 500_000 }] })
    const statement = async (period: { from: string; to: string }) =>
      (await books.donorStatement({ id: donorId, ...period })).statements[0]!
    const instalments = (await office.client.pairings.get({ id: paid.id })).instalments
    const whole = await statement(YEAR)
    expect(whole).toMatchObject({ opening: 0, received: 999_999, handedOver: 999_999, closing: 0, outside: 500_000 })
    expect(whole.received).toBe(instalments.reduce((sum, { amount }) => sum + amount, 0))
    const november = await statement({ from: '2026-11-01', to: '2026-11-30' })
    expect(november).toMatchObject({ opening: 999_999, received: 0, handedOver: 999_999, closing: 0 })
    const { statements } = await books.addressStatement({ id: paid.addressId, ...YEAR })
    expect(statements).toMatchObject([{ currency: 'VND', fund: 999_999, direct: 0, total: 999_999 }])
    expect(statements[0]?.entries.map(({ months }) => months)).toEqual(['06/2026', '07/2026', '08/2026'])
  })

  test('row 27: dong, kip and dollars are never added up, each has its own totals and its own rounds', async () => {
    const office = await openLedgerOffice({ dialect })
    const { client } = office
    const { receipts, books, rounds, deliveries } = client.ledger
    await receiveFor(office, 'Hợp tác Hủa Phăn', { amount: 1_000_000 })
    await receiveFor(office, 'Hợp tác Hủa Phăn', { amount: 2_500_000, currency: 'LAK' })
    await receiveFor(office, 'Hợp tác Hủa Phăn', { amount: 12_345, currency: 'USD' })
    const { sums, rows } = await receipts.list({})
    expect(sums).toEqual([
      { currency: 'VND', amount: 1_000_000 },
      { currency: 'LAK', amount: 2_500_000 },
      { currency: 'USD', amount: 12_345 },
    ])
    expect(rows.map(({ currency }) => currency).sort()).toEqual(['LAK', 'USD', 'VND'])
    const { addressId, id: pairingId } = await office.addPairing({ months: 1 })
    const wrong = receipts.add({
      payerName: 'A',
      onDay: '2026-11-02',
      amount: 5,
      currency: 'LAK',
      method: 'cash',
      allocations: [{ kind: 'pairing', pairingId, amount: 5 }],
    })
    expect((await failureOfCall(wrong)).code).toBe('ledger.otherCurrency')
    const list = { name: 'Trao bên bạn', onDay: '2026-11-21', purpose: 'Hợp tác Hủa Phăn', currency: 'LAK' as const }
    const { id } = await rounds.create({ ...list, lines: [{ addressId, extra: 2_000_000 }] })
    await rounds.confirmRest({ id, onDay: '2026-11-21' })
    expect((await rounds.get({ id })).currency).toBe('LAK')
    const given = await deliveries.count({})
    expect(given.byChannel.fund.amount).toBe(0)
    expect(given.otherCurrencies).toEqual([
      { channel: 'fund', currency: 'LAK', deliveries: 1, amount: 2_000_000, goodsValue: 0 },
    ])
    expect((await books.cashBook(YEAR)).books.map(({ currency, closing }) => [currency, closing])).toEqual([
      ['VND', 1_000_000],
      ['LAK', 500_000],
      ['USD', 12_345],
    ])
    expect((await books.funds()).rows.map(({ currency, balance }) => [currency, balance])).toEqual([
      ['LAK', 500_000],
      ['USD', 12_345],
      ['VND', 1_000_000],
    ])
  })

  test('row 23: what is late is listed by sponsor and by address, and goes to paper or a workbook', async () => {
    const office = await openLedgerOffice({ dialect })
    const { books } = office.client.ledger
    const donorId = await office.addDonor('Chùa Vĩnh Nghiêm')
    await office.addPairing({ donorId, name: 'Lò Thị Pành', months: 2 })
    await office.addPairing({ donorId, name: 'Hà Văn Sơn', months: 1 })
    await office.addPairing({ name: 'Vi Thị Ón', months: 6 })
    const byDonor = (await books.overdue({ by: 'donor' })).rows
    expect(byDonor.map(({ name, instalments, amount, since }) => [name, instalments, amount, since])).toEqual([
      ['Công ty Sông Mã', 5, 2_500_000, '2026-06-30'],
      ['Chùa Vĩnh Nghiêm', 3, 1_500_000, '2026-06-30'],
    ])
    const byAddress = (await books.overdue({ by: 'address' })).rows
    expect(byAddress.map(({ name, amount }) => [name, amount])).toEqual([
      ['Vi Thị Ón', 2_500_000],
      ['Lò Thị Pành', 1_000_000],
      ['Hà Văn Sơn', 500_000],
    ])
    const { name } = await books.overdueXlsx({ by: 'address', language: 'vi' })
    expect(name).toMatch(/\.xlsx$/)
    const volunteer = office.clientAs(['volunteer']).ledger.books
    expect((await failureOfCall(volunteer.overdueXlsx({ by: 'donor', language: 'vi' }))).code).toBe('common.notAllowed')
  })
})
