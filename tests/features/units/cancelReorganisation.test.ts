import { expect, test } from 'vitest'
import { failureOf } from '../../../src/base/common/failures.ts'
import { sharedRecordId } from '../../../src/base/common/recordId.ts'
import { openTestApp, type TestAppOptions } from '../../support/openTestApp.ts'
import { fillBook, madeBook, openUnit, recordMerge } from '../bundles/books/bookOffices.ts'
import { addFamilies, bookOf, introduce, type TestOffice } from '../bundles/offices.ts'

const DAY = '2026-10-01'
const reason = 'ghi nhầm xã'

test.each(['sqlite', 'postgres'] as const)(
  'row 79: each kind that was recorded wrongly is taken back as if it had not been, and the line stays with its reason (%s)',
  async (dialect) => {
    const office = await openTestApp({ kind: 'province', dialect })
    const before = await unitTables(office)
    const merge = { fromCodes: ['15013', '14845'], to: [{ code: '99001', type: 'commune', name: 'Biên Cương' }] }
    const parts = [
      { code: '99002', type: 'commune', name: 'Một' },
      { code: '99003', type: 'ward', name: 'Hai' },
    ]
    const wishes = [
      { kind: 'merge', ...merge },
      { kind: 'split', fromCodes: ['15013'], to: parts },
      { kind: 'retype', fromCodes: ['15013'], to: [{ code: '15013', type: 'ward', name: 'Na Mèo Mới' }] },
      { kind: 'abolish', fromCodes: ['38'], to: [] },
    ] as const
    for (const wish of wishes) {
      const { id } = await recordOn(office, wish)
      expect(await unitTables(office)).not.toEqual(before)
      await office.client.units.reorganisations.cancel({ id, reason })
      expect([wish.kind, await unitTables(office)]).toEqual([wish.kind, before])
      expect(await cancelled(office, id)).toBe('units.alreadyCancelled')
    }
    const { reorganisations } = await office.client.units.reorganisations.list()
    expect(reorganisations.map((each) => each.cancelled?.reason)).toEqual([reason, reason, reason, reason])
    await recordOn(office, { kind: 'merge', ...merge })
  },
)

test('row 79: what rests on it is named: a later paper, a unit in use, a book on its way', async () => {
  const office = await province()
  const first = await recordOn(office, {
    kind: 'merge',
    fromCodes: ['15013', '14845'],
    to: [{ code: '99001', type: 'commune', name: 'Biên Cương' }],
  })
  const later = await recordOn(office, {
    kind: 'retype',
    onDay: '2026-11-01',
    fromCodes: ['99001'],
    to: [{ code: '99001', type: 'ward', name: 'Biên Cương' }],
  })
  expect(await cancelled(office, first.id)).toEqual('units.cancelHasLater')
  await office.client.units.reorganisations.cancel({ id: later.id, reason })
  const unitId = sharedRecordId('unit', '99001')
  await office.client.units.villages.add({ name: 'Bản Ón', communeId: unitId })
  expect(await cancelled(office, first.id)).toBe('units.cancelUnitInUse')

  const old = await openUnit('15013')
  const fresh = await openUnit('15127')
  await introduce(old, fresh)
  await fillBook(old, ['Hà Thị Mé'])
  const { id } = await recordMerge(old, ['15013'])
  await recordMerge(fresh, ['15013'])
  await madeBook(old, fresh)
  expect(await cancelled(old, id)).toBe('units.cancelHasBook')
  expect(await cancelled(old, 'none')).toBe('common.notFound')
})

test('a family of a renamed commune is found by its old name again after the renaming was taken back', async () => {
  const office = await openTestApp()
  const [family] = await addFamilies(office, [{ name: 'Hà Thị Mé' }])
  const { id } = await recordOn(office, {
    kind: 'rename',
    fromCodes: ['15013'],
    to: [{ code: '15013', type: 'commune', name: 'Biên Cương' }],
  })
  await office.client.units.reorganisations.cancel({ id, reason })
  const found = async (search: string) =>
    (await office.client.addresses.list({ filter: { search } })).rows.map((row) => row.id)
  expect([await found('bien cuong'), await found('na meo')]).toEqual([[], [family]])
})

function province(options: TestAppOptions = {}) {
  return openTestApp({ kind: 'province', ...options })
}

type Wish = Parameters<TestOffice['client']['units']['reorganisations']['record']>[0]

function recordOn(
  office: TestOffice,
  wish: Pick<Wish, 'kind'> & { fromCodes: readonly string[]; to: readonly object[]; onDay?: string },
) {
  return office.client.units.reorganisations.record({ onDay: DAY, paper: 'NQ 1', ...wish } as Wish)
}

function cancelled(office: TestOffice, id: string): Promise<string> {
  return office.client.units.reorganisations.cancel({ id, reason }).then(
    () => '',
    (error) => failureOf(error).code,
  )
}

/** Everything the program says of units, in one order. */
async function unitTables(office: TestOffice) {
  const db = bookOf(office).read
  return {
    units: await db.selectFrom('unit').selectAll().orderBy('id').execute(),
    names: await db.selectFrom('unit_name').selectAll().orderBy('id').execute(),
    successors: await db.selectFrom('unit_successor').selectAll().orderBy('from_unit').orderBy('to_unit').execute(),
  }
}
