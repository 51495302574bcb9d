import { expect, test } from 'vitest'
import { insertRecord, setDeleted } from '../../../../src/db/recordWriter.ts'
import { openTestApp } from '../../../support/openTestApp.ts'
import { makeFile, openAt } from '../decisionOffice.ts'
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
  writeAs,
} from '../offices.ts'
import { moveBook, NEW_CODE, openUnit } from './bookOffices.ts'

const PERIOD = { from: '2026-10-01', to: '2026-12-31' }
const TERMS = {
  channel: 'fund',
  helpForm: 'cash',
  amount: 300_000,
  frequency: 'monthly',
  firstMonth: '2026-10',
  lastMonth: '2027-09',
} as const

test('row 79: a book that was handed on before its heir reported is taken in above from the last heir, each row by way of the one between', async () => {
  const [first, between, last] = [await openUnit('15013'), await openUnit('14845'), await openUnit(NEW_CODE)]
  const province = await openTestApp({ kind: 'province', now: '2026-12-01T02:00:00.000Z' })
  for (const branch of [first, between, last]) await exchangeKeys(branch, province)
  await introduce(first, between)
  await introduce(between, last)
  const addressId = await sponsoredByProvince(first, province)
  await record(first, 'delivery', delivery({ address_id: addressId, on_day: '2026-08-05', amount: 500_000 }))
  const context = { userId: 'test', unitId: first.unitId, now: '2026-08-06T02:00:00.000Z' }
  const values = delivery({ address_id: addressId, on_day: '2026-08-05', amount: 70_000 })
  const wrong = await writeAs(first, (db) => insertRecord(db, context, { table: 'delivery', values }))
  await openReport(province, await makeReport(first, province, { period: PERIOD }))
  // Taken back after the last report of the first; the one between never reports.
  await writeAs(first, (db) => setDeleted(db, context, { table: 'delivery', id: wrong, deleted: true }))

  for (const office of [first, between, province]) await merge(office, ['15013', '14845'], '2026-09-01')
  await moveBook(first, between)
  for (const office of [between, last, province]) await merge(office, ['14845', NEW_CODE], '2026-10-01')
  await moveBook(between, last)

  await openReport(province, await makeReport(last, province, { period: PERIOD }))
  const { read } = bookOf(province)
  const rows = await read.selectFrom('pairing').select(['owner_unit', 'address_id']).execute()
  expect(rows).toEqual([{ owner_unit: last.unitId, address_id: addressId }])
  const given = read.selectFrom('delivery').select(['owner_unit', 'amount']).where('deleted_at', 'is', null)
  expect(await given.execute()).toEqual([{ owner_unit: last.unitId, amount: 500_000 }])
  const moves = await read
    .selectFrom('row_moved')
    .select(['from_unit', 'to_unit', 'on_day'])
    .where('row_id', '=', addressId)
    .orderBy('on_day')
    .execute()
  expect(moves).toEqual([
    { from_unit: first.unitId, to_unit: between.unitId, on_day: '2026-09-01' },
    { from_unit: between.unitId, to_unit: last.unitId, on_day: '2026-10-01' },
  ])
  // At the end of the third quarter it was the one between that had the family.
  const { rows: units } = await province.client.reports.quarter({ year: 2026, quarter: 3 })
  expect(units.filter(({ figures }) => (figures?.delivered ?? 0) > 0).map(({ unit }) => unit.code)).toEqual(['14845'])

  // An old file of the first still says nothing of what is the last one's by now.
  await openReport(province, await makeReport(first, province, { period: PERIOD, everything: true }))
  expect(await read.selectFrom('pairing').select('owner_unit').execute()).toEqual([{ owner_unit: last.unitId }])
})

/** A family the province found a sponsor for: the row of the branch names a sponsor of the province. */
async function sponsoredByProvince(branch: TestOffice, province: TestOffice): Promise<string> {
  const [addressId = ''] = await addFamilies(branch, [{ name: 'Hà Thị Mé', consent: true }])
  await openReport(province, await makeReport(branch, province, { period: PERIOD }))
  const donorId = (await province.client.donors.add({ fields: { kind: 'business', name: 'Công ty Gỗ' } })).id
  const given = { unitId: branch.unitId, addressId, donorId, terms: TERMS }
  await province.client.bundles.decisions.giveSponsor(given)
  await openAt(branch, await makeFile(province, branch))
  const { decisions } = await branch.client.bundles.decisions.listIn()
  await branch.client.bundles.decisions.apply({ ids: decisions.map(({ id }) => id), evenAboveNeed: true })
  return addressId
}

function merge(office: TestOffice, [from = '', to = '']: readonly string[], onDay: string) {
  return office.client.units.reorganisations.record({
    kind: 'merge',
    onDay,
    paper: `Nghị quyết ${onDay}`,
    fromCodes: [from],
    to: [{ code: to, type: 'commune', name: `Xã ${to}` }],
  })
}
