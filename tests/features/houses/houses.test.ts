import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { failureOf } from '../../../src/base/common/failures.ts'
import { HOUSE_STAGES, type HouseFields, type HouseStage } from '../../../src/features/houses/common/houseSchemas.ts'
import { costWarning, daysAtStage, refuseStage } from '../../../src/features/houses/common/rules.ts'
import { addressFields, addVillage } from '../../support/builders.ts'
import { openTestApp, type TestApp } from '../../support/openTestApp.ts'

async function addHouse(office: TestApp, fields: Partial<HouseFields> = {}, name = 'Lò Thị Pành'): Promise<string> {
  const villageId = await addVillage(office.app, { name: 'Bản Ón', unitId: office.unitId })
  const address = await office.client.addresses.add({ fields: addressFields({ name, villageId }) })
  const house = { addressId: address.id, kind: 'new' as const, budget: 70_000_000, ...fields }
  return (await office.client.houses.add({ fields: house })).id
}

async function setStage({ client }: TestApp, id: string, step: { stage: HouseStage; onDay?: string }) {
  const { version } = await client.houses.get({ id })
  return client.houses.setStage({ id, version, onDay: '2026-11-21', ...step })
}

describe.each(['sqlite', 'postgres'] as const)('houses on %s', (dialect) => {
  test('row 35: the funders are summed against the cost, and what is missing is named', async () => {
    const office = await openTestApp({ dialect })
    const id = await addHouse(office)
    await setStage(office, id, { stage: 'approved' })
    const funding = {
      houseId: id,
      fields: { kind: 'cash' as const, funderName: 'Công ty Bình Minh', amount: 50_000_000 },
    }
    await office.client.houses.addFunding(funding)
    const labour = { kind: 'labourDays' as const, funderName: 'Bà con trong bản', amount: 6_000_000, days: 30 }
    await office.client.houses.addFunding({ houseId: id, fields: labour })
    const house = await office.client.houses.get({ id })
    expect(house.funded).toBe(56_000_000)
    expect(house.block).toEqual({ next: 'funded', code: 'needsMoney', missing: 14_000_000 })
    expect(house.fundings.map(({ funderName, days }) => [funderName, days])).toEqual([
      ['Công ty Bình Minh', null],
      ['Bà con trong bản', 30],
    ])
    expect(house.warnings).toEqual([])
  })

  test('a funder can be corrected and taken off', async () => {
    const office = await openTestApp({ dialect })
    const id = await addHouse(office)
    const fields = { kind: 'cash' as const, funderName: 'Công ty Bình Minh', amount: 50_000_000 }
    const funding = await office.client.houses.addFunding({ houseId: id, fields })
    await office.client.houses.updateFunding({ id: funding.id, version: 1, fields: { ...fields, amount: 80_000_000 } })
    const more = await office.client.houses.get({ id })
    expect([more.funded, more.warnings]).toEqual([80_000_000, ['moreMoneyThanCost']])
    await office.client.houses.removeFunding({ id: funding.id })
    expect(await office.client.houses.get({ id })).toMatchObject({ funded: 0, fundings: [] })
  })

  test('row 35: acceptance waits for finishing and handover for acceptance', async () => {
    const office = await openTestApp({ dialect })
    const id = await addHouse(office)
    await setStage(office, id, { stage: 'roof' })
    expect(await setStage(office, id, { stage: 'accepted' }).catch(failureOf)).toMatchObject({
      code: 'houses.stageNotReached',
    })
    expect(await setStage(office, id, { stage: 'handedOver' }).catch(failureOf)).toMatchObject({
      code: 'houses.acceptanceFirst',
    })
    await setStage(office, id, { stage: 'finishing' })
    await setStage(office, id, { stage: 'accepted', onDay: '2026-11-18' })
    const early = await setStage(office, id, { stage: 'handedOver', onDay: '2026-11-17' }).catch(failureOf)
    expect(early).toMatchObject({ code: 'houses.acceptanceFirst' })
    await setStage(office, id, { stage: 'handedOver', onDay: '2026-11-20' })
    const house = await office.client.houses.get({ id })
    expect(house).toMatchObject({ stage: 'handedOver', acceptedOn: '2026-11-18', handedOverOn: '2026-11-20' })
    expect(house.block).toBeUndefined()
  })

  test('row 35: stages are planned in their order, and keep the day planned beside the day reached', async () => {
    const office = await openTestApp({ dialect })
    const id = await addHouse(office)
    const plan = (plans: { stage: HouseStage; plannedOn: string | null }[]) =>
      office.client.houses.planStages({ id, plans }).then(() => undefined, failureOf)
    const backwards = [
      { stage: 'roof' as const, plannedOn: '2026-11-01' },
      { stage: 'foundation' as const, plannedOn: '2026-11-10' },
    ]
    expect(await plan(backwards)).toMatchObject({ code: 'houses.planBackwards' })
    await plan([
      { stage: 'foundation', plannedOn: '2026-11-10' },
      { stage: 'roof', plannedOn: '2026-11-18' },
      { stage: 'finishing', plannedOn: '2026-12-20' },
    ])
    await setStage(office, id, { stage: 'foundation', onDay: '2026-11-12' })
    const house = await office.client.houses.get({ id })
    expect(house.stages.map(({ stage, plannedOn, reachedOn }) => [stage, plannedOn, reachedOn])).toEqual([
      ['foundation', '2026-11-10', '2026-11-12'],
      ['roof', '2026-11-18', null],
      ['finishing', '2026-12-20', null],
    ])
    expect(house.warnings).toContain('stageLate')
  })

  test('row 35: a part of the money is paid when its stage is reached, never before, and never more than was given', async () => {
    const office = await openTestApp({ dialect })
    const id = await addHouse(office)
    const { houses } = office.client
    await houses.addFunding({
      houseId: id,
      fields: { kind: 'cash', funderName: 'Công ty Bình Minh', amount: 50_000_000 },
    })
    const half = { amount: 25_000_000, payee: 'Tổ thợ bản Ón' }
    const first = await houses.savePayment({ houseId: id, fields: { ...half, stage: 'started' } })
    const second = await houses.savePayment({ houseId: id, fields: { ...half, stage: 'accepted' } })
    const pay = (payment: { id: string }, stage: HouseStage) =>
      houses
        .savePayment({ houseId: id, ...payment, version: 1, fields: { ...half, stage, paidOn: '2026-11-21' } })
        .then(() => undefined, failureOf)
    expect(await pay(first, 'started')).toMatchObject({ code: 'houses.paidBeforeStage' })
    await setStage(office, id, { stage: 'started' })
    expect((await houses.get({ id })).payments.map(({ stage, due }) => [stage, due])).toEqual([
      ['started', true],
      ['accepted', false],
    ])
    expect(await pay(first, 'started')).toBeUndefined()
    expect(await pay(second, 'accepted')).toMatchObject({ code: 'houses.paidBeforeStage' })
    expect(await houses.get({ id })).toMatchObject({ paid: 25_000_000, funded: 50_000_000 })
    await houses.savePayment({ houseId: id, fields: { amount: 40_000_000, stage: 'started', paidOn: '2026-11-21' } })
    expect((await houses.get({ id })).warnings).toContain('paidMoreThanFunded')
    await setStage(office, id, { stage: 'approved' })
    expect((await houses.get({ id })).warnings).toContain('paidBeforeStage')
  })

  test('row 35: a part the fund pays is a numbered slip in the cash book, and is changed only after the slip is void', async () => {
    const office = await openTestApp({ dialect })
    const id = await addHouse(office)
    const { houses, ledger } = office.client
    await ledger.receipts.add({
      payerName: 'Công ty Bình Minh',
      onDay: '2026-11-02',
      amount: 30_000_000,
      method: 'transfer',
      allocations: [{ kind: 'house', houseId: id, amount: 30_000_000 }],
    })
    const fields = { stage: 'started' as const, amount: 25_000_000, payee: 'Tổ thợ bản Ón' }
    const part = await houses.savePayment({ houseId: id, fields })
    const later = await houses.savePayment({ houseId: id, fields: { ...fields, stage: 'roof', amount: 10_000_000 } })
    const pay = (housePaymentId: string, amount: number) =>
      ledger.payouts
        .add({ kind: 'house', onDay: '2026-11-21', amount, from: { kind: 'house', houseId: id }, housePaymentId })
        .catch(failureOf)
    expect(await pay(part.id, 25_000_000)).toMatchObject({ code: 'ledger.paidBeforeStage' })
    await setStage(office, id, { stage: 'roof' })
    expect(await pay(part.id, 24_000_000)).toMatchObject({ code: 'ledger.notThePart' })
    const slip = await pay(part.id, 25_000_000)
    expect(slip).toMatchObject({ series: 'PC', number: 1 })
    expect(await pay(part.id, 25_000_000)).toMatchObject({ code: 'ledger.paidAlready' })
    expect(await pay(later.id, 10_000_000)).toMatchObject({ code: 'ledger.purseTooSmall' })
    const standing = async () => {
      const [book] = (await ledger.books.cashBook({ from: '2026-11-01', to: '2026-11-30' })).books
      const [fund] = (await ledger.books.funds()).rows
      const { paid, payments } = await houses.get({ id })
      return [
        book?.entries.map(({ kind }) => kind),
        book?.closing,
        fund?.spent,
        fund?.balance,
        paid,
        payments[0]?.voucher,
      ]
    }
    expect(await standing()).toEqual([['receipt', 'house'], 5_000_000, 25_000_000, 5_000_000, 25_000_000, 'PC 1/2026'])
    const again = { houseId: id, id: part.id, version: 1, fields: { ...fields, amount: 1 } }
    expect(await houses.savePayment(again).catch(failureOf)).toMatchObject({ code: 'houses.paidFromFund' })
    expect(await houses.removePayment({ id: part.id }).catch(failureOf)).toMatchObject({ code: 'houses.paidFromFund' })
    const [row] = (await ledger.payouts.list({})).rows
    expect(row).toMatchObject({ kind: 'house', payeeName: 'Tổ thợ bản Ón', fromName: 'Lò Thị Pành' })
    await ledger.payouts.void({ id: row!.id, reason: 'nhầm người nhận' })
    expect(await standing()).toEqual([['receipt', 'house', 'payoutVoid'], 30_000_000, 0, 30_000_000, 0, null])
    await houses.removePayment({ id: part.id })
  })

  test('row 35: two of three weak structures make a house eligible, and three solid ones make it done', async () => {
    const office = await openTestApp({ dialect })
    const weak = { floor: 'notDurable' as const, frame: 'durable' as const, roof: 'notDurable' as const }
    const id = await addHouse(office, { before: weak })
    expect(await office.client.houses.get({ id })).toMatchObject({ housingBefore: 'unstable', housingAfter: 'unknown' })
    await setStage(office, id, { stage: 'finishing' })
    await setStage(office, id, { stage: 'accepted' })
    const accepted = await office.client.houses.get({ id })
    expect(accepted.warnings).toContain('stillWeak')
    const solid = { floor: 'durable' as const, frame: 'durable' as const, roof: 'durable' as const }
    const { addressId, kind, budget, version } = accepted
    await office.client.houses.update({ id, version, fields: { addressId, kind, budget, before: weak, after: solid } })
    const house = await office.client.houses.get({ id })
    expect([house.housingAfter, house.warnings.includes('stillWeak')]).toEqual(['solid', false])
    const other = await addHouse(office, { before: solid }, 'Lò Văn Sơn')
    expect((await office.client.houses.get({ id: other })).warnings).toContain('notEligible')
  })

  test('a stage is recorded on the version that was seen, never on a day to come', async () => {
    const office = await openTestApp({ dialect })
    const id = await addHouse(office)
    await setStage(office, id, { stage: 'surveyed' })
    const step = { id, version: 1, stage: 'approved' as const, onDay: '2026-11-21' }
    expect(await office.client.houses.setStage(step).catch(failureOf)).toMatchObject({
      code: 'common.changedElsewhere',
    })
    expect(await setStage(office, id, { stage: 'approved', onDay: '2026-11-22' }).catch(failureOf)).toMatchObject({
      code: 'houses.dayAhead',
    })
  })

  test('the list is narrowed by stage and by name without marks, with counts and sums', async () => {
    const office = await openTestApp({ dialect })
    const first = await addHouse(office)
    await addHouse(office, { kind: 'repair', budget: 30_000_000 }, 'Đặng Văn Đức')
    await setStage(office, first, { stage: 'started' })
    const started = await office.client.houses.list({ filter: { stages: ['started'] } })
    expect(started.rows.map((row) => row.displayName)).toEqual(['Lò Thị Pành'])
    const found = await office.client.houses.list({ filter: { search: 'dang duc' } })
    expect(found.rows.map((row) => [row.displayName, row.kind])).toEqual([['Đặng Văn Đức', 'repair']])
    const byStage = await office.client.houses.list({ sort: 'stage' })
    expect(byStage.rows.map((row) => row.stage)).toEqual(['proposed', 'started'])
    expect(await office.client.houses.count({})).toEqual({
      total: 2,
      byStage: { proposed: 1, started: 1 },
      sums: [{ currency: 'VND', budget: 100_000_000, funded: 0 }],
    })
  })

  test('a second house for the same family asks for a second look', async () => {
    const office = await openTestApp({ dialect })
    const id = await addHouse(office)
    const { addressId } = await office.client.houses.get({ id })
    const second = await office.client.houses.add({ fields: { addressId, kind: 'repair', budget: 30_000_000 } })
    expect((await office.client.houses.get(second)).warnings).toEqual(['secondHouse'])
  })
})

describe('the rules of a house', () => {
  test.each([
    ['new', 60_000_000, undefined],
    ['new', 20_000_000, undefined],
    ['new', 400_000_001, 'budgetHigh'],
    ['new', 60_000, 'budgetThousandTooLow'],
    ['new', 60_000_000_000, 'budgetThousandTooHigh'],
    ['repair', 4_000_000, 'budgetLow'],
    ['repair', 30_000_000, undefined],
    ['new', 0, undefined],
  ] as const)('a %s house of %d đồng: %s', (kind, budget, warning) => {
    expect(costWarning(kind, budget)).toBe(warning)
  })

  test('whatever is recorded in whatever order, a house handed over was accepted before', () => {
    const steps = fc.array(
      fc.record({
        stage: fc.constantFrom(...HOUSE_STAGES),
        onDay: fc.constantFrom('2026-01-05', '2026-02-05', '2026-03-05'),
      }),
      { minLength: 1, maxLength: 30 },
    )
    fc.assert(
      fc.property(steps, (taken) => {
        let stage: HouseStage = 'finishing'
        let days = { startedOn: null, acceptedOn: null, handedOverOn: null } as ReturnType<typeof daysAtStage>
        for (const step of taken) {
          if (refuseStage({ stage, acceptedOn: days.acceptedOn }, step) !== undefined) continue
          days = daysAtStage(days, step)
          stage = step.stage
          if (stage === 'handedOver') expect(days.acceptedOn! <= days.handedOverOn!).toBe(true)
          else expect(days.handedOverOn).toBeNull()
        }
      }),
    )
  })
})
