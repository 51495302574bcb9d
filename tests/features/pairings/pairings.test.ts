import { describe, expect, test } from 'vitest'
import { extendOpenPairings } from '../../../src/features/pairings/core/extendOpenPairings.ts'
import { previewTerms } from '../../../src/features/pairings/ui/previewInstalments.ts'
import { addressFields } from '../../support/builders.ts'
import { approve, deliver, donorFields, newPairing, openPairingOffice, strip } from './pairingOffice.ts'

describe.each(['sqlite', 'postgres'] as const)('pairings on %s', (dialect) => {
  test('an active pairing plans its kỳ and makes the address active, with the step on record', async () => {
    const office = await openPairingOffice({ dialect })
    const { id } = await office.client.pairings.add(newPairing(office))
    expect(await strip(office, id)).toEqual(['2026-10 late 500', '2026-11 due 500', '2026-12 future 500'])
    const file = await office.client.pairings.get({ id })
    expect(file.totals).toEqual({ planned: 1_500_000, delivered: 0, takenOver: 0, owed: 1_000_000, overdueCount: 1 })
    const address = await office.client.addresses.get({ id: office.addressId })
    expect(address.state).toBe('active')
    expect(address.steps.map(({ state }) => state)).toEqual(['active', 'approved', 'proposed'])
  })

  test('row 22: a part payment leaves the exact remainder, in dong', async () => {
    const office = await openPairingOffice({ dialect })
    const { id } = await office.client.pairings.add(newPairing(office))
    await deliver(office, { pairingId: id, month: '2026-10', amount: 123_456 })
    await deliver(office, { pairingId: id, month: '2026-11', amount: 500_000 })
    const { instalments, totals } = await office.client.pairings.get({ id })
    expect(instalments[0]).toMatchObject({ state: 'part', delivered: 123_456, remainder: 376_544, overdue: true })
    expect(instalments[1]).toMatchObject({ state: 'paid', remainder: 0 })
    expect(totals).toEqual({ planned: 1_500_000, delivered: 623_456, takenOver: 0, owed: 376_544, overdueCount: 1 })
  })

  test('an address not yet approved may only have an intended pairing', async () => {
    const office = await openPairingOffice({ dialect })
    const { id: addressId } = await office.client.addresses.add({
      fields: addressFields({ name: 'Lò Văn Ước', villageId: office.villageId }),
    })
    await expect(office.client.pairings.add(newPairing(office, { addressId }))).rejects.toMatchObject({
      code: 'pairings.addressNotApproved',
      data: { name: 'Lò Văn Ước', state: 'proposed' },
    })
    const { id } = await office.client.pairings.add(newPairing(office, { addressId, state: 'intended' }))
    expect(await strip(office, id)).toEqual([])
    await expect(office.client.pairings.activate({ id, version: 1 })).rejects.toMatchObject({
      code: 'pairings.addressNotApproved',
    })
    await approve(office, [addressId])
    await office.client.pairings.activate({ id, version: 1 })
    expect(await strip(office, id)).toHaveLength(3)
    expect((await office.client.addresses.get({ id: addressId })).state).toBe('active')
  })

  test('row 11: two periods of the same sponsor and address are allowed, an overlap is refused', async () => {
    const office = await openPairingOffice({ dialect })
    await office.client.pairings.add(newPairing(office))
    const again = newPairing(office, { firstMonth: '2026-12', lastMonth: null })
    await expect(office.client.pairings.add(again)).rejects.toMatchObject({ code: 'pairings.overlaps' })
    await office.client.pairings.add({ ...again, firstMonth: '2027-01' })
    await office.client.pairings.add({ ...again, helpForm: 'food', evenAboveNeed: true })
    const { total, monthlyAmount, byState } = await office.client.pairings.count({})
    expect({ total, monthlyAmount, byState }).toEqual({ total: 3, monthlyAmount: 1_500_000, byState: { active: 3 } })
  })

  test('months of the old register are taken over as given or as unknown', async () => {
    const office = await openPairingOffice({ dialect })
    const { id } = await office.client.pairings.add(newPairing(office, { firstMonth: '2026-09', past: 'unknown' }))
    expect(await strip(office, id)).toEqual([
      '2026-09 unknown 500',
      '2026-10 unknown 500',
      '2026-11 due 500',
      '2026-12 future 500',
    ])
    expect((await office.client.pairings.list({})).rows[0]).toMatchObject({ overdue: 0, nextDueOn: '2026-11-30' })
  })

  test('new terms change only kỳ still to come and not yet given', async () => {
    const office = await openPairingOffice({ dialect })
    const { id } = await office.client.pairings.add(newPairing(office))
    await deliver(office, { pairingId: id, month: '2026-11', amount: 1_000 })
    const file = await office.client.pairings.get({ id })
    const { version, terms } = file
    const changed = { ...terms, amount: 600_000, lastMonth: '2027-01' }
    const preview = previewTerms(file, changed, { fromMonth: '2026-11', today: '2026-11-21' })
    await office.client.pairings.update({ id, version, terms: changed })
    const saved = await office.client.pairings.get({ id })
    expect(preview).toMatchObject(saved.instalments.map(({ id: _id, ...shown }) => shown))
    expect(await strip(office, id)).toEqual([
      '2026-10 late 500',
      '2026-11 part 500',
      '2026-12 future 600',
      '2027-01 future 600',
    ])
    const update = (changes: Partial<typeof terms>) =>
      office.client.pairings.update({ id, version: version + 1, terms: { ...terms, ...changes } })
    await expect(update({ firstMonth: '2026-09' })).rejects.toMatchObject({ code: 'pairings.alreadyDelivered' })
    await expect(update({ lastMonth: '2026-10' })).rejects.toMatchObject({
      code: 'pairings.deliveredBeyondEnd',
      data: { month: '11/2026' },
    })
    await expect(update({ lastMonth: '2026-09' })).rejects.toMatchObject({ code: 'pairings.endsBeforeStart' })
    await expect(update({ helpForm: 'gold' })).rejects.toMatchObject({ code: 'pairings.unknownHelpForm' })
    await expect(office.client.pairings.update({ id, version, terms })).rejects.toMatchObject({
      code: 'common.changedElsewhere',
    })
  })

  test('a mistyped first month is corrected while nothing was given', async () => {
    const office = await openPairingOffice({ dialect })
    const { id } = await office.client.pairings.add(newPairing(office, { firstMonth: '2025-11' }))
    const { version, terms } = await office.client.pairings.get({ id })
    await office.client.pairings.update({ id, version, terms: { ...terms, firstMonth: '2026-11' } })
    expect(await strip(office, id)).toEqual(['2026-11 due 500', '2026-12 future 500'])
  })

  test('a suspended pairing owes nothing until it is resumed; the months between are skipped', async () => {
    const office = await openPairingOffice({ dialect })
    const { id } = await office.client.pairings.add(newPairing(office, { lastMonth: '2027-02' }))
    await office.client.pairings.suspend({ id, version: 1, fromMonth: '2026-11', reason: 'Gia đình đi vắng' })
    expect(await strip(office, id)).toEqual([
      '2026-10 late 500',
      '2026-11 skipped 0',
      '2026-12 skipped 0',
      '2027-01 skipped 0',
      '2027-02 skipped 0',
    ])
    expect((await office.client.addresses.get({ id: office.addressId })).state).toBe('active')
    await office.client.pairings.resume({ id, version: 2, fromMonth: '2027-01' })
    expect(await strip(office, id)).toEqual([
      '2026-10 late 500',
      '2026-11 skipped 0',
      '2026-12 skipped 0',
      '2027-01 future 500',
      '2027-02 future 500',
    ])
    const { story } = await office.client.pairings.get({ id })
    expect(story.map(({ kind, reason }) => [kind, reason])).toEqual([
      ['resumed', null],
      ['suspended', 'Gia đình đi vắng'],
      ['added', null],
    ])
  })

  test('ending takes back the months behind it and lets the address look for a sponsor again', async () => {
    const office = await openPairingOffice({ dialect })
    const { id } = await office.client.pairings.add(newPairing(office))
    await deliver(office, { pairingId: id, month: '2026-12', amount: 500_000 })
    const ending = { id, version: 1, onDay: '2026-11-10' }
    await expect(office.client.pairings.end({ ...ending, reason: 'noReason' })).rejects.toMatchObject({
      code: 'pairings.unknownEndReason',
    })
    await office.client.pairings.end({ ...ending, reason: 'sponsorStopped', note: 'Công ty giải thể' })
    expect(await strip(office, id)).toEqual(['2026-10 late 500', '2026-11 due 500', '2026-12 paid 500'])
    const file = await office.client.pairings.get({ id })
    expect(file).toMatchObject({ state: 'ended', endReason: 'sponsorStopped', endedOn: '2026-11-10' })
    const address = await office.client.addresses.get({ id: office.addressId })
    expect(address).toMatchObject({ state: 'announced', stateSince: '2026-11-10' })
    await expect(office.client.pairings.end({ ...ending, version: 2, reason: 'died' })).rejects.toMatchObject({
      code: 'pairings.stepNotAllowed',
    })
    await office.client.pairings.add(newPairing(office, { firstMonth: '2027-01', lastMonth: null }))
  })

  test('what was due before the end may be waived', async () => {
    const office = await openPairingOffice({ dialect })
    const { id } = await office.client.pairings.add(newPairing(office))
    await deliver(office, { pairingId: id, month: '2026-10', amount: 200_000 })
    await office.client.pairings.end({ id, version: 1, onDay: '2026-11-10', reason: 'died', waiveUnpaid: true })
    expect(await strip(office, id)).toEqual(['2026-10 part 500', '2026-11 skipped 0'])
  })

  test('only an intended pairing can be removed, and it comes back', async () => {
    const office = await openPairingOffice({ dialect })
    const { id } = await office.client.pairings.add(newPairing(office, { state: 'intended' }))
    expect((await office.client.addresses.get({ id: office.addressId })).state).toBe('paired')
    await office.client.pairings.remove({ id })
    expect((await office.client.pairings.count({})).total).toBe(0)
    expect((await office.client.addresses.get({ id: office.addressId })).state).toBe('announced')
    await office.client.pairings.restore({ id })
    expect((await office.client.pairings.count({})).byState).toEqual({ intended: 1 })
    await office.client.pairings.activate({ id, version: 3 })
    await expect(office.client.pairings.remove({ id })).rejects.toMatchObject({ code: 'pairings.onlyIntendedRemoved' })
  })

  test('an open-ended pairing is carried on into the new year, once', async () => {
    const office = await openPairingOffice({ dialect })
    const { id } = await office.client.pairings.add(newPairing(office, { lastMonth: null }))
    expect(await strip(office, id)).toHaveLength(3)
    const { database } = office.app.holder.office!
    const writer = { userId: 'test', unitId: office.unitId, now: '2027-01-02T02:00:00.000Z' }
    expect(await database.write((db) => extendOpenPairings(db, writer, '2027-01-02'))).toBe(12)
    expect(await database.write((db) => extendOpenPairings(db, writer, '2027-01-02'))).toBe(0)
    office.setNow('2027-01-02T02:00:00.000Z')
    expect((await strip(office, id)).slice(2, 5)).toEqual(['2026-12 late 500', '2027-01 due 500', '2027-02 future 500'])
  })

  test('the list finds by the name of the address or of the donor and filters by state and channel', async () => {
    const office = await openPairingOffice({ dialect })
    const { id: other } = await office.client.donors.add({ fields: donorFields({ name: 'Bà Sáu', anonymous: true }) })
    const first = await office.client.pairings.add(newPairing(office))
    const second = await office.client.pairings.add(
      newPairing(office, { donorId: other, channel: 'direct', state: 'intended', lastMonth: null }),
    )
    const ids = async (filter: object) => (await office.client.pairings.list({ filter })).rows.map(({ id }) => id)
    expect(await ids({ search: 'dang dao' })).toEqual([first.id, second.id])
    expect(await ids({ search: 'hoang anh' })).toEqual([first.id])
    expect(await ids({ donorId: other })).toEqual([second.id])
    expect(await ids({ channel: 'direct' })).toEqual([second.id])
    expect(await ids({ states: ['active'] })).toEqual([first.id])
    const byEnd = await office.client.pairings.list({ sort: 'lastMonth', descending: true })
    expect(byEnd.rows.map(({ id, donorAnonymous }) => [id, donorAnonymous])).toEqual([
      [second.id, true],
      [first.id, false],
    ])
  })
})
