import { readXlsx } from 'hucre/xlsx'
import { describe, expect, test } from 'vitest'
import { addressFields, addVillage } from '../../support/builders.ts'
import { openTestApp } from '../../support/openTestApp.ts'
import { addPairing } from './addPairing.ts'

describe.each(['sqlite', 'postgres'] as const)('the story of an address on %s', (dialect) => {
  test('surveys, visits, consents, sponsors and what was handed over stand on one line of time, newest first', async () => {
    const office = await openTestApp({ dialect })
    const { client } = office
    const villageId = await addVillage(office.app, { name: 'Bản Ón', unitId: office.unitId })
    const { id } = await client.addresses.add({ fields: addressFields({ name: 'Lò Thị Pành', villageId }) })
    await client.addresses.approve({ ids: [id], paper: { title: 'Quyết định' } })
    await addPairing(office, { addressId: id, donorName: 'Chùa Chặng', amount: 300_000, firstMonth: '2026-08' })
    await client.visits.record({ addressId: id, fields: { madeOn: '2026-10-02', byName: 'chị Hà', result: 'stable' } })
    await client.consents.record({ ids: [id], purposes: ['keep', 'publish'], givenOn: '2026-09-05' })
    const rice = { form: 'goods' as const, goodsItem: 'gạo', goodsQuantity: 10, goodsUnit: 'kg', extra: 200_000 }
    const given = { addressId: id, channel: 'direct' as const, onDay: '2026-11-20', proof: 'photo' as const }
    const {
      ids: [mistaken = ''],
    } = await client.ledger.deliveries.recordDirect({ ...given, ...rice })
    await client.ledger.deliveries.recordDirect({ ...given, ...rice, onDay: '2026-11-21' })
    await client.ledger.deliveries.reverse({ id: mistaken, reason: 'Ghi nhầm người' })

    const { events } = await client.addresses.story({ id })
    expect(events.map(({ kind, onDay }) => [kind, onDay])).toEqual([
      ['delivery', '2026-11-21'],
      ['delivery', '2026-11-20'],
      ['visit', '2026-10-02'],
      ['consent', '2026-09-05'],
      ['pairing', '2026-08'],
    ])
    expect(events[0]).toMatchObject({ goods: 'gạo', goodsQuantity: 10, reversed: false, donors: [], round: null })
    expect(events[1]).toMatchObject({ reversed: true })
    expect(events[3]).toMatchObject({ purposes: ['keep', 'publish'], withdrawn: false })
    expect(events[4]).toMatchObject({ happened: 'begun', donorName: 'Chùa Chặng', amount: 300_000 })
    expect(new Set(events.map(({ key }) => key)).size).toBe(events.length)

    const { ticket } = await client.addresses.exportPerson({ id, language: 'vi' })
    const { file } = await client.files.take({ ticket })
    const [copy] = (await readXlsx(new Uint8Array(await file.arrayBuffer()))).sheets
    // The person's copy says the same in words: no ids, money and months as papers write them, what was taken back as such.
    expect(JSON.stringify(copy?.rows)).not.toMatch(/[0-9a-f]{8}-[0-9a-f]{4}-7/)
    expect(copy?.rows).toEqual(
      expect.arrayContaining([
        ['Địa chỉ nhân đạo', 'Thôn, bản, khu phố', 'Bản Ón'],
        ['Giấy đồng ý 2', 'Ngày ký, ngày giao', '05/09/2026'],
        ['Kết nối trợ giúp', 'Nhà hảo tâm', 'Chùa Chặng'],
        ['Kết nối trợ giúp', 'Số tiền, trị giá', '300.000\u00a0₫'],
        ['Kết nối trợ giúp', 'Từ tháng', '08/2026'],
        ['Lần trao', '20/11/2026', '10 kg gạo · Trao thẳng · Đã hủy ghi nhận'],
        ['Lần trao', '21/11/2026', '10 kg gạo · Trao thẳng'],
      ]),
    )

    // Who may not see money reads the rest of the story.
    const told = await office.clientAs(['volunteer']).addresses.story({ id })
    expect(told.events.map(({ kind }) => kind)).toEqual(['visit', 'consent', 'pairing'])
  })
})
