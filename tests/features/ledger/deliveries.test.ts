import { describe, expect, test } from 'vitest'
import { failureOfCall, openLedgerOffice } from './ledgerOffice.ts'

describe.each(['sqlite', 'postgres'] as const)('direct deliveries on %s', (dialect) => {
  test('what a sponsor gave the family itself pays its kỳ and is counted apart from the fund', async () => {
    const office = await openLedgerOffice({ dialect })
    const { rounds, deliveries } = office.client.ledger
    const temple = await office.addPairing({ channel: 'direct', months: 2 })
    const funded = await office.addPairing({ months: 1 })
    await office.receive([funded], 500_000)
    await rounds.confirmRest({ id: await office.makeRound(), onDay: '2026-11-20' })
    const [first = '', second = ''] = temple.instalmentIds
    const { ids } = await deliveries.recordDirect({
      addressId: temple.addressId,
      pairingId: temple.id,
      channel: 'direct',
      onDay: '2026-11-18',
      instalments: [
        { instalmentId: first, amount: 500_000 },
        { instalmentId: second, amount: 200_000 },
      ],
      extra: 100_000,
      proof: 'photo',
    })
    expect(ids).toHaveLength(3)
    const { byChannel, total } = await deliveries.count({})
    expect(total).toBe(4)
    expect(byChannel).toEqual({
      fund: { deliveries: 1, amount: 500_000, goodsValue: 0 },
      direct: { deliveries: 3, amount: 800_000, goodsValue: 0 },
      local: { deliveries: 0, amount: 0, goodsValue: 0 },
    })
    const above = deliveries.recordDirect({
      addressId: temple.addressId,
      pairingId: temple.id,
      channel: 'direct',
      onDay: '2026-11-19',
      instalments: [{ instalmentId: second, amount: 300_001 }],
      proof: 'signature',
    })
    expect((await failureOfCall(above)).code).toBe('ledger.aboveInstalment')
  })

  test('goods are kept by their value, and only with their name', async () => {
    const office = await openLedgerOffice({ dialect })
    const { deliveries } = office.client.ledger
    const pairing = await office.addPairing({ channel: 'local', months: 1 })
    const [instalmentId = ''] = pairing.instalmentIds
    const rice = {
      addressId: pairing.addressId,
      pairingId: pairing.id,
      channel: 'local' as const,
      onDay: '2026-11-18',
      instalments: [{ instalmentId, amount: 500_000 }],
      form: 'goods' as const,
      proof: 'witness' as const,
    }
    expect((await failureOfCall(deliveries.recordDirect(rice))).code).toBe('ledger.goodsNeeded')
    await deliveries.recordDirect({ ...rice, goodsItem: '25 kg gạo' })
    const { byChannel } = await deliveries.count({ filter: { pairingId: pairing.id } })
    expect(byChannel.local).toEqual({ deliveries: 1, amount: 0, goodsValue: 500_000 })
    const again = await failureOfCall(deliveries.recordDirect({ ...rice, goodsItem: '25 kg gạo' }))
    expect(again.code).toBe('ledger.notDue')
  })

  test('taking it back needs a reason and happens once', async () => {
    const office = await openLedgerOffice({ dialect })
    const { deliveries } = office.client.ledger
    const { addressId } = await office.addPairing()
    const { ids } = await deliveries.recordDirect({
      addressId,
      channel: 'direct',
      onDay: '2026-11-18',
      extra: 1_000_000,
      proof: 'transferSlip',
    })
    const [id = ''] = ids
    expect((await failureOfCall(deliveries.reverse({ id, reason: '' }))).code).toBe('ledger.reasonNeeded')
    await deliveries.reverse({ id, reason: 'Nhầm người nhận' })
    expect((await failureOfCall(deliveries.reverse({ id, reason: 'Lần nữa' }))).code).toBe('ledger.alreadyReversed')
    const { rows } = await deliveries.list({})
    const { byChannel } = await deliveries.count({})
    expect(byChannel.direct).toEqual({ deliveries: 0, amount: 0, goodsValue: 0 })
    expect(rows[0]?.reversed).toEqual({ onDay: '2026-11-21', reason: 'Nhầm người nhận' })
  })

  test('row 25: ten kilograms of rice and 500.000 dong are one delivery with quantity, unit and value', async () => {
    const office = await openLedgerOffice({ dialect })
    const { deliveries } = office.client.ledger
    const { addressId } = await office.addPairing({ months: 1 })
    const donorId = await office.addDonor('Chùa Vĩnh Nghiêm')
    const rice = { goodsItem: 'gạo', goodsQuantity: 10, goodsUnit: 'kg', goodsValue: 180_000 }
    const gift = { addressId, donorId, channel: 'direct' as const, onDay: '2026-11-18', proof: 'photo' as const }
    expect((await failureOfCall(deliveries.recordDirect({ ...gift, goodsValue: 5 }))).code).toBe('ledger.emptyLine')
    const { ids } = await deliveries.recordDirect({ ...gift, extra: 500_000, ...rice })
    expect(ids).toHaveLength(1)
    const { rows } = await deliveries.list({ filter: { donorId } })
    const { byChannel } = await deliveries.count({ filter: { donorId } })
    expect(rows).toMatchObject([{ amount: 500_000, donorName: 'Chùa Vĩnh Nghiêm', ...rice }])
    expect(byChannel.direct).toEqual({ deliveries: 1, amount: 500_000, goodsValue: 180_000 })
  })

  test('row 25: a round hands over goods with quantity and unit beside the kỳ', async () => {
    const office = await openLedgerOffice({ dialect })
    const { rounds, receipts, deliveries } = office.client.ledger
    const { addressId, id: pairingId, instalmentIds } = await office.addPairing({ months: 1 })
    const [instalmentId = ''] = instalmentIds
    const allocations = [
      { kind: 'pairing' as const, pairingId, amount: 500_000 },
      { kind: 'purpose' as const, purpose: 'Gạo', amount: 180_000 },
    ]
    await receipts.add({ payerName: 'Chùa', onDay: '2026-11-02', amount: 680_000, method: 'cash', allocations })
    const goods = { goods: 'gạo', goodsQuantity: 10, goodsUnit: 'kg', goodsValue: 180_000 }
    const line = { addressId, instalments: [{ instalmentId, amount: 500_000 }], ...goods }
    const { id } = await rounds.create({ name: 'Đợt', onDay: '2026-11-20', purpose: 'Gạo', lines: [line] })
    await rounds.confirmRest({ id, onDay: '2026-11-20' })
    const { rows } = await deliveries.list({ filter: { roundId: id } })
    expect(rows.map((row) => [row.amount, row.goodsQuantity, row.goodsUnit, row.goodsValue]).sort()).toEqual([
      [0, 10, 'kg', 180_000],
      [500_000, null, null, 0],
    ])
  })

  test('row 88: place, person and time are scored, and each failing right opens its rows', async () => {
    const office = await openLedgerOffice({ dialect })
    const { deliveries, rounds } = office.client.ledger
    const { addressId } = await office.addPairing({ months: 1 })
    const gift = { addressId, channel: 'direct' as const, onDay: '2026-11-18', proof: 'photo' as const, extra: 100_000 }
    await deliveries.recordDirect({ ...gift, place: 'Nhà văn hóa thôn' })
    await deliveries.recordDirect({ ...gift, proxyName: 'Con gái' })
    const pairing = await office.addPairing({ months: 2 })
    await office.receive([pairing], 1_000_000)
    const id = await office.makeRound()
    await rounds.confirmRest({ id, onDay: '2026-11-21', aboveReceivedReason: 'ứng' })
    const { rights } = await deliveries.count({})
    expect(rights).toEqual({ deliveries: 5, place: 4, person: 4, time: 2 })
    const failing = async (right: 'place' | 'person' | 'time') =>
      (await deliveries.list({ filter: { failing: right } })).rows.map((row) => row.proxyName ?? row.firstMonth)
    expect(await failing('place')).toEqual(['Con gái'])
    expect(await failing('person')).toEqual(['Con gái'])
    expect((await failing('time')).sort()).toEqual(['2026-06', '2026-06', '2026-07'])
    const round = await rounds.get({ id })
    expect(round.rights).toEqual({ deliveries: 3, place: 3, person: 3, time: 0 })
    expect(round.villages[0]?.lines[0]?.failing).toEqual(['time'])
  })
})
