import { describe, expect, test } from 'vitest'
import { failureOf } from '../../../src/base/common/failures.ts'
import { housingState } from '../../../src/features/addresses/common/housing.ts'
import { STARTING_WEIGHTS } from '../../../src/features/addresses/common/priorityRules.ts'
import { addressFields, addVillage } from '../../support/builders.ts'
import { openTestApp, type TestApp } from '../../support/openTestApp.ts'
import { addPairing } from './addPairing.ts'

const TODAY = '2026-11-21'

async function addOne(office: TestApp, fields: Partial<Parameters<typeof addressFields>[0]> = {}): Promise<string> {
  const villageId = await addVillage(office.app, { name: 'Bản Ón', unitId: office.unitId })
  return (await office.client.addresses.add({ fields: addressFields({ name: 'Lò Thị Pành', villageId, ...fields }) }))
    .id
}

describe.each(['sqlite', 'postgres'] as const)('the whole file of an address on %s', (dialect) => {
  test('row 1: a person is written with only the birth year known and no phone, then with a guardian', async () => {
    const office = await openTestApp({ dialect })
    const id = await addOne(office, { birthDay: '1958', sex: 'F' })
    const { fields, missing, version } = await office.client.addresses.get({ id })
    expect(fields).toMatchObject({ birthDay: '1958', phone: null, guardianName: null })
    expect(missing).toContain('phone')
    const villageId = fields.villageId ?? ''
    const guardian = { guardianName: 'Hà Văn Núi', guardianPhone: '0912 345 678', guardianRelation: 'cháu' }
    await office.client.addresses.update({ id, version, fields: { ...fields, ...guardian, villageId } })
    expect((await office.client.addresses.get({ id })).fields).toMatchObject(guardian)
  })

  test('row 2: a household has a head and members, one address and one pairing', async () => {
    const office = await openTestApp({ dialect })
    const { client } = office
    const id = await addOne(office, { kind: 'household' })
    const { personId } = await client.addresses.addMember({ id, name: 'Lò Văn Én', relation: 'spouse' })
    await client.addresses.addMember({ id, name: 'Lò Văn Bé', birthDay: '2016', relation: 'child' })
    expect(await client.addresses.get({ id })).toMatchObject({
      isHead: true,
      members: [{ head: false }, { head: false }],
    })
    await client.addresses.setHead({ personId })
    expect(await client.addresses.get({ id })).toMatchObject({
      isHead: false,
      members: [{ head: true }, { head: false }],
    })
    await addPairing(office, { addressId: id, donorName: 'Chùa Chặng', amount: 300_000 })
    expect((await client.addresses.get({ id })).donors).toEqual(['Chùa Chặng'])
    expect((await client.addresses.count({})).total).toBe(1)
  })

  test('row 3: one screen counts category by commune by sex, and each number is its list', async () => {
    const office = await openTestApp({ dialect })
    const people = [
      { sex: 'F' as const, mainCategory: 'orphan', otherCategories: ['poor'] },
      { sex: 'M' as const, mainCategory: 'orphan' },
      { sex: null, mainCategory: 'poor' },
      { kind: 'collective' as const, mainCategory: 'poor', name: 'Lớp 2B' },
    ]
    const villageId = await addVillage(office.app, { name: 'Bản Ón', unitId: office.unitId })
    for (const person of people) {
      await office.client.addresses.add({ fields: addressFields({ name: 'Lò Ai', villageId, ...person }) })
    }
    const { rows } = await office.client.addresses.countByCategory({})
    expect(rows.map(({ category, male, female, unknown }) => [category, male, female, unknown])).toEqual([
      ['orphan', 1, 1, 0],
      ['poor', 0, 1, 2],
    ])
    for (const row of rows) {
      for (const [sex, count] of [
        ['M', row.male],
        ['F', row.female],
        ['unknown', row.unknown],
      ] as const) {
        const filter = { category: row.category, communeId: row.placeId ?? '', sex }
        expect((await office.client.addresses.count({ filter })).total).toBe(count)
      }
    }
    const main = await office.client.addresses.countByCategory({ by: 'village', mainOnly: true })
    expect(
      main.rows.map(({ category, placeName, male, female, unknown }) => [category, placeName, male + female + unknown]),
    ).toEqual([
      ['orphan', 'Bản Ón', 2],
      ['poor', 'Bản Ón', 2],
    ])
  })

  test('row 4: a need closes when a delivery meets it, and opens again when the delivery is taken back', async () => {
    const office = await openTestApp({ dialect })
    const { client } = office
    const addressId = await addOne(office)
    const need = (helpForm: string) =>
      client.addresses.needs.save({ addressId, fields: { helpForm, what: 'Xe lăn', openedOn: '2026-11-01' } })
    await need('goods')
    await need('insuranceCard')
    const states = async () =>
      (await client.addresses.needs.list({ addressId })).needs.map(({ helpForm, state, metBy, metOn }) => [
        helpForm,
        state,
        metBy,
        metOn,
      ])
    expect(await states()).toEqual([
      ['insuranceCard', 'open', null, null],
      ['goods', 'open', null, null],
    ])
    expect((await client.addresses.list({ filter: { openNeed: 'goods' } })).rows).toHaveLength(1)
    await client.addresses.approve({ ids: [addressId], paper: { title: 'QĐ', onDay: '2026-11-02' } })
    const deliveryId = await deliverGoods(office, addressId)
    expect(await states()).toEqual([
      ['insuranceCard', 'open', null, null],
      ['goods', 'met', 'delivery', '2026-11-20'],
    ])
    expect((await client.addresses.list({ filter: { openNeed: 'goods' } })).rows).toEqual([])
    await client.ledger.deliveries.reverse({ id: deliveryId, reason: 'Ghi nhầm người' })
    expect((await states())[1]).toEqual(['goods', 'open', null, null])
  })

  test('a need met elsewhere is closed by hand and can be opened again', async () => {
    const office = await openTestApp({ dialect })
    const { needs } = office.client.addresses
    const addressId = await addOne(office)
    const { id } = await needs.save({ addressId, fields: { helpForm: 'medical', openedOn: '2026-11-01' } })
    await needs.meet({ id, version: 1, metOn: TODAY })
    expect((await needs.list({ addressId })).needs).toMatchObject([{ state: 'met', metBy: 'hand', metOn: TODAY }])
    await needs.reopen({ id, version: 2 })
    expect((await needs.list({ addressId })).needs).toMatchObject([{ state: 'open' }])
    const wrong = needs.save({ addressId, fields: { helpForm: 'gold', openedOn: TODAY } })
    expect(await wrong.catch(failureOf)).toMatchObject({ code: 'addresses.unknownWord' })
  })

  test('certificates carry number, day and expiry; one that has run out is told', async () => {
    const office = await openTestApp({ dialect })
    const { certificates } = office.client.addresses
    const addressId = await addOne(office)
    const severe = { kind: 'disability', level: 'severe', number: '12/GXN', issuedOn: '2024-01-01' }
    await certificates.save({ addressId, fields: severe })
    await certificates.save({
      addressId,
      fields: { kind: 'poorHousehold', issuedOn: '2025-01-01', expiresOn: '2025-12-31' },
    })
    expect((await certificates.list({ addressId })).certificates.map(({ kind, expired }) => [kind, expired])).toEqual([
      ['poorHousehold', true],
      ['disability', false],
    ])
    const backwards = certificates.save({ addressId, fields: { ...severe, expiresOn: '2023-01-01' } })
    expect(await backwards.catch(failureOf)).toMatchObject({ code: 'addresses.expiresBeforeIssued' })
  })

  test('the newest survey says how things are, and the priority score names its reasons', async () => {
    const office = await openTestApp({ dialect })
    const { client } = office
    const addressId = await addOne(office, {
      mainCategory: 'elderlyAlone',
      otherCategories: ['poor'],
      ethnicity: 'Thái',
    })
    const first = { onDay: '2025-03-01', floor: 'notDurable' as const, roof: 'notDurable' as const }
    await client.addresses.surveys.save({ addressId, fields: first })
    const latest = { ...first, onDay: '2026-10-01', frame: 'durable' as const, incomeMonthly: 600_000, dependants: 5 }
    await client.addresses.surveys.save({ addressId, fields: { ...latest, stateSupport: 'Trợ cấp xã hội' } })
    const { surveys } = await client.addresses.surveys.list({ addressId })
    expect(surveys.map(({ onDay, housing }) => [onDay, housing])).toEqual([
      ['2026-10-01', 'unstable'],
      ['2025-03-01', 'unstable'],
    ])
    const { score, reasons } = await client.addresses.priority.get({ addressId })
    expect(reasons.map(({ code, detail, points }) => [code, detail, points])).toEqual([
      ['category', 'elderlyAlone', 25],
      ['category', 'poor', 20],
      ['unstableHousing', null, 15],
      ['lowIncome', null, 15],
      ['dependants', null, 15],
      ['noSponsor', null, 10],
      ['ethnicMinority', null, 5],
    ])
    expect(score).toBe(105)
    await client.addresses.priority.setWeights({ ...STARTING_WEIGHTS, noSponsor: 0, unstableHousing: 40 })
    expect((await client.addresses.priority.get({ addressId })).score).toBe(120)
  })

  test('a new card keeps the number of the old one, and the number never blocks', async () => {
    const office = await openTestApp({ dialect })
    const id = await addOne(office, { sex: 'M', birthDay: '1965', idNumber: '171234567' })
    const { fields, version } = await office.client.addresses.get({ id })
    const card = { ...fields, villageId: fields.villageId ?? '', idNumber: '038165000123' }
    await office.client.addresses.update({ id, version, fields: card })
    const file = await office.client.addresses.get({ id })
    expect(file.fields).toMatchObject({ idNumber: '038165000123', formerIdNumber: '171234567' })
    expect(file.warnings).toEqual(['identityNumber.sexDiffers'])
  })

  test('row 8: a point on the map is kept and goes out with the spreadsheet', async () => {
    const office = await openTestApp({ dialect })
    const point = { latitude: 20.1934, longitude: 105.0221 }
    const id = await addOne(office, { point, responsible: 'chị Hà' })
    expect((await office.client.addresses.get({ id })).fields).toMatchObject({ point, responsible: 'chị Hà' })
    expect((await office.client.addresses.list({ filter: { responsible: 'chị Hà' } })).rows).toHaveLength(1)
    const { rows } = await office.client.addresses.exportXlsx({ columns: ['name', 'latitude', 'longitude'] })
    expect(rows).toBe(1)
  })
})

test('two of three structures decide whether a house is unstable', () => {
  const state = (...parts: ('durable' | 'notDurable' | null)[]) =>
    housingState({ floor: parts[0] ?? null, frame: parts[1] ?? null, roof: parts[2] ?? null })
  expect(state('durable', 'durable', 'durable')).toBe('solid')
  expect(state('notDurable', null, 'notDurable')).toBe('unstable')
  expect(state('notDurable', 'durable', 'durable')).toBe('partly')
  expect(state('notDurable', 'durable', null)).toBe('unknown')
})

async function deliverGoods({ client }: TestApp, addressId: string): Promise<string> {
  const goods = { form: 'goods' as const, goodsItem: 'Xe lăn', goodsQuantity: 1, goodsUnit: 'chiếc', extra: 2_000_000 }
  const given = { addressId, channel: 'direct' as const, onDay: '2026-11-20', proof: 'photo' as const }
  const [id = ''] = (await client.ledger.deliveries.recordDirect({ ...given, ...goods })).ids
  return id
}
