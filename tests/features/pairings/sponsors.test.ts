import { describe, expect, test } from 'vitest'
import { addressFields } from '../../support/builders.ts'
import {
  approve,
  deliver,
  donorFields,
  newPairing,
  openPairingOffice,
  type PairingOffice,
  strip,
} from './pairingOffice.ts'

async function addDonor({ client }: PairingOffice, name: string, kind: 'person' | 'organisation' = 'person') {
  return (await client.donors.add({ fields: donorFields({ name, kind }) })).id
}

async function addApproved(office: PairingOffice, name: string, fields: object = {}) {
  const { id } = await office.client.addresses.add({
    fields: addressFields({ name, villageId: office.villageId, ...fields }),
  })
  await approve(office, [id])
  return id
}

describe.each(['sqlite', 'postgres'] as const)('sponsors of an address on %s', (dialect) => {
  test('row 12: persons, groups, firms and foreign Red Cross societies stand in one list, filtered by kind', async () => {
    const office = await openPairingOffice({ dialect })
    const { client } = office
    const huaphanh = await addDonor(office, 'Hội Chữ thập đỏ Hủa Phăn', 'organisation')
    await addDonor(office, 'Bà Nguyễn Thị Hoa')
    const all = await client.pairings.openOffers({})
    expect(all.rows).toHaveLength(3)
    const { rows } = await client.pairings.openOffers({ kinds: ['organisation'] })
    expect(rows.map(({ donorId }) => donorId)).toEqual([huaphanh])
    await client.pairings.add(newPairing(office, { donorId: huaphanh }))
    const pairings = await client.pairings.list({ filter: { donorKind: 'organisation' } })
    expect(pairings.rows.map(({ donorId }) => donorId)).toEqual([huaphanh])
    expect((await client.pairings.list({ filter: { donorKind: 'person' } })).rows).toEqual([])
  })

  test('row 13: shares of several sponsors are checked against the need, and too much is refused unless meant', async () => {
    const office = await openPairingOffice({ dialect })
    const { client, addressId } = office
    await client.pairings.add(newPairing(office))
    const second = newPairing(office, { donorId: await addDonor(office, 'Bà Hoa'), amount: 300_000 })
    await client.pairings.add(second)
    const shared = await client.pairings.support({ addressId })
    expect(shared.sponsors.map(({ donorName, share }) => [donorName, share])).toEqual([
      ['Công ty Hoàng Anh', 6250],
      ['Bà Hoa', 3750],
    ])
    expect(shared).toMatchObject({ monthlyNeed: 800_000, monthlySupport: 800_000, missing: 0, above: 0 })
    const third = newPairing(office, { donorId: await addDonor(office, 'Ông Bình'), amount: 100_000 })
    await expect(client.pairings.add(third)).rejects.toMatchObject({
      code: 'pairings.aboveNeed',
      data: { need: 800_000, total: 900_000, above: 100_000 },
    })
    expect((await client.pairings.list({ filter: { aboveNeed: true } })).rows).toEqual([])
    await client.pairings.add({ ...third, evenAboveNeed: true })
    expect((await client.pairings.support({ addressId })).above).toBe(100_000)
    expect((await client.pairings.list({ filter: { aboveNeed: true } })).rows).toHaveLength(3)
  })

  test('row 14: a held address is promised to nobody else until the day, and a second hold names the holder', async () => {
    const office = await openPairingOffice({ dialect })
    const { client, addressId, donorId } = office
    const other = await addDonor(office, 'Bà Hoa')
    const { id } = await client.pairings.hold({ addressId, donorId: other, untilDay: '2026-11-30' })
    const again = client.pairings.hold({ addressId, donorId, untilDay: '2026-12-05' })
    await expect(again).rejects.toMatchObject({
      code: 'pairings.alreadyHeld',
      data: { holder: 'Bà Hoa', until: '30/11/2026' },
    })
    await expect(client.pairings.add(newPairing(office))).rejects.toMatchObject({ code: 'pairings.heldForOther' })
    expect((await client.pairings.openNeeds({})).rows[0]?.hold).toMatchObject({ id, holderName: 'Bà Hoa' })
    office.setNow('2026-12-01T02:00:00.000Z')
    expect((await client.pairings.holds({})).rows).toEqual([])
    await client.pairings.hold({ addressId, donorId, untilDay: '2026-12-20' })
    await client.pairings.add(newPairing(office))
    expect((await client.pairings.holds({})).rows).toEqual([])
  })

  test('a hold let go is free again; one in the past or for years is refused', async () => {
    const office = await openPairingOffice({ dialect })
    const { client, addressId } = office
    const hold = (untilDay: string) => client.pairings.hold({ addressId, holderName: 'Chị Lan', untilDay })
    await expect(hold('2026-11-20')).rejects.toMatchObject({ code: 'pairings.holdInPast' })
    await expect(hold('2027-11-20')).rejects.toMatchObject({ code: 'pairings.holdTooLong' })
    const { id } = await hold('2026-11-30')
    await expect(client.pairings.add(newPairing(office))).rejects.toMatchObject({ code: 'pairings.heldForOther' })
    await client.pairings.releaseHold({ id })
    await client.pairings.add(newPairing(office))
  })

  test('row 15: illegal jumps are refused, and the state on any past date is answered', async () => {
    const office = await openPairingOffice({ dialect })
    const { client } = office
    const { id } = await client.pairings.add(newPairing(office, { state: 'intended' }))
    const version = async () => (await client.pairings.get({ id })).version
    const stateOn = async (day: string) => (await client.pairings.stateOn({ id, day })).state
    await expect(client.pairings.resume({ id, version: await version(), fromMonth: '2026-11' })).rejects.toMatchObject({
      code: 'pairings.stepNotAllowed',
    })
    await expect(
      client.pairings.suspend({ id, version: await version(), fromMonth: '2026-11', reason: 'nghỉ' }),
    ).rejects.toMatchObject({ code: 'pairings.stepNotAllowed' })
    office.setNow('2026-11-25T02:00:00.000Z')
    await client.pairings.activate({ id, version: await version() })
    office.setNow('2026-12-10T02:00:00.000Z')
    await client.pairings.suspend({ id, version: await version(), fromMonth: '2026-12', reason: 'Công ty xin nghỉ' })
    office.setNow('2026-12-28T02:00:00.000Z')
    await client.pairings.end({ id, version: await version(), onDay: '2026-12-20', reason: 'sponsorStopped' })
    expect(
      await Promise.all(['2026-09-30', '2026-10-01', '2026-11-25', '2026-12-05', '2026-12-20'].map(stateOn)),
    ).toEqual([null, 'intended', 'active', 'suspended', 'ended'])
    await expect(client.pairings.activate({ id, version: await version() })).rejects.toMatchObject({
      code: 'pairings.stepNotAllowed',
    })
  })

  test('row 16: endings are counted by coded reason and quarter, and each figure opens its pairings', async () => {
    const office = await openPairingOffice({ dialect })
    const { client } = office
    const end = async (onDay: string, reason: string) => {
      const addressId = await addApproved(office, `Người ${onDay}`)
      const { id } = await client.pairings.add(newPairing(office, { addressId, firstMonth: '2026-01', past: 'owed' }))
      await client.pairings.end({ id, version: 1, onDay, reason })
      return id
    }
    const august = await end('2026-08-15', 'reachedAge')
    await end('2026-10-10', 'sponsorStopped')
    await end('2026-11-20', 'sponsorStopped')
    const { rows, total } = await client.pairings.endings({ from: '2026-01-01', to: '2026-12-31' })
    expect(rows.map(({ quarter, reason, count }) => [quarter, reason, count])).toEqual([
      ['2026-Q4', 'sponsorStopped', 2],
      ['2026-Q3', 'reachedAge', 1],
    ])
    expect(total).toBe(3)
    const { from, to, reason } = rows[1]!
    const opened = await client.pairings.list({ filter: { endReason: reason, endedFrom: from, endedTo: to } })
    expect(opened.rows.map(({ id }) => id)).toEqual([august])
    await expect(
      client.pairings.end({ id: august, version: 2, onDay: '2026-11-01', reason: 'vì sao' }),
    ).rejects.toThrow()
  })

  test('row 17: a replacement sponsor carries the help on as one unbroken line', async () => {
    const office = await openPairingOffice({ dialect })
    const { client, addressId } = office
    const { id } = await client.pairings.add(newPairing(office, { firstMonth: '2026-01', past: 'unknown' }))
    const donorId = await addDonor(office, 'Bà Hoa')
    const { id: next } = await client.pairings.replace({
      id,
      version: 1,
      donorId,
      fromMonth: '2026-11',
      reason: 'sponsorStopped',
    })
    const { line, unbrokenSince, sponsors } = await client.pairings.support({ addressId })
    expect(line).toEqual([{ from: '2026-01', to: '2026-12', pairingIds: [id, next] }])
    expect(unbrokenSince).toBe('2026-01')
    expect(sponsors[1]).toMatchObject({ donorName: 'Bà Hoa', replaces: id, running: true, monthly: 500_000 })
    expect(await client.pairings.get({ id })).toMatchObject({
      state: 'ended',
      replacedBy: { id: next },
      endedOn: '2026-10-31',
    })
    expect(await strip(office, next)).toEqual(['2026-11 due 500', '2026-12 future 500'])
    expect((await client.addresses.get({ id: addressId })).state).toBe('active')
    const same = client.pairings.replace({ id: next, version: 1, donorId, fromMonth: '2026-12', reason: 'other' })
    await expect(same).rejects.toMatchObject({ code: 'pairings.sameDonor' })
  })

  test('row 18: needs are filtered by commune, category, amount, form and hold beside the offers that fit', async () => {
    const office = await openPairingOffice({ dialect })
    const { client } = office
    const child = await addApproved(office, 'Lò Văn Ước', { mainCategory: 'orphan', monthlyNeed: 300_000 })
    const names = async (filter: object) => (await client.pairings.openNeeds({ filter })).rows.map(({ name }) => name)
    expect(await names({ missingTo: 400_000 })).toEqual(['Lò Văn Ước'])
    expect(await names({ category: 'orphan', missingFrom: 200_000 })).toEqual(['Lò Văn Ước'])
    const [first] = (await client.pairings.openNeeds({})).rows
    expect(first?.communeName).not.toBe(null)
    expect(await names({ communeId: 'no such commune' })).toEqual([])
    expect(await names({ helpForm: 'food' })).toEqual([])
    await client.pairings.hold({ addressId: child, holderName: 'Chị Lan', untilDay: '2026-12-01' })
    expect(await names({ held: true })).toEqual(['Lò Văn Ước'])
    expect(await names({ held: false })).toEqual(['Đặng Thị Đào'])
    const { id } = await client.pairings.add(newPairing(office, { amount: 800_000 }))
    expect(await names({ held: false })).toEqual([])
    expect((await client.pairings.get({ id })).state).toBe('active')
  })

  test('a pairing whose period is over gives no more: the address is offered again, the sums leave it out', async () => {
    const office = await openPairingOffice({ dialect })
    const { client, addressId } = office
    const { id } = await client.pairings.add(newPairing(office, { amount: 800_000, lastMonth: '2026-11' }))
    expect((await client.pairings.openNeeds({})).total).toBe(0)
    expect((await client.pairings.count({})).monthlyAmount).toBe(800_000)
    expect((await client.pairings.list({ filter: { over: true } })).rows.map((row) => row.id)).toEqual([id])
    office.setNow('2026-12-02T02:00:00.000Z')
    expect((await client.pairings.openNeeds({})).rows).toMatchObject([{ addressId, missing: 800_000 }])
    expect((await client.pairings.count({})).monthlyAmount).toBe(0)
    const { version } = await client.pairings.get({ id })
    await expect(client.pairings.extend({ id, version, lastMonth: '2026-11' })).rejects.toMatchObject({
      code: 'pairings.notLater',
    })
    await client.pairings.extend({ id, version, lastMonth: '2027-01' })
    expect(await strip(office, id)).toEqual([
      '2026-10 late 800',
      '2026-11 late 800',
      '2026-12 due 800',
      '2027-01 future 800',
    ])
    expect((await client.pairings.openNeeds({})).total).toBe(0)
  })

  test('row 21: a schedule of 24 months is made, edited month by month, and its sum stays what was promised', async () => {
    const office = await openPairingOffice({ dialect })
    const { client } = office
    const { id } = await client.pairings.add(newPairing(office, { firstMonth: '2026-11', lastMonth: '2028-10' }))
    const { instalments, version } = await client.pairings.get({ id })
    expect(instalments).toHaveLength(24)
    expect(instalments.reduce((sum, { amount }) => sum + amount, 0)).toBe(12_000_000)
    const change = (index: number, amount: number) => {
      const { id: instalmentId, dueOn } = instalments[index]!
      return { id: instalmentId ?? '', amount, dueOn }
    }
    const wrong = client.pairings.editSchedule({ id, version, instalments: [change(3, 900_000)] })
    await expect(wrong).rejects.toMatchObject({
      code: 'pairings.sumDiffers',
      data: { before: 12_000_000, after: 12_400_000, difference: 400_000 },
    })
    await client.pairings.editSchedule({ id, version, instalments: [change(3, 900_000), change(4, 100_000)] })
    const after = await client.pairings.get({ id })
    expect(after.totals.planned).toBe(12_000_000)
    expect(after.instalments.slice(3, 5).map(({ amount }) => amount)).toEqual([900_000, 100_000])
    await deliver(office, { pairingId: id, month: '2026-11', amount: 500_000 })
    const given = client.pairings.editSchedule({ id, version, instalments: [change(0, 400_000), change(1, 600_000)] })
    await expect(given).rejects.toMatchObject({ code: 'pairings.kySettled', data: { month: '2026-11' } })
  })

  test('row 22: what a part payment left moves on to the dong, and the promise stays whole', async () => {
    const office = await openPairingOffice({ dialect })
    const { client } = office
    const { id } = await client.pairings.add(newPairing(office, { firstMonth: '2026-11', lastMonth: '2027-02' }))
    await deliver(office, { pairingId: id, month: '2026-11', amount: 123_456 })
    const { instalments, version } = await client.pairings.get({ id })
    await client.pairings.moveRemainder({ id, version, instalmentId: instalments[0]?.id ?? '', way: 'spread' })
    const after = await client.pairings.get({ id })
    expect(after.instalments.map(({ amount, state }) => [amount, state])).toEqual([
      [123_456, 'paid'],
      [625_515, 'future'],
      [625_515, 'future'],
      [625_514, 'future'],
    ])
    expect(after.totals).toMatchObject({ planned: 2_000_000, owed: 0 })
    const nothing = client.pairings.moveRemainder({ id, version, instalmentId: instalments[0]?.id ?? '', way: 'next' })
    await expect(nothing).rejects.toMatchObject({ code: 'pairings.nothingToMove' })
  })

  test('the page of a pairing taken over says what the old register gave', async () => {
    const office = await openPairingOffice({ dialect })
    const { client } = office
    const { id } = await client.pairings.add(newPairing(office, { firstMonth: '2026-08', past: 'delivered' }))
    expect((await client.pairings.get({ id })).totals).toMatchObject({ delivered: 0, takenOver: 1_500_000 })
  })
})
