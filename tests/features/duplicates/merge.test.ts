import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { failureOf } from '../../../src/base/common/failures.ts'
import { LINKS } from '../../../src/features/duplicates/core/linkFates.ts'
import { reopen } from '../../support/openTestApp.ts'
import { approve, deliver, donorFields, newPairing } from '../pairings/pairingOffice.ts'
import { type DuplicateOffice, openDuplicateOffice } from './duplicateOffice.ts'

/** Every figure that money makes anywhere an office looks. */
async function moneyOf({ client }: DuplicateOffice) {
  const { byChannel } = await client.ledger.deliveries.count({})
  const table = await client.reports.quarter({ year: 2026, quarter: 4 })
  const { monthlySupport } = await client.addresses.count({})
  const { rows } = await client.addresses.flatList({})
  const listed = rows.reduce((sum, row) => sum + (row.monthly ?? 0), 0)
  return { byChannel, value: moneyIn(table), monthlySupport, listed }
}

/** The figures of a quarter that are money or gifts; how many people they went to may become fewer. */
function moneyIn(table: object): string {
  return JSON.stringify(table, (key, value) => (/people|addresses|regular|helped|new/i.test(key) ? undefined : value))
}

async function consentsOf({ client }: DuplicateOffice, addressId: string) {
  const { purposes } = await client.consents.listForAddress({ addressId })
  return purposes.flatMap(({ consents }) => consents)
}

/** Merges by the places of the wishes, as far as both still stand for themselves; who holds whom, and the merges in order. */
async function mergeAll(office: DuplicateOffice, people: readonly string[], wishes: [number, number, boolean][]) {
  const groups = new Map(people.map((id) => [id, [id]]))
  const made: string[] = []
  for (const [one, two] of wishes) {
    const [survivor = '', other = ''] = [people[one], people[two]]
    const [mine, theirs] = [groups.get(survivor), groups.get(other)]
    if (mine === undefined || theirs === undefined || survivor === other) continue
    made.push(await office.merge(survivor, other))
    groups.set(survivor, [...mine, ...theirs])
    groups.delete(other)
  }
  return { groups, made }
}

/** The names under which the timeline of a file says it was joined with others. */
async function mergesToldOf({ client }: DuplicateOffice, id: string): Promise<string[]> {
  const { events } = await client.addresses.story({ id })
  return events.flatMap((event) => (event.kind === 'merged' ? [event.name] : []))
}

async function deliveredTo({ client }: DuplicateOffice, addressId: string): Promise<number> {
  const { rows } = await client.ledger.deliveries.list({ filter: { addressId } })
  return rows.reduce((sum, row) => sum + row.amount, 0)
}

describe.each(['sqlite', 'postgres'] as const)('merging two files on %s', (dialect) => {
  it('row 42: everything that hangs on either file is found under the one that goes on, to the dong', async () => {
    const office = await openDuplicateOffice(dialect)
    const { client } = office
    const { id: donorId } = await client.donors.add({ fields: donorFields({ name: 'Chùa Chặng' }) })
    const kept = await office.addHelped({ name: 'Lò Thị Mơ', birthDay: '1950', phone: '0912 345 678' })
    const other = await office.addHelped({ name: 'Lo Thi Mo', birthDay: '1951', idNumber: '038150000001' }, donorId)
    await deliver(office, { pairingId: kept.pairingId, month: '2026-10', amount: 500_000 })
    await deliver(office, { pairingId: other.pairingId, month: '2026-10', amount: 450_000 })
    const { id: houseId } = await client.houses.add({
      fields: { addressId: other.id, kind: 'repair', budget: 30_000_000 },
    })
    await client.consents.record({ ids: [other.id], purposes: ['keep'], givenOn: '2026-03-01', guardian: false })
    const before = await moneyOf(office)

    await office.merge(kept.id, other.id, { birthDay: 'other' })

    expect(await moneyOf(office)).toEqual(before)
    expect(await deliveredTo(office, kept.id)).toBe(950_000)
    const file = await client.addresses.get({ id: kept.id })
    expect(file.fields).toMatchObject({ birthDay: '1951', phone: '0912 345 678', idNumber: '038150000001' })
    expect(file).toMatchObject({ state: 'active', monthlySupport: 1_000_000, mergedInto: null })
    expect((await client.pairings.list({ filter: { addressId: kept.id } })).rows).toHaveLength(2)
    expect((await client.houses.get({ id: houseId })).addressId).toBe(kept.id)
    expect(await consentsOf(office, kept.id)).toMatchObject([{ purpose: 'keep', withdrawnOn: null }])
    expect((await client.addresses.get({ id: other.id })).mergedInto).toBe(kept.id)
    const names = (await client.addresses.list({})).rows.map((row) => row.displayName)
    expect(names).toContain('Lò Thị Mơ')
    expect(names).not.toContain('Lo Thi Mo')
    const { entries } = await client.history.forRecord({ table: 'address', id: kept.id })
    expect(entries.length).toBeGreaterThan(0)
    expect(await mergesToldOf(office, kept.id)).toEqual(['Lo Thi Mo'])
  })

  it('row 42: money of a statement stays where the receipt stands and is found under the sponsor who goes on', async () => {
    const office = await openDuplicateOffice(dialect)
    const { client } = office
    const { id: other } = await client.donors.add({
      fields: donorFields({ name: 'Cty TNHH Hoàng Anh', taxCode: '2801' }),
    })
    const helped = await office.addHelped({ name: 'Vi Văn Đá' }, other)
    await client.ledger.receipts.add({
      payerName: 'Cty TNHH Hoàng Anh',
      donorId: other,
      onDay: '2026-11-02',
      amount: 1_500_000,
      method: 'cash',
      allocations: [{ kind: 'pairing', pairingId: helped.pairingId, amount: 1_500_000 }],
    })
    await deliver(office, { pairingId: helped.pairingId, month: '2026-10', amount: 500_000 })
    const before = await moneyOf(office)
    const { mergeId } = await client.duplicates.merge({ kind: 'donor', survivorId: office.donorId, otherId: other })
    expect(await moneyOf(office)).toEqual(before)
    const file = await client.donors.get({ id: office.donorId })
    expect(file).toMatchObject({ received: [{ amount: 1_500_000 }], activePairings: 1, fields: { taxCode: '2801' } })
    expect(file.delivered).toMatchObject([{ amount: 500_000 }])
    expect(file.pairings.map(({ state }) => state)).toEqual(['active'])
    const receipts = await client.ledger.receipts.list({ filter: { donorId: office.donorId } })
    expect(receipts.rows).toMatchObject([{ amount: 1_500_000, payerName: 'Cty TNHH Hoàng Anh' }])
    expect((await client.donors.list({ filter: { search: 'tnhh hoang' } })).rows.map(({ id }) => id)).toEqual([
      office.donorId,
    ])
    await client.duplicates.undoMerge({ mergeId })
    expect((await client.donors.get({ id: office.donorId })).pairings).toEqual([])
    expect((await client.donors.get({ id: other })).received).toMatchObject([{ amount: 1_500_000 }])
    expect(await moneyOf(office)).toEqual(before)
  })

  it('row 42: whoever is merged into whom, in any order, no dong is lost or counted twice', async () => {
    const office = await openDuplicateOffice(dialect)
    const people = [office.addressId]
    const amounts = new Map<string, number>([[office.addressId, 0]])
    for (const [index, name] of ['Lò Thị Mơ', 'Lò Mơ', 'Lo Thi Mo', 'Lò Thị Mơi', 'Vi Văn Đá'].entries()) {
      const { id, pairingId } = await office.addHelped({ name })
      const amount = 100_000 * (index + 1)
      await deliver(office, { pairingId, month: '2026-11', amount })
      people.push(id)
      amounts.set(id, amount)
    }
    const before = await moneyOf(office)
    const pick = fc.nat({ max: people.length - 1 })
    await fc.assert(
      fc.asyncProperty(fc.array(fc.tuple(pick, pick, fc.boolean()), { minLength: 1, maxLength: 6 }), async (wishes) => {
        const { groups, made } = await mergeAll(office, people, wishes)
        for (const [survivor, members] of groups) {
          const owed = members.reduce((sum, id) => sum + (amounts.get(id) ?? 0), 0)
          expect(await deliveredTo(office, survivor)).toBe(owed)
        }
        expect(await moneyOf(office)).toEqual(before)
        const order = wishes.some(([, , turned]) => turned) ? made : made.toReversed()
        for (const mergeId of order) await office.client.duplicates.undoMerge({ mergeId })
        for (const [id, amount] of amounts) expect(await deliveredTo(office, id)).toBe(amount)
        expect((await office.client.pairings.list({})).rows.map(({ addressId }) => addressId).sort()).toEqual(
          people.filter((id) => amounts.get(id) !== 0).sort(),
        )
        expect(await moneyOf(office)).toEqual(before)
      }),
      { numRuns: dialect === 'sqlite' ? 12 : 3 },
    )
  })

  it('row 44: a merge is undone within 30 days, and what was written since stays', async () => {
    const office = await openDuplicateOffice(dialect)
    const { client } = office
    const kept = await office.addPerson({ name: 'Lò Thị Mơ', situation: 'Sống một mình' })
    const other = await office.addHelped({
      name: 'Lò Mơ',
      birthDay: '1950',
      situation: 'Mắt kém',
      otherCategories: ['nearPoor'],
    })
    const mergeId = await office.merge(kept, other.id, { situation: 'both' })
    const merged = await client.addresses.get({ id: kept })
    expect(merged.fields).toMatchObject({
      situation: 'Sống một mình\nMắt kém',
      birthDay: '1950',
      otherCategories: ['nearPoor'],
    })
    const fields = { ...merged.fields, villageId: office.villageId, birthDay: '1949', wish: 'Có chăn ấm' }
    await client.addresses.update({ id: kept, version: merged.version, fields })
    await deliver(office, { pairingId: other.pairingId, month: '2026-10', amount: 500_000 })
    expect((await client.duplicates.merges({})).merges).toMatchObject([
      { survivorName: 'Lò Thị Mơ', otherName: 'Lò Mơ' },
    ])

    const undone = await client.duplicates.undoMerge({ mergeId })

    expect(undone).toEqual({ movedBack: 1, keptFields: ['person.birth_day'], deliveriesSince: 1 })
    const [mine, theirs] = [await client.addresses.get({ id: kept }), await client.addresses.get({ id: other.id })]
    expect(mine.fields).toMatchObject({
      situation: 'Sống một mình',
      birthDay: '1949',
      wish: 'Có chăn ấm',
      otherCategories: [],
    })
    expect(mine.state).toBe('proposed')
    expect(await mergesToldOf(office, kept)).toEqual([])
    expect(theirs).toMatchObject({
      state: 'active',
      mergedInto: null,
      fields: { birthDay: '1950', situation: 'Mắt kém' },
    })
    expect((await client.duplicates.merges({})).merges).toEqual([])
    expect(await client.duplicates.undoMerge({ mergeId }).catch(failureOf)).toMatchObject({
      code: 'duplicates.notMerged',
    })
  })

  it('row 44: after 30 days a merge stands', async () => {
    const office = await openDuplicateOffice(dialect)
    const [one, other] = [await office.addPerson({ name: 'Lò Thị Mơ' }), await office.addPerson({ name: 'Lò Mơ' })]
    const mergeId = await office.merge(one, other)
    office.setNow('2026-12-22T02:00:00.000Z')
    expect(await office.client.duplicates.undoMerge({ mergeId }).catch(failureOf)).toMatchObject({
      code: 'duplicates.undoTooLate',
    })
  })

  it('the merged name still finds the person', async () => {
    const office = await openDuplicateOffice(dialect)
    const kept = await office.addPerson({ name: 'Lò Thị Mơ' })
    await office.merge(kept, await office.addPerson({ name: 'Lường Thị Mẩy' }))
    const found = await office.client.addresses.list({ filter: { search: 'luong may' } })
    expect(found.rows.map(({ displayName }) => displayName)).toEqual(['Lò Thị Mơ'])
    const file = await office.client.addresses.get({ id: kept })
    const fields = { ...file.fields, villageId: office.villageId, note: 'Đã đổi' }
    await office.client.addresses.update({ id: kept, version: file.version, fields })
    expect((await office.client.addresses.count({ filter: { search: 'luong may' } })).total).toBe(1)
  })

  it('two households of one person become one, and come apart again', async () => {
    const office = await openDuplicateOffice(dialect)
    const { client } = office
    const [kept, other] = [await office.addPerson({ name: 'Lò Thị Mơ' }), await office.addPerson({ name: 'Lò Mơ' })]
    await client.addresses.addMember({ id: kept, name: 'Lò Văn An' })
    await client.addresses.addMember({ id: other, name: 'Lò Thị Bình' })
    const members = async (id: string) => (await client.addresses.get({ id })).members.map(({ name }) => name).sort()
    const mergeId = await office.merge(kept, other)
    expect(await members(kept)).toEqual(['Lò Thị Bình', 'Lò Văn An'])
    await client.duplicates.undoMerge({ mergeId })
    expect(await members(kept)).toEqual(['Lò Văn An'])
    expect(await members(other)).toEqual(['Lò Thị Bình'])
  })

  it('a household comes along with the one who has it, without the merged person in it', async () => {
    const office = await openDuplicateOffice(dialect)
    const { client } = office
    const [kept, other] = [await office.addPerson({ name: 'Lò Thị Mơ' }), await office.addPerson({ name: 'Lò Mơ' })]
    await client.addresses.addMember({ id: other, name: 'Lò Thị Bình' })
    await office.merge(kept, other)
    expect((await client.addresses.get({ id: kept })).members.map(({ name }) => name)).toEqual(['Lò Thị Bình'])
  })

  it('no list shows a file that was merged into another', async () => {
    const office = await openDuplicateOffice(dialect)
    const { client } = office
    const visit = { nextVisitOn: '2026-11-20', monthlyNeed: 300_000, birthDay: '1950' }
    const [kept, other] = [
      await office.addPerson({ name: 'Lò Thị Mơ' }),
      await office.addPerson({ name: 'Lò Mơ', ...visit }),
    ]
    await approve(office, [other])
    await office.merge(kept, other)
    const lists = await Promise.all([
      client.addresses.list({ limit: 500 }),
      client.addresses.flatList({}),
      client.consents.missing({}),
      client.pairings.openNeeds({}),
      client.visits.due({}),
      client.today.worklist(),
      client.units.villages.list({}),
    ])
    for (const list of lists) expect(JSON.stringify(list)).not.toMatch(/Lò Mơ/)
    expect((await client.addresses.count({})).total).toBe(2)
  })

  it('a consent withdrawn in one file is withdrawn for the person', async () => {
    const office = await openDuplicateOffice(dialect)
    const { client } = office
    const [kept, other] = [
      await office.addPerson({ name: 'Lò Thị Mơ', birthDay: '1950' }),
      await office.addPerson({ name: 'Lò Mơ', birthDay: '1950' }),
    ]
    await client.consents.record({
      ids: [kept, other],
      purposes: ['publish', 'keep'],
      givenOn: '2026-03-01',
      guardian: false,
    })
    const [consent] = (await consentsOf(office, other)).filter(({ purpose }) => purpose === 'publish')
    await client.consents.withdraw({ id: consent?.id ?? '', on: '2026-04-01' })
    await office.merge(kept, other)
    const consents = await consentsOf(office, kept)
    expect(consents.filter(({ withdrawnOn }) => withdrawnOn === null).map(({ purpose }) => purpose)).toEqual([
      'keep',
      'keep',
    ])
  })

  it('people of a paper are merged only by who may approve; nobody merges a group with a person', async () => {
    const office = await openDuplicateOffice(dialect)
    const one = await office.addPerson({ name: 'Đặng Đào' })
    const wish = { kind: 'address' as const, survivorId: office.addressId, otherId: one }
    const volunteer = office.clientAs(['volunteer'])
    expect(await volunteer.duplicates.merge(wish).catch(failureOf)).toMatchObject({
      code: 'duplicates.approvedNeedsRight',
    })
    const group = await office.addPerson({ name: 'Lớp 5A', kind: 'collective' })
    const mixed = office.client.duplicates.merge({ ...wish, otherId: group }).catch(failureOf)
    expect(await mixed).toMatchObject({ code: 'duplicates.kindsDiffer' })
    await approve(office, [one])
    await office.client.duplicates.merge(wish)
    const taken = office.client.pairings.add(newPairing(office, { addressId: one })).catch(failureOf)
    expect(await taken).toMatchObject({ code: 'pairings.unknownAddress' })
  })
})

describe('what a merge does with every record', () => {
  it('row 92: a merge is undone after the office was closed and opened again', async () => {
    const office = await openDuplicateOffice()
    const [kept, other] = [await office.addPerson({ name: 'Lò Thị Mơ' }), await office.addPerson({ name: 'Lò Mơ' })]
    await office.merge(kept, other)
    const client = await reopen(office.app)
    const [merge] = (await client.duplicates.merges({})).merges
    await client.duplicates.undoMerge({ mergeId: merge?.id ?? '' })
    expect((await client.addresses.get({ id: other })).mergedInto).toBeNull()
  })

  it('every column that names an address or a sponsor is decided', async () => {
    const { app } = await openDuplicateOffice()
    const tables = (await app.holder.office?.database.write((db) => db.introspection.getTables())) ?? []
    const named = (suffix: string) =>
      tables
        .filter(({ columns }) => ['owner_unit', 'version'].every((own) => columns.some(({ name }) => name === own)))
        .flatMap(({ name, columns }) => columns.map((column) => `${name}.${column.name}`))
        .filter((column) => column.endsWith(suffix))
        .sort()
    const decided = (kind: 'address' | 'donor') => LINKS[kind].map(({ table, column }) => `${table}.${column}`)
    expect(
      decided('address')
        .filter((column) => column.endsWith('.address_id'))
        .sort(),
    ).toEqual(named('.address_id'))
    expect(decided('donor').sort()).toEqual(named('.donor_id'))
  })
})
