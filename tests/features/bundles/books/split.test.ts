import { expect, test } from 'vitest'
import { failureOf } from '../../../../src/base/common/failures.ts'
import { totalsBetween } from '../../../../src/features/bundles/common/books/bookTotals.ts'
import { addVillage } from '../../../support/builders.ts'
import { addFamilies, bookOf, handOver, introduce, record, type TestOffice, writeAs } from '../offices.ts'
import {
  allocation,
  bytesOf,
  fillBook,
  MERGE_DAY,
  madeBook,
  openedBook,
  openUnit,
  receipt,
  totalsIn,
} from './bookOffices.ts'

test('row 79: a commune that is split: every family goes with its village, shared papers with one part, and the parts make the whole', async () => {
  const old = await openUnit('15013')
  const [west, east] = [await openUnit('99001'), await openUnit('99002')]
  for (const office of [old, west, east]) await recordSplit(office)
  for (const part of [west, east]) await introduce(old, part)
  const { donorId, addresses, receiptId, pairings } = await fillBook(old, ['Hà Thị Mé', 'Vi Văn Pọm'])
  const villageId = await addVillage(old.app, { name: 'Bản Bo', unitId: old.unitId })
  await writeAs(old, (db) =>
    db
      .updateTable('address')
      .set({ village_id: villageId })
      .where('id', '=', addresses[1] ?? '')
      .execute(),
  )
  await record(old, 'receipt', receipt({ number: 2, donor_id: donorId, amount: 80_000 })).then((id) =>
    record(old, 'allocation', allocation({ receipt_id: id, purpose: 'Tết', amount: 80_000 })),
  )
  const before = await totalsIn(old)
  const early = await old.client.bundles.books.make({ toUnit: west.unitId }).then(
    () => '',
    (error) => failureOf(error).code,
  )
  expect(early).toBe('bundles.bookUnanswered')

  await answerSplit(old, { [villageId]: east.unitId }, west.unitId)
  const { questions, parts } = await old.client.bundles.books.split()
  expect(questions.map(({ kind }) => kind).sort()).toEqual(
    ['keeper', 'partDonor', 'partReceipt', 'partReceipt', 'partVillage', 'partVillage'].sort(),
  )
  expect(parts.map(({ addresses: count }) => count)).toEqual([1, 1])
  for (const part of [west, east]) {
    const id = await openedBook(part, await madeBook(old, part))
    await part.client.bundles.books.apply({ id })
    const { ticket } = await part.client.bundles.books.accept({ id })
    await old.client.bundles.openFile({ ticket: handOver(old, bytesOf(part, ticket)) })
  }
  const [ofWest, ofEast] = [await totalsIn(west), await totalsIn(east)]
  expect(totalsBetween(ofWest, totalsBetween(ofEast, before))).toEqual([])
  expect(await totalsIn(old)).toEqual([])
  const shares = (office: TestOffice) =>
    bookOf(office)
      .read.selectFrom('allocation')
      .select(['pairing_id', 'amount'])
      .where('receipt_id', '=', receiptId)
      .where('owner_unit', '=', office.unitId)
      .execute()
  expect(await shares(west)).toEqual([{ pairing_id: pairings[0], amount: 2_500_000 }])
  expect(await shares(east)).toEqual([{ pairing_id: pairings[1], amount: 500_000 }])
  // The sponsor is the west's; the east reads the name and does not write it.
  const copy = await bookOf(east)
    .read.selectFrom('donor')
    .select(['name', 'owner_unit'])
    .where('id', '=', donorId)
    .execute()
  expect(copy).toEqual([{ name: 'Công ty Sông Mã', owner_unit: west.unitId }])
  expect((await east.client.pairings.list({})).rows).toHaveLength(1)
  await addFamilies(east, [{ name: 'Lò Văn Hặc' }])
})

function recordSplit(office: TestOffice) {
  return office.client.units.reorganisations.record({
    kind: 'split',
    onDay: MERGE_DAY,
    paper: 'Nghị quyết 15/NQ-HĐND',
    fromCodes: ['15013'],
    to: [
      { code: '99001', type: 'commune', name: 'Na Mèo Tây' },
      { code: '99002', type: 'commune', name: 'Na Mèo Đông' },
    ],
  })
}

/** Goes on until no question is left: one answer may lead to the next question. */
async function answerSplit(office: TestOffice, byVillage: Record<string, string>, usual: string): Promise<void> {
  for (let left = 1; left > 0; ) {
    const { questions } = await office.client.bundles.books.split()
    const open = questions.filter(({ answer }) => answer === null)
    const answers = open.map(({ kind, subject }) => ({ kind, subject, answer: byVillage[subject] ?? usual }))
    left = (await office.client.bundles.books.answerSplit({ answers })).left
  }
}
