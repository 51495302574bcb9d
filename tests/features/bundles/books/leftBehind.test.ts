import { expect, test } from 'vitest'
import { insertRecord, setDeleted } from '../../../../src/db/recordWriter.ts'
import { takenBookLine } from '../../../../src/features/bundles/common/books/takenBookLines.ts'
import { addVillage } from '../../../support/builders.ts'
import { openTestApp } from '../../../support/openTestApp.ts'
import {
  acknowledge,
  addFamilies,
  bookOf,
  delivery,
  exchangeKeys,
  handOver,
  introduce,
  makeReport,
  openReport,
  record,
  signedBy,
  type TestOffice,
  writeAs,
} from '../offices.ts'
import { MERGE_DAY, moveBook, NEW_CODE, openUnit, recordMerge } from './bookOffices.ts'

const PERIOD = { from: '2026-10-01', to: '2026-12-31' }
const ENDED = '14845'
const BEFORE = '2026-09-01T02:00:00.000Z'

test.each([
  { everything: true, dialect: 'sqlite' },
  { everything: false, dialect: 'postgres' },
] as const)(
  'row 79: help a unit took back after its last report is counted above under nobody once its heir has reported (everything: $everything, $dialect)',
  async ({ everything, dialect }) => {
    const { ended, heir, province } = await openMerged(dialect)
    const [addressId = ''] = await addFamilies(ended, [{ name: 'Hà Thị Mé', consent: true }])
    await help(ended, addressId, 500_000)
    const [wrong, late] = [await help(ended, addressId, 900_000), await help(ended, addressId, 40_000)]
    await openReport(province, await makeReport(ended, province, { period: PERIOD }))
    await acknowledge(province, ended)
    await takeBack(ended, wrong)
    const lost = await help(ended, addressId, 7_000)
    const onItsWay = await makeReport(ended, province, { period: PERIOD })
    await takeBack(ended, lost)

    for (const office of [ended, heir, province]) await recordMerge(office, [ENDED])
    await moveBook(ended, heir)
    expect(await sumAt(province, ended)).toBe(1_440_000)
    await takeBack(heir, late)
    const report = await makeReport(heir, province, { period: PERIOD, everything })
    const seen = await province.client.bundles.inspect({ ticket: handOver(province, report) })
    const opened = await openReport(province, report)
    for (const { differences } of [seen, opened]) {
      expect(differences.find(({ kind }) => kind === 'delivery')?.gone).toBe(2)
    }
    expect([await sumAt(province, ended), await sumAt(province, heir)]).toEqual([0, 500_000])

    // A report made before the book comes last: what it says is the heir's by now, or gone.
    await openReport(province, onItsWay)
    expect([await sumAt(province, ended), await sumAt(province, heir)]).toEqual([0, 500_000])
  },
)

test('row 79: what a unit that ended wrote after it made its book stays its own above until the next book', async () => {
  const { ended, heir, province } = await openMerged()
  const [addressId = ''] = await addFamilies(ended, [{ name: 'Hà Thị Mé', consent: true }])
  await help(ended, addressId, 500_000)
  for (const office of [ended, heir, province]) await recordMerge(office, [ENDED])
  await moveBook(ended, heir)
  await helpAt(ended, { address_id: addressId, amount: 200_000, now: '2027-01-05T02:00:00.000Z' })
  for (const office of [ended, heir]) {
    await openReport(province, await makeReport(office, province, { period: PERIOD, everything: true }))
  }
  expect([await sumAt(province, ended), await sumAt(province, heir)]).toEqual([200_000, 500_000])
  await moveBook(ended, heir)
  await openReport(province, await makeReport(heir, province, { period: PERIOD }))
  expect([await sumAt(province, ended), await sumAt(province, heir)]).toEqual([0, 700_000])
})

test('row 79: what a unit tells of a book it has no part in buries nothing', async () => {
  const { ended, heir, province } = await openMerged()
  const stranger = await openUnit('15013')
  await exchangeKeys(stranger, province)
  const [addressId = ''] = await addFamilies(ended, [{ name: 'Hà Thị Mé', consent: true }])
  await help(ended, addressId, 500_000)
  await openReport(province, await makeReport(ended, province, { period: PERIOD }))
  await recordMerge(province, [ENDED])
  const [fromUnit, madeAt] = [ended.unitId, '2030-01-01T00:00:00.000Z']
  const records = [heir, stranger].map(({ unitId: toUnit }) =>
    takenBookLine(stranger.unitId, { fromUnit, toUnit, madeAt }),
  )
  await openReport(province, await signedBy(stranger, province, { kind: 'report', records }))
  expect(await sumAt(province, ended)).toBe(500_000)
})

test('row 79: of a split, what one part has not told of yet stays; each part may name the papers the other keeps', async () => {
  const old = await openUnit(ENDED)
  const [west, east] = [await openUnit('15013'), await openUnit('14758')]
  const province = await openTestApp({ kind: 'province', now: '2026-12-01T02:00:00.000Z' })
  for (const branch of [old, west, east]) await exchangeKeys(branch, province)
  for (const part of [west, east]) await introduce(old, part)
  const [inWest = '', inEast = ''] = await addFamilies(old, [{ name: 'Hà Thị Mé' }, { name: 'Vi Văn Pọm' }])
  for (const id of [inWest, inEast]) await help(old, id, 500_000)
  const wrong = await help(old, inEast, 900_000)
  await openReport(province, await makeReport(old, province, { period: PERIOD }))
  await takeBack(old, wrong)
  // Neither the village nor the paper has been reported when the unit ends.
  const villageId = await addVillage(old.app, { name: 'Bản Bo', unitId: old.unitId })
  const paper = { number: '12/QĐ', on_day: '2026-08-01', signer: 'Lê Văn Tám', title: 'Duyệt' }
  const decision_id = await record(old, 'decision', paper)
  await writeAs(old, async (db) => {
    await db.updateTable('address').set({ village_id: villageId }).where('id', '=', inEast).execute()
    await db.updateTable('address').set({ decision_id }).execute()
  })
  for (const office of [old, west, east, province]) await recordSplit(office)
  await answerSplit(old, villageId, { east, west })
  for (const part of [west, east]) await moveBook(old, part)

  await openReport(province, await makeReport(west, province, { period: PERIOD }))
  expect([await sumAt(province, old), await sumAt(province, west)]).toEqual([1_400_000, 500_000])
  await openReport(province, await makeReport(east, province, { period: PERIOD }))
  expect([await sumAt(province, old), await sumAt(province, west), await sumAt(province, east)]).toEqual([
    0, 500_000, 500_000,
  ])
})

async function openMerged(dialect: 'sqlite' | 'postgres' = 'sqlite') {
  const [ended, heir] = [await openUnit(ENDED), await openUnit(NEW_CODE)]
  const province = await openTestApp({ kind: 'province', dialect, now: '2026-12-01T02:00:00.000Z' })
  for (const branch of [ended, heir]) await exchangeKeys(branch, province)
  await introduce(ended, heir)
  return { ended, heir, province }
}

/** The id of the delivery. */
function help(office: TestOffice, address_id: string, amount: number): Promise<string> {
  return helpAt(office, { address_id, amount, now: BEFORE })
}

function helpAt(
  office: TestOffice,
  { now, ...given }: { address_id: string; amount: number; now: string },
): Promise<string> {
  const values = delivery({ ...given, on_day: '2026-08-05' })
  const context = { userId: 'test', unitId: office.unitId, now }
  return writeAs(office, (db) => insertRecord(db, context, { table: 'delivery', values }))
}

function takeBack(office: TestOffice, id: string) {
  const context = { userId: 'test', unitId: office.unitId, now: BEFORE }
  return writeAs(office, (db) => setDeleted(db, context, { table: 'delivery', id, deleted: true }))
}

async function sumAt(office: TestOffice, of: TestOffice): Promise<number> {
  const rows = await bookOf(office)
    .read.selectFrom('delivery')
    .select('amount')
    .where('owner_unit', '=', of.unitId)
    .where('deleted_at', 'is', null)
    .execute()
  return rows.reduce((sum, row) => sum + Number(row.amount ?? 0), 0)
}

function recordSplit(office: TestOffice) {
  return office.client.units.reorganisations.record({
    kind: 'split',
    onDay: MERGE_DAY,
    paper: 'Nghị quyết 15/NQ-HĐND',
    fromCodes: [ENDED],
    to: [
      { code: '15013', type: 'commune', name: 'Na Mèo Tây' },
      { code: '14758', type: 'commune', name: 'Na Mèo Đông' },
    ],
  })
}

async function answerSplit(
  old: TestOffice,
  eastern: string,
  { east, west }: { east: TestOffice; west: TestOffice },
): Promise<void> {
  for (let left = 1; left > 0; ) {
    const { questions } = await old.client.bundles.books.split()
    const open = questions.filter(({ answer }) => answer === null)
    const answers = open.map(({ kind, subject }) => {
      return { kind, subject, answer: subject === eastern ? east.unitId : west.unitId }
    })
    left = (await old.client.bundles.books.answerSplit({ answers })).left
  }
}
