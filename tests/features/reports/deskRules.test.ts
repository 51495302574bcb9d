import { describe, expect, test } from 'vitest'
import { sharedRecordId } from '../../../src/base/common/recordId.ts'
import type { NewRecord } from '../../../src/db/recordWriter.ts'
import { USUAL_PLAUSIBILITY } from '../../../src/features/reports/common/plausibility/plausibilitySettings.ts'
import { judgeStatedGrowth } from '../../../src/features/reports/common/plausibility/statedGrowth.ts'
import { noFigures } from '../../../src/features/reports/common/rules.ts'
import { openTestApp, type TestApp } from '../../support/openTestApp.ts'
import { pairing, receipt } from '../bundles/books/bookOffices.ts'
import { addFamilies, delivery, record, type TestOffice } from '../bundles/offices.ts'

const Q4 = { year: 2026, quarter: 4 } as const
const UNIT = sharedRecordId('unit', '15013')
/** 10 people helped 10 times, 500,000 each. */
const PAPER = {
  ...noFigures(),
  helped: 10,
  people: 10,
  times: 10,
  receivedOwn: 5_000_000,
  deliveredFund: 5_000_000,
  cash: 5_000_000,
}

describe('figures typed from paper, by the rules of plausibility', () => {
  test('row 77: R4 and R5, the share and the excess are worked out anew on the basis the paper names', async () => {
    const province = await openTestApp({ kind: 'province' })
    await typePaper(province, { stated: { basis: 'count', target: 4, percent: 250, excess: 6 } })
    expect(await rulesAt(province)).toEqual([])
    await typePaper(province, { stated: { basis: 'value', target: 4_000_000, percent: 250, excess: 33_600_000 } })
    expect(await rulesAt(province)).toEqual([
      ['R4', { basis: 'value', percent: 250, real: 125 }],
      ['R5', { excess: 33_600_000, real: 1_000_000 }],
    ])
  })

  test('R8: a sum since January does not fall', async () => {
    const province = await openTestApp({ kind: 'province' })
    const fallen = { ...PAPER, receivedOwn: -1_000_000 }
    await typePaper(province, { figures: fallen }).catch(() => undefined)
    await expect(typePaper(province, { figures: fallen })).rejects.toMatchObject({ code: 'reports.contradicts' })
  })

  test('R10: nobody helps more people than live there, once the office has written down how many do', async () => {
    const province = await openTestApp({ kind: 'province' })
    await typePaper(province)
    expect(await rulesAt(province)).toEqual([])
    await province.client.reports.setPopulation({ unitId: UNIT, people: 9 })
    expect(await rulesAt(province)).toEqual([['R10', { persons: 10, population: 9 }]])
    expect((await province.client.reports.plausibility()).populations).toEqual({ [UNIT]: 9 })
    await province.client.reports.setPopulation({ unitId: UNIT, people: null })
    expect(await rulesAt(province)).toEqual([])
    await expect(province.client.reports.setPopulation({ unitId: 'x', people: 9 })).rejects.toMatchObject({
      code: 'common.notFound',
    })
  })

  test('R11: growth told in one figure is asked for as “from A to B”', async () => {
    const province = await openTestApp({ kind: 'province' })
    await typePaper(province, { note: 'Tăng 153 % so với nhiệm kỳ trước' })
    expect(await rulesAt(province)).toEqual([['R11', { phrase: 'Tăng 153 %', from: 0, one: 0, other: 0 }]])
    expect(judgeStatedGrowth('gấp 2,5 lần', 1000)).toMatchObject([{ rule: 'R11', params: { one: 2500, other: 3500 } }])
    expect(judgeStatedGrowth('tăng 50 %, từ 24.000 lên 36.000', 24_000)).toEqual([])
    expect(judgeStatedGrowth('Báo cáo số 12 ngày 5/1/2027', 24_000)).toEqual([])
  })

  test('R1 and R17: bands and the least gift of the plan are what the office says they are', async () => {
    const province = await openTestApp({ kind: 'province' })
    const figures = { ...PAPER, helped: 20, people: 20, times: 20, deliveredFund: 9_000_000, cash: 9_000_000 }
    await typePaper(province, { figures })
    expect(await rulesAt(province)).toEqual([])
    const { bands } = USUAL_PLAUSIBILITY
    const gift = { low: 100_000, high: 400_000 }
    await province.client.reports.setPlausibility({ bands: { ...bands, gift }, planMinimum: 500_000, appeals: [] })
    expect(await rulesAt(province)).toEqual([
      ['R1', { each: 450_000, low: 100_000, high: 400_000 }],
      ['R17', { each: 450_000, minimum: 500_000 }],
    ])
    const wrong = { ...bands, gift: { low: 2, high: 1 } }
    await expect(
      province.client.reports.setPlausibility({ bands: wrong, planMinimum: null, appeals: [] }),
    ).rejects.toThrow()
  })
})

describe('rows behind the figures, by the rules of plausibility', () => {
  test.each(['sqlite', 'postgres'] as const)(
    'R1 for houses and monthly aid, R12 days before the pairing, R14 double help: asked, never in the way of signing (%s)',
    async (dialect) => {
      const branch = await openTestApp({ dialect })
      const [first = '', second = ''] = await addFamilies(branch, [{ name: 'Hà Thị Mé' }, { name: 'Vi Văn Pọm' }])
      const { donorId } = await sponsor(branch)
      const twice = []
      for (const amount of [5_000_000, 500_000]) {
        twice.push(
          await record(branch, 'pairing', pairing({ address_id: first, donor_id: donorId, ...monthly(amount) })),
        )
      }
      await record(
        branch,
        'delivery',
        delivery({ address_id: first, pairing_id: twice[1] ?? null, amount: 500_000, on_day: '2026-10-05' }),
      )
      for (const day of ['2019-05-01', '2026-10-20']) await record(branch, 'house', house(second, day))
      const found = await rulesAt(branch, branch.unitId)
      expect(found).toEqual([
        ['R1', { each: 900_000_000, low: 20_000_000, high: 400_000_000 }],
        ['R12', { day: '2026-10-05', from: '2026-11-01', to: '2026-12-31', count: 1 }],
        ['R14', { people: 2 }],
      ])
      await branch.client.reports.sign(Q4)
    },
  )

  test('R18: money of an appeal after its closing day, or handed out late', async () => {
    const branch = await openTestApp()
    const [id = ''] = await addFamilies(branch, [{ name: 'Hà Thị Mé' }])
    const purpose = 'Bão số 3'
    const { bands } = USUAL_PLAUSIBILITY
    const appeals = [{ purpose, openedOn: '2026-09-10', closedOn: '2026-10-10' }]
    await branch.client.reports.setPlausibility({ bands, planMinimum: null, appeals })
    await record(branch, 'receipt', receipt({ amount: 1_000_000, purpose, on_day: '2026-10-09' }))
    await record(branch, 'delivery', delivery({ address_id: id, purpose, on_day: '2026-10-30' }))
    expect(await rulesAt(branch, branch.unitId)).toEqual([])
    await record(branch, 'receipt', receipt({ amount: 1_000_000, purpose, on_day: '2026-10-11', number: 2 }))
    await record(branch, 'delivery', delivery({ address_id: id, purpose, on_day: '2026-10-31' }))
    expect(await rulesAt(branch, branch.unitId)).toEqual([
      ['R18', { day: '2026-10-11', appeal: purpose }],
      ['R18', { days: 21, appeal: purpose }],
    ])
  })
})

function typePaper(province: TestApp, paper: object = {}) {
  return province.client.reports.typePaper({ ...Q4, unitId: UNIT, figures: PAPER, ...paper })
}

async function rulesAt(office: TestOffice, unitId = UNIT) {
  const { findings } = await office.client.reports.findings(Q4)
  return findings.filter((finding) => finding.unitId === unitId).map(({ rule, params }) => [rule, params])
}

async function sponsor(office: TestOffice) {
  const { id: donorId } = await office.client.donors.add({ fields: { kind: 'business', name: 'Công ty Mường Lát' } })
  return { donorId }
}

function monthly(amount: number) {
  return { amount, frequency: 'monthly', first_month: '2026-11', last_month: null, state: 'active' } as const
}

function house(address_id: string, handed_over_on: string): NewRecord<'house'> {
  return {
    address_id,
    kind: 'new',
    programme: null,
    stage: 'handedOver',
    budget: 900_000_000,
    currency: 'VND',
    area_m2: null,
    outside_province: 0,
    started_on: null,
    accepted_on: null,
    handed_over_on,
    floor_before: null,
    frame_before: null,
    roof_before: null,
    floor_after: null,
    frame_after: null,
    roof_after: null,
    permit_note: null,
    note: null,
  }
}
