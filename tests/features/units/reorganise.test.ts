import { describe, expect, test } from 'vitest'
import { failureOf } from '../../../src/base/common/failures.ts'
import { openTestApp, type TestApp } from '../../support/openTestApp.ts'
import { allocation, receipt } from '../bundles/books/bookOffices.ts'
import { addFamilies, bookOf, delivery, record, writeAs } from '../bundles/offices.ts'
import { lookAt, markupWordsOf, printMarkup } from '../papers/paperDesk.ts'

const DAY = '2026-10-01'

describe.each(['sqlite', 'postgres'] as const)('a reorganisation written down on %s', (dialect) => {
  test('row 79: a xã becomes a phường: what is new has the new name, receipts, lists and tables of before the old one', async () => {
    const office = await openTestApp({ dialect, printPdf: printMarkup })
    const [family = ''] = await addFamilies(office, [{ name: 'Hà Thị Mé' }])
    const old = await paperOf(office, family, { number: 1, on_day: '2026-09-30' })
    await change(office, { kind: 'retype', type: 'ward', name: 'Na Mèo Mới' })
    const later = await paperOf(office, family, { number: 2, on_day: '2026-10-02' })
    const headOf = async (subjectId: string, kind: 'receipt' | 'signatureList') =>
      markupWordsOf((await lookAt(office, { kind, subjectId, villageId: null })).bytes).slice(0, 400)
    expect(await headOf(old.receipt, 'receipt')).toMatch(/xã Na Mèo/i)
    expect(await headOf(old.round, 'signatureList')).toMatch(/xã Na Mèo/i)
    expect(await headOf(later.receipt, 'receipt')).toMatch(/phường Na Mèo Mới/i)
    expect(await headOf(later.round, 'signatureList')).toMatch(/phường Na Mèo Mới/i)
    const nameIn = async (quarter: 3 | 4) => (await office.client.reports.quarter({ year: 2026, quarter })).office.vi
    expect([await nameIn(3), await nameIn(4)]).toEqual(['Xã Na Mèo', 'Phường Na Mèo Mới'])
    const found = await office.client.addresses.list({ filter: { search: 'na meo moi' } })
    expect(found.rows.map((row) => row.id)).toEqual([family])
    const { reorganisations } = await office.client.units.reorganisations.list()
    expect(reorganisations).toMatchObject([
      { kind: 'retype', onDay: DAY, from: [{ vi: 'Xã Na Mèo' }], to: [{ vi: 'Phường Na Mèo Mới' }] },
    ])
  })
})

test('a level that is abolished: what stood below it belongs to the unit above, and a merged unit is no choice any more', async () => {
  const office = await openTestApp({ kind: 'province' })
  await office.client.units.reorganisations.record({
    kind: 'merge',
    onDay: DAY,
    paper: 'NQ 1',
    fromCodes: ['15013', '14845'],
    to: [{ code: '99001', type: 'commune', name: 'Biên Cương' }],
  })
  const communes = async (search: string) =>
    (await office.client.units.searchCommunes({ search, limit: 5 })).communes.map(({ code, formerName }) => [
      code,
      formerName,
    ])
  expect(await communes('bien cuong')).toContainEqual(['99001', null])
  expect(await communes('na meo')).toContainEqual(['99001', expect.stringContaining('Na Mèo')])
  await office.client.units.reorganisations.record({ kind: 'abolish', onDay: DAY, paper: 'NQ 2', fromCodes: ['38'] })
  const above = await bookOf(office)
    .read.selectFrom('unit_name')
    .innerJoin('unit', 'unit.id', 'unit_name.parent_id')
    .select('unit.code')
    .where('unit_name.unit_id', '=', await idOf(office, '99001'))
    .where('unit_name.valid_to', 'is', null)
    .execute()
  expect(above.map((row) => row.code)).toEqual(['VN'])
})

test('is refused when it names no unit, one that has ended, a code given out before, or a day still to come', async () => {
  const office = await openTestApp()
  const codeOf = (wish: Partial<Parameters<typeof office.client.units.reorganisations.record>[0]>) =>
    office.client.units.reorganisations
      .record({
        kind: 'merge',
        onDay: DAY,
        paper: 'NQ 1',
        fromCodes: ['15013', '14845'],
        to: [{ code: '99001', type: 'commune', name: 'Biên Cương' }],
        ...wish,
      })
      .then(
        () => '',
        (error) => failureOf(error).code,
      )
  expect(await codeOf({ onDay: '2027-01-01' })).toBe('units.reorganiseInFuture')
  expect(await codeOf({ fromCodes: ['15013', '00000'] })).toBe('units.unknownUnitCode')
  expect(await codeOf({ kind: 'split' })).toBe('units.unitsUnfit')
  expect(await codeOf({ kind: 'rename', fromCodes: ['15013'] })).toBe('units.unitsUnfit')
  const keeping = [
    { code: '15013', type: 'commune' as const, name: 'Na Mèo' },
    { code: '99002', type: 'commune' as const, name: 'Bản Sộp' },
  ]
  expect(await codeOf({ kind: 'split', fromCodes: ['15013'], to: keeping })).toBe('units.splitKeepsCode')
  expect(await codeOf({})).toBe('')
  expect(await codeOf({})).toBe('units.unitHasEnded')
  const again = [{ code: '14845', type: 'commune' as const, name: 'Mường Lát' }]
  expect(await codeOf({ fromCodes: ['15127'], to: again })).toBe('units.codeOfEndedUnit')
  // On an earlier day it was still there: papers need not be written down in their order.
  expect(await codeOf({ fromCodes: ['15127'], to: again, onDay: '2026-08-01' })).toBe('')
})

test('row 79: a paper is written down once more after a directory of a centre that had forgotten it let the unit live again', async () => {
  const office = await openTestApp()
  const merge = () =>
    office.client.units.reorganisations.record({
      kind: 'merge',
      onDay: DAY,
      paper: 'NQ 1',
      fromCodes: ['14845'],
      to: [{ code: '15013', type: 'commune', name: 'Na Mèo' }],
    })
  await merge()
  // What such a directory does: the unit has no end, its successor stays, since records may name it.
  await writeAs(office, (db) => db.updateTable('unit').set({ valid_to: null }).where('code', '=', '14845').execute())
  await merge()
  const { read } = bookOf(office)
  const unit = await read.selectFrom('unit').select('valid_to').where('code', '=', '14845').executeTakeFirstOrThrow()
  expect(unit.valid_to).toBe('2026-09-30')
  const next = await read.selectFrom('unit_successor').select('kind').where('on_day', '=', DAY).execute()
  expect(next).toEqual([{ kind: 'merge' }])
})

function change(office: TestApp, to: { kind: 'rename' | 'retype'; type: 'ward' | 'commune'; name: string }) {
  const { kind, ...unit } = to
  return office.client.units.reorganisations.record({
    kind,
    onDay: DAY,
    paper: 'Nghị quyết 388/NQ-UBTVQH16',
    fromCodes: ['15013'],
    to: [{ code: '15013', ...unit }],
  })
}

async function paperOf(office: TestApp, addressId: string, { number, on_day }: { number: number; on_day: string }) {
  const receiptId = await record(office, 'receipt', receipt({ number, on_day, amount: 200_000 }))
  await record(office, 'allocation', allocation({ receipt_id: receiptId, purpose: 'Tết', amount: 200_000 }))
  const roundId = await record(office, 'round', {
    name: `Đợt ${number}`,
    on_day,
    place: null,
    purpose: 'Tết',
    state: 'closed',
    printed_at: null,
    currency: null,
    close_reason: null,
    note: null,
  })
  await record(office, 'round_line', {
    round_id: roundId,
    address_id: addressId,
    village_id: null,
    amount: 200_000,
    currency: 'VND',
    goods: null,
    goods_quantity: null,
    goods_unit: null,
    goods_value: 0,
    state: 'received',
    proxy_name: null,
    proxy_relation: null,
    reason: null,
  })
  await record(office, 'delivery', delivery({ address_id: addressId, on_day, amount: 200_000 }))
  return { receipt: receiptId, round: roundId }
}

async function idOf(office: TestApp, code: string): Promise<string> {
  const { id } = await bookOf(office)
    .read.selectFrom('unit')
    .select('id')
    .where('code', '=', code)
    .executeTakeFirstOrThrow()
  return id
}
