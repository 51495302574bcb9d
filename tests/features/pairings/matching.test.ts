import { describe, expect, test } from 'vitest'
import { addressFields } from '../../support/builders.ts'
import { approve, donorFields, newPairing, openPairingOffice } from './pairingOffice.ts'

describe.each(['sqlite', 'postgres'] as const)('matching on %s', (dialect) => {
  test('open needs are approved addresses whose need is not covered yet', async () => {
    const office = await openPairingOffice({ dialect })
    const { id: goodsOnly } = await office.client.addresses.add({
      fields: addressFields({ name: 'Lò Văn Ước', villageId: office.villageId, mainCategory: 'orphan' }),
    })
    await office.client.addresses.add({
      fields: addressFields({ name: 'Chưa Duyệt', villageId: office.villageId, monthlyNeed: 1 }),
    })
    await approve(office, [goodsOnly])
    const names = async (filter: object) =>
      (await office.client.pairings.openNeeds({ filter })).rows.map(({ name, missing }) => [name, missing])
    expect(await names({})).toEqual([
      ['Đặng Thị Đào', 800_000],
      ['Lò Văn Ước', null],
    ])
    expect(await names({ category: 'orphan' })).toEqual([['Lò Văn Ước', null]])
    expect(await names({ missingFrom: 500_000 })).toEqual([['Đặng Thị Đào', 800_000]])
    const { id } = await office.client.pairings.add(newPairing(office))
    expect(await names({ search: 'dao' })).toEqual([['Đặng Thị Đào', 300_000]])
    const { version, terms } = await office.client.pairings.get({ id })
    await office.client.pairings.update({ id, version, terms: { ...terms, amount: 800_000 } })
    expect(await names({})).toEqual([['Lò Văn Ước', null]])
    // Who asked that their data be only kept is offered to nobody.
    await office.client.addresses.restrict({ id: goodsOnly, on: '2026-11-21' })
    expect(await names({})).toEqual([])
  })

  test('donors who fit come first: who intends to help, then who helps the same village', async () => {
    const office = await openPairingOffice({ dialect })
    const add = (name: string) => office.client.donors.add({ fields: donorFields({ name }) })
    const [far, near, intending] = [await add('An'), await add('Bình'), await add('Chi')]
    const { id: neighbour } = await office.client.addresses.add({
      fields: addressFields({ name: 'Lò Văn Ước', villageId: office.villageId, mainCategory: 'orphan' }),
    })
    await approve(office, [neighbour])
    await office.client.pairings.add(newPairing(office, { addressId: neighbour, donorId: near.id }))
    const promise = await office.client.pairings.add(newPairing(office, { donorId: intending.id, state: 'intended' }))
    const { rows } = await office.client.pairings.openOffers({ addressId: office.addressId })
    expect(rows.map(({ donorId }) => donorId)).toEqual([intending.id, near.id, far.id, office.donorId])
    expect(rows[1]).toMatchObject({
      intendedPairingId: null,
      sameVillage: 1,
      sameCategory: 0,
      activePairings: 1,
      usualAmount: 500_000,
    })
    expect(rows[0]).toMatchObject({ intendedPairingId: promise.id, activePairings: 0 })
  })
})
