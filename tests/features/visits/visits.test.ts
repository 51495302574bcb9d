import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { isDay } from '../../../src/base/common/day.ts'
import { failureOf } from '../../../src/base/common/failures.ts'
import type { AddressFields } from '../../../src/features/addresses/common/addressSchemas.ts'
import { nextVisitOn, STARTING_INTERVALS } from '../../../src/features/visits/common/rules.ts'
import { addressFields, addVillage } from '../../support/builders.ts'
import { openTestApp, type TestApp } from '../../support/openTestApp.ts'

const TODAY = '2026-11-21'

async function addAddresses(office: TestApp, people: Partial<AddressFields>[]): Promise<string[]> {
  const villageId = await addVillage(office.app, { name: 'Bản Ón', unitId: office.unitId })
  const ids: string[] = []
  for (const person of people) {
    const fields = addressFields({ name: 'Lò Thị Pành', villageId, ...person })
    ids.push((await office.client.addresses.add({ fields })).id)
  }
  return ids
}

describe.each(['sqlite', 'postgres'] as const)('visits on %s', (dialect) => {
  test('row 19: due visits are listed, the longest overdue first, and the start page counts them', async () => {
    const office = await openTestApp({ dialect })
    const [late, later, soon] = await addAddresses(office, [
      { name: 'Lò Văn An', nextVisitOn: '2026-11-10' },
      { name: 'Lò Văn Bình', nextVisitOn: '2026-10-01' },
      { name: 'Lò Văn Chi', nextVisitOn: '2026-12-10' },
      { name: 'Lò Văn Dũng', nextVisitOn: '2027-05-01' },
      { name: 'Lò Văn Én' },
    ])
    const { rows } = await office.client.visits.due({})
    expect(rows.map((row) => [row.addressId, row.overdue])).toEqual([
      [later, true],
      [late, true],
      [soon, false],
    ])
    expect(await office.client.visits.countDue({})).toEqual({ total: 3, overdue: 2 })
    const { groups } = await office.client.today.worklist()
    const overdue = groups.find(({ group }) => group === 'overdue')
    expect(overdue?.lines.filter(({ kind }) => kind === 'visitDue').length).toBe(2)
  })

  test('row 19: a visit is written down with who went and what was found, and plans the next by category', async () => {
    const office = await openTestApp({ dialect })
    const [poor, alone] = await addAddresses(office, [
      { nextVisitOn: '2026-11-01' },
      { mainCategory: 'elderlyAlone', nextVisitOn: '2026-11-01' },
    ])
    const fields = { madeOn: TODAY, byName: 'chị Hà, trưởng bản', result: 'harder', note: 'Mái dột' }
    expect(await office.client.visits.record({ addressId: poor!, fields })).toMatchObject({ nextVisitOn: '2027-05-21' })
    expect(await office.client.visits.record({ addressId: alone!, fields })).toMatchObject({
      nextVisitOn: '2027-02-21',
    })
    const { visits, nextVisitOn: next } = await office.client.visits.forAddress({ addressId: poor! })
    expect(visits).toMatchObject([{ ...fields, dueOn: '2026-11-01' }])
    expect(next).toBe('2027-05-21')
    expect((await office.client.visits.countDue({})).total).toBe(0)
  })

  test('the office sets how often each category is visited', async () => {
    const office = await openTestApp({ dialect })
    const [id] = await addAddresses(office, [{ mainCategory: 'orphan' }])
    expect(await office.client.visits.intervals()).toEqual(STARTING_INTERVALS)
    await office.client.visits.setIntervals({ months: 12, byCategory: { orphan: 1 } })
    const fields = { madeOn: TODAY, result: 'stable' }
    expect(await office.client.visits.record({ addressId: id!, fields })).toMatchObject({ nextVisitOn: '2026-12-21' })
    const volunteer = office.clientAs(['volunteer']).visits.setIntervals({ months: 6, byCategory: {} })
    expect(await volunteer.catch(failureOf)).toMatchObject({ code: 'common.notAllowed' })
  })

  test('a visit tomorrow, a result nobody knows and a next day before the visit are refused', async () => {
    const office = await openTestApp({ dialect })
    const [addressId = ''] = await addAddresses(office, [{}])
    const record = (fields: { madeOn: string; result: string }, nextOn?: string) =>
      office.client.visits.record({ addressId, fields, nextOn }).then(() => undefined, failureOf)
    expect(await record({ madeOn: '2026-11-22', result: 'stable' })).toMatchObject({ code: 'visits.dayAhead' })
    expect(await record({ madeOn: TODAY, result: 'fine' })).toMatchObject({ code: 'visits.unknownResult' })
    const backwards = await record({ madeOn: TODAY, result: 'stable' }, '2026-11-20')
    expect(backwards).toMatchObject({ code: 'visits.nextBeforeVisit' })
    expect((await office.client.visits.forAddress({ addressId })).visits).toEqual([])
  })

  test('undoing a visit puts the day it was due back', async () => {
    const office = await openTestApp({ dialect })
    const [addressId = ''] = await addAddresses(office, [{ nextVisitOn: '2026-11-01' }])
    await office.client.visits.record({ addressId, fields: { madeOn: TODAY, result: 'stable' } })
    await office.client.history.undoLast()
    expect(await office.client.visits.forAddress({ addressId })).toEqual({ visits: [], nextVisitOn: '2026-11-01' })
  })

  test('visits of many are planned at once, and an ended address asks for none', async () => {
    const office = await openTestApp({ dialect })
    const ids = await addAddresses(office, [{ name: 'Lò Văn An' }, { name: 'Lò Văn Bình' }])
    expect(await office.client.visits.plan({ ids })).toEqual({ changed: 2 })
    expect(await office.client.visits.plan({ ids, on: '2026-12-01' })).toEqual({ changed: 2 })
    expect((await office.client.visits.due({})).rows.map(({ dueOn }) => dueOn)).toEqual(['2026-12-01', '2026-12-01'])
    const [first = ''] = ids
    await office.client.addresses.takeStep({ ids: [first], state: 'refused', onDay: TODAY, reason: 'Không đúng' })
    expect((await office.client.visits.countDue({})).total).toBe(1)
    expect(await office.client.visits.plan({ ids }).catch(failureOf)).toMatchObject({ code: 'visits.unknownAddress' })
  })
})

test('the next visit is always a real day, some months later', () => {
  const days = fc.date({ min: new Date('2000-01-01'), max: new Date('2080-12-31'), noInvalidDate: true })
  fc.assert(
    fc.property(days, fc.integer({ min: 1, max: 60 }), (date, months) => {
      const madeOn = date.toISOString().slice(0, 10)
      const next = nextVisitOn(madeOn, 'poor', { months, byCategory: {} })
      expect([isDay(next), next > madeOn]).toEqual([true, true])
    }),
  )
  expect(nextVisitOn('2026-08-31', 'poor', { months: 6, byCategory: {} })).toBe('2027-02-28')
})
