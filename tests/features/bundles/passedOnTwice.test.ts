import { expect, test } from 'vitest'
import { failureOf } from '../../../src/base/common/failures.ts'
import { openTestApp } from '../../support/openTestApp.ts'
import { openUnit } from './books/bookOffices.ts'
import {
  acknowledge,
  addFamilies,
  bookOf,
  delivery,
  exchangeKeys,
  introduce,
  makeReport,
  moveCase,
  openReport,
  record,
} from './offices.ts'

const CODES = ['15013', '14845', '14758']

/** Which of the three reports, the case's first office being 0; and who has to wait for another. */
test.each([
  { order: [0, 1, 2], wait: [] },
  { order: [2, 1, 0], wait: [2, 1] },
  { order: [1, 2, 0], wait: [1, 2] },
  { order: [2, 0, 1], wait: [2] },
])(
  'row 58: a case passed on twice before anybody reported it waits for the missing reports and is counted once (order $order)',
  async ({ order, wait }) => {
    const branches = await Promise.all(CODES.map((code) => openUnit(code)))
    const [first, second, third] = branches
    if (first === undefined || second === undefined || third === undefined) throw new Error('three offices')
    const province = await openTestApp({ kind: 'province' })
    for (const branch of branches) await exchangeKeys(branch, province)
    await introduce(first, second)
    await introduce(second, third)
    const [id = ''] = await addFamilies(first, [{ name: 'Hà Thị Mé', consent: true }])
    await record(first, 'delivery', delivery({ address_id: id, amount: 500_000 }))
    await openReport(province, await makeReport(first, province))
    await acknowledge(province, first)
    await moveCase(first, second, id)
    await record(second, 'delivery', delivery({ address_id: id, amount: 30_000 }))
    await moveCase(second, third, id)
    await record(third, 'delivery', delivery({ address_id: id, amount: 2_000 }))

    const waited: number[] = []
    for (const which of order) {
      const branch = branches[which] ?? first
      const failure = await openReport(province, await makeReport(branch, province)).then(() => undefined, failureOf)
      if (failure === undefined) continue
      expect(failure.code).toBe('bundles.awaitsHandover')
      waited.push(which)
    }
    expect(waited).toEqual(wait)
    expect((await province.client.bundles.listUnsettled()).waiting).toEqual([])
    const owner = await bookOf(province)
      .read.selectFrom('address')
      .select('owner_unit')
      .where('id', '=', id)
      .executeTakeFirst()
    expect(owner?.owner_unit).toBe(third.unitId)
    const { total, rows } = await province.client.reports.quarter({ year: 2026, quarter: 4 })
    expect([total.delivered, total.times]).toEqual([532_000, 3])
    const delivered = branches.map((branch) => rows.find(({ unit }) => unit.id === branch.unitId)?.figures?.delivered)
    expect(delivered).toEqual([500_000, 30_000, 2_000])
  },
)
