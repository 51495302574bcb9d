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
    const { byChannel, total } = await deliveries.list({})
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
    const { byChannel } = await deliveries.list({ filter: { pairingId: pairing.id } })
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
    const { byChannel, rows } = await deliveries.list({})
    expect(byChannel.direct).toEqual({ deliveries: 0, amount: 0, goodsValue: 0 })
    expect(rows[0]?.reversed).toEqual({ onDay: '2026-11-21', reason: 'Nhầm người nhận' })
  })
})
