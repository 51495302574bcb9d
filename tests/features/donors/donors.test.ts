import { describe, expect, test } from 'vitest'
import { donorNameCore, donorNameForOthers } from '../../../src/features/donors/common/rules.ts'
import { deliver, donorFields, newPairing, openPairingOffice } from '../pairings/pairingOffice.ts'

describe.each(['sqlite', 'postgres'] as const)('donors on %s', (dialect) => {
  test('a donor needs only a name; phone and representative find it again', async () => {
    const { client } = await openPairingOffice({ dialect })
    const { id } = await client.donors.add({
      fields: donorFields({
        name: 'Nhóm Thiện nguyện Ước mơ',
        kind: 'collective',
        representative: 'Đỗ Thị Được',
        phone: '0912345678',
      }),
    })
    const { fields } = await client.donors.get({ id })
    expect(fields).toMatchObject({ phone: '0912 345 678', representative: 'Đỗ Thị Được', anonymous: false })
    const found = async (search: string) => (await client.donors.list({ filter: { search } })).rows.map((row) => row.id)
    expect(await found('uoc mo')).toEqual([id])
    expect(await found('duoc')).toEqual([id])
    expect(await found('0912345678')).toEqual([id])
    expect((await client.donors.list({ filter: { kinds: ['business'] } })).rows).toEqual([])
  })

  test('the file shows pairings, dong per month and what reached addresses', async () => {
    const office = await openPairingOffice({ dialect })
    const { id } = await office.client.pairings.add(newPairing(office, { frequency: 'quarterly', amount: 900_000 }))
    await deliver(office, { pairingId: id, month: '2026-10', amount: 250_000 })
    const file = await office.client.donors.get({ id: office.donorId })
    expect(file).toMatchObject({ activePairings: 1, monthlyAmount: 300_000, received: [] })
    expect(file.delivered).toEqual([{ channel: 'fund', currency: 'VND', amount: 250_000 }])
    expect(file.pairings).toMatchObject([{ id, addressName: 'Đặng Thị Đào', frequency: 'quarterly' }])
    expect(await office.client.donors.count({})).toEqual({ total: 1, helping: 1, monthlyAmount: 300_000 })
    const helping = async (value: boolean) => (await office.client.donors.list({ filter: { helping: value } })).rows
    expect([(await helping(true)).length, (await helping(false)).length]).toEqual([1, 0])
  })

  test('dong per month leaves out a pairing whose agreed months are over', async () => {
    const office = await openPairingOffice({ dialect })
    await office.client.pairings.add(newPairing(office, { amount: 500_000, lastMonth: '2026-12' }))
    office.setNow('2027-01-02T02:00:00.000Z')
    const [row] = (await office.client.donors.list({})).rows
    expect(row).toMatchObject({ activePairings: 1, monthlyAmount: 0 })
    expect((await office.client.donors.get({ id: office.donorId })).monthlyAmount).toBe(0)
    expect(await office.client.donors.count({})).toEqual({ total: 1, helping: 1, monthlyAmount: 0 })
  })

  test('a donor who still helps cannot be removed; afterwards yes, and back again', async () => {
    const office = await openPairingOffice({ dialect })
    const { id } = await office.client.pairings.add(newPairing(office, { state: 'intended' }))
    await expect(office.client.donors.remove({ id: office.donorId })).rejects.toMatchObject({
      code: 'donors.hasPairings',
      data: { count: 1 },
    })
    await office.client.pairings.remove({ id })
    await office.client.donors.remove({ id: office.donorId })
    expect((await office.client.donors.count({})).total).toBe(0)
    await office.client.donors.restore({ id: office.donorId })
    expect((await office.client.donors.count({})).total).toBe(1)
  })

  test('the same donor is recognised under another spelling, by phone or by tax code', async () => {
    const { client, donorId } = await openPairingOffice({ dialect })
    const similar = async (name: string, more: object = {}) =>
      (await client.donors.findSimilar({ name, ...more })).rows.map((row) => row.id)
    expect(await similar('CTY TNHH HOANG ANH')).toEqual([donorId])
    expect(await similar('Hoàng Anh Gia Lai')).toEqual([])
    const { version, fields } = await client.donors.get({ id: donorId })
    await client.donors.update({ id: donorId, version, fields: { ...fields, phone: '0912345678', taxCode: '2800' } })
    expect(await similar('Ai đó', { phone: '0912 345678' })).toEqual([donorId])
    expect(await similar('Ai đó', { taxCode: '2800' })).toEqual([donorId])
  })
})

test('a donor who wishes it is not named to others', () => {
  expect(donorNameForOthers({ name: 'Bà Sáu', anonymous: true }, 'Nhà hảo tâm giấu tên')).toBe('Nhà hảo tâm giấu tên')
  expect(donorNameForOthers({ name: 'Bà Sáu', anonymous: false }, 'Nhà hảo tâm giấu tên')).toBe('Bà Sáu')
})

test('titles and legal forms do not tell two donors apart, given names do', () => {
  expect(donorNameCore('Bà Nguyễn Thị Anh')).toBe('nguyen thi anh')
  expect(donorNameCore('Công ty cổ phần Lam Sơn')).toBe('lam son')
  expect(donorNameCore('Công ty TNHH')).toBe('cong ty tnhh')
})
