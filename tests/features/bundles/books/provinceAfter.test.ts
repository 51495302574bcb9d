import { expect, test } from 'vitest'
import { openTestApp } from '../../../support/openTestApp.ts'
import {
  addFamilies,
  bookOf,
  delivery,
  exchangeKeys,
  introduce,
  makeReport,
  openReport,
  record,
  type TestOffice,
} from '../offices.ts'
import { answerAll, madeBook, NEW_CODE, openedBook, openUnit, receipt, recordMerge } from './bookOffices.ts'

const Q3 = { from: '2026-07-01', to: '2026-09-30' }
const Q4 = { from: '2026-10-01', to: '2026-12-31' }

test('row 79: the province counts each dong once, under the names of its time, whoever sends last', async () => {
  const [one, other, fresh] = [await openUnit('15013'), await openUnit('14845'), await openUnit(NEW_CODE)]
  const province = await openTestApp({ kind: 'province', now: '2026-12-01T02:00:00.000Z' })
  for (const branch of [one, other, fresh]) await exchangeKeys(branch, province)
  for (const old of [one, other]) await introduce(old, fresh)
  await give(one, 'Hà Thị Mé', { on_day: '2026-08-05', amount: 500_000 })
  await give(other, 'Lò Văn Hặc', { on_day: '2026-08-06', amount: 300_000 })
  // Both books have a receipt PT 1.
  for (const branch of [one, other]) await record(branch, 'receipt', receipt({}))
  for (const branch of [one, other]) await openReport(province, await makeReport(branch, province, { period: Q3 }))
  const before = await quarterOf(province, 3)
  for (const office of [one, other, fresh, province]) await recordMerge(office, ['15013', '14845'])

  // Not yet upgraded: still sends as the old commune, after the day.
  await give(one, 'Thao A Dế', { on_day: '2026-10-20', amount: 70_000 })
  await openReport(province, await makeReport(one, province, { period: Q4 }))
  expect(await quarterOf(province, 4)).toMatchObject({ delivered: 70_000 })

  for (const old of [one, other]) {
    const id = await openedBook(fresh, await madeBook(old, fresh))
    await answerAll(fresh, id)
    await fresh.client.bundles.books.apply({ id })
  }
  await give(fresh, 'Ngân Thị Ơn', { on_day: '2026-11-02', amount: 9_000 })
  await openReport(province, await makeReport(fresh, province, { period: Q4 }))
  expect(await quarterOf(province, 3)).toEqual(before)
  expect(before.units).toEqual(['Xã Mường Lát 300000', 'Xã Na Mèo 500000'])
  expect(await quarterOf(province, 4)).toEqual({ delivered: 79_000, units: ['Xã Cẩm Thủy 79000'] })
  const rows = await bookOf(province).read.selectFrom('receipt').selectAll().where('deleted_at', 'is', null).execute()
  const papers = rows.map(({ owner_unit, series, number }) => `${owner_unit === fresh.unitId} ${series} ${number}`)
  expect(papers.toSorted()).toEqual(['true PT 1', 'true PT-14845 1'])

  // The old office sends once more: what the new one has by now is not counted again, and nothing is buried.
  await give(one, 'Vi Văn Pọm', { on_day: '2026-10-25', amount: 4_000 })
  await openReport(province, await makeReport(one, province, { period: Q4, everything: true }))
  expect(await quarterOf(province, 4)).toEqual({ delivered: 83_000, units: ['Xã Cẩm Thủy 83000'] })
  expect(await quarterOf(province, 3)).toEqual(before)

  const { rows: lines } = await province.client.province.grid({ year: 2026 })
  const states = Object.fromEntries(lines.map((row) => [row.unit.vi, row.cells.map((cell) => cell.state)]))
  expect(states['Xã Na Mèo']?.slice(2)).toEqual(['sent', 'ended'])
  expect(states['Xã Cẩm Thủy']?.[3]).toBe('sent')
  const drill = await province.client.reports.drill({ year: 2026, quarter: 3, unitId: one.unitId, figure: 'delivered' })
  expect([drill.total, drill.sum]).toEqual([1, 500_000])
})

async function give(office: TestOffice, name: string, values: { on_day: string; amount: number }): Promise<void> {
  const [id = ''] = await addFamilies(office, [{ name }])
  await record(office, 'delivery', delivery({ address_id: id, ...values }))
}

async function quarterOf(province: TestOffice, quarter: 3 | 4) {
  const { total, rows } = await province.client.reports.quarter({ year: 2026, quarter })
  const units = rows.flatMap(({ unit, figures }) =>
    (figures?.delivered ?? 0) === 0 ? [] : [`${unit.vi} ${figures?.delivered}`],
  )
  return { delivered: total.delivered, units }
}
