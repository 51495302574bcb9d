import { describe, expect, test } from 'vitest'
import { failureOf } from '../../../../src/base/common/failures.ts'
import { updateRecord } from '../../../../src/db/recordWriter.ts'
import { totalsBetween } from '../../../../src/features/bundles/common/books/bookTotals.ts'
import { addFamilies, bookOf, handOver, introduce, moveCase, type TestOffice } from '../offices.ts'
import {
  answerAll,
  bytesOf,
  fillBook,
  MERGE_DAY,
  madeBook,
  moveBook,
  NEW_CODE,
  openedBook,
  openUnit,
  recordMerge,
  totalsIn,
  wholeBook,
} from './bookOffices.ts'

describe('two branch books that become one unit’s', () => {
  test.each(['sqlite', 'postgres'] as const)(
    'row 79: totals before are totals after, to the dong, and the old offices only read (%s)',
    async (dialect) => {
      const { one, other, fresh } = await threeOffices({ dialect })
      const { addresses } = await fillBook(one, ['Hà Thị Mé', 'Vi Văn Pọm'])
      await fillBook(other, ['Lò Thị Mé', 'Thao A Dế', 'Ngân Văn Ón'])
      const before = [await totalsIn(one), await totalsIn(other)]
      await moveBook(one, fresh)
      await moveBook(other, fresh)
      const after = await totalsIn(fresh)
      const [ofOne = [], ofOther = []] = before
      expect(totalsBetween(ofOne, totalsBetween(ofOther, after))).toEqual([])
      expect(money(after, 'delivery')).toBe(5 * 620_000)
      expect(money(after, 'receipt')).toBe(6_000_000)
      expect(await totalsIn(one)).toEqual([])
      const refused = await touch(one, addresses[0] ?? '').then(() => '', codeOf)
      expect(refused).toBe('common.notAllowed')
      await touch(fresh, addresses[0] ?? '')
      const found = await fresh.client.addresses.list({ filter: { search: 'cam thuy' } })
      expect(found.rows).toHaveLength(5)
    },
  )

  test('row 79: what stands in both books is asked, the answers outlive the screen, and then everything is one', async () => {
    const { one, other, fresh } = await threeOffices()
    const first = await fillBook(one, ['Hà Thị Mé'])
    const second = await fillBook(other, ['Hà Thị Mé'])
    await moveBook(one, fresh)
    const id = await openedBook(fresh, await madeBook(other, fresh))
    const { questions, sums } = await fresh.client.bundles.books.preview({ id })
    expect(questions.map(({ kind }) => kind)).toEqual(['series', 'village', 'donor', 'person'])
    expect(sums.find(({ of }) => of === 'receipt')).toMatchObject({
      mine: 3_000_000,
      theirs: 3_000_000,
      together: 6_000_000,
    })
    const [series] = questions
    await fresh.client.bundles.books.answer({ id, answers: [{ ...series, answer: 'PT-ML' } as never] })
    const refused = await fresh.client.bundles.books.apply({ id }).then(() => undefined, failureOf)
    expect(refused).toEqual({ code: 'bundles.bookUnanswered', params: { count: 3 } })
    await answerAll(fresh, id, ({ kind, proposed }) => (kind === 'series' ? 'PT-ML' : proposed))
    const applied = await fresh.client.bundles.books.apply({ id })
    expect(applied).toMatchObject({ kept: 0, samePeople: 1 })
    const db = bookOf(fresh).read
    const receipts = await db.selectFrom('receipt').select(['series', 'number']).orderBy('series').execute()
    expect(receipts).toEqual([
      { series: 'PT', number: 1 },
      { series: 'PT-ML', number: 1 },
    ])
    const donors = await db.selectFrom('donor').select(['id', 'merged_into']).execute()
    expect(donors).toContainEqual({ id: second.donorId, merged_into: first.donorId })
    const pairings = await db.selectFrom('pairing').select('donor_id').execute()
    expect(pairings.map((row) => row.donor_id)).toEqual([first.donorId, first.donorId])
    const villages = (await fresh.client.units.villages.list({})).villages.map(({ name }) => name)
    expect(villages.sort()).toEqual(['Bản Ón', 'Bản Ón (Xã Mường Lát)'])
    const file = await fresh.client.addresses.get({ id: second.addresses[0] ?? '' })
    expect(JSON.stringify(file)).toContain('Bản Ón, Xã Mường Lát')
  })

  test('nothing moves before the acceptance comes back, and a row changed meanwhile stays to go with the next book', async () => {
    const { one, fresh } = await threeOffices()
    const { addresses } = await fillBook(one, ['Hà Thị Mé', 'Vi Văn Pọm'])
    const id = await openedBook(fresh, await madeBook(one, fresh))
    await answerAll(fresh, id)
    await fresh.client.bundles.books.apply({ id })
    const [late = ''] = await addFamilies(one, [{ name: 'Lò Văn Hặc' }])
    const [changed = ''] = addresses
    await touch(one, changed)
    const { ticket } = await fresh.client.bundles.books.accept({ id })
    await one.client.bundles.openFile({ ticket: handOver(one, bytesOf(fresh, ticket)) })
    const [out] = (await one.client.bundles.books.list()).books
    expect(out).toMatchObject({ state: 'accepted', kept: 1 })
    expect([await ownerOf(one, changed), await ownerOf(one, late)]).toEqual([one.unitId, one.unitId])
    expect(await ownerOf(one, addresses[1] ?? '')).toBe(fresh.unitId)
    await moveBook(one, fresh)
    expect([await ownerOf(one, changed), await ownerOf(one, late)]).toEqual([fresh.unitId, fresh.unitId])
    const note = await bookOf(fresh)
      .read.selectFrom('address')
      .select('note')
      .where('id', '=', changed)
      .executeTakeFirst()
    expect(note?.note).toBe('đã đổi')
    expect(await ownerOf(fresh, late)).toBe(fresh.unitId)
  })

  test('row 79: an older file of a book that has come is taken in without effect, though a family of it was given on since', async () => {
    const { one, other, fresh } = await threeOffices()
    const [given = ''] = await addFamilies(one, [{ name: 'Hà Thị Mé', consent: true }])
    const old = await madeBook(one, fresh)
    await moveBook(one, fresh)
    await introduce(fresh, other)
    await moveCase(fresh, other, given)
    const before = await wholeBook(fresh)
    const id = await openedBook(fresh, old)
    await answerAll(fresh, id)
    await fresh.client.bundles.books.apply({ id })
    expect(await ownerOf(fresh, given)).toBe(other.unitId)
    expect(await wholeBook(fresh)).toBe(before)
  })

  test('a book is refused where no paper says so, by anyone else’s hand, and opened twice it changes nothing', async () => {
    const { one, other, fresh } = await threeOffices({ told: false })
    await fillBook(one, ['Hà Thị Mé'])
    expect(await one.client.bundles.books.make({ toUnit: fresh.unitId }).then(() => '', codeOf)).toBe(
      'bundles.noSuccession',
    )
    await recordMerge(one, ['15013', '14845'])
    const bytes = await madeBook(one, fresh)
    const open = (office: TestOffice) =>
      office.client.bundles.openFile({ ticket: handOver(office, bytes) }).then(() => '', codeOf)
    expect(await open(fresh)).toBe('bundles.bookNotExpected')
    expect(await open(other)).toBe('bundles.unknownSender')
    await recordMerge(fresh, ['15013', '14845'])
    expect(await open(fresh)).toBe('')
    expect(await open(fresh)).toBe('')
    expect((await fresh.client.bundles.books.list()).books).toHaveLength(1)
    expect(await wholeBook(fresh)).toBe('[]')
  })

  test('the paper may be of another day than ours: then a person looks first', async () => {
    const { one, fresh } = await threeOffices({ told: false })
    await fillBook(one, ['Hà Thị Mé'])
    await recordMerge(one, ['15013', '14845'])
    await recordMerge(fresh, ['15013', '14845'], '2026-09-01')
    const bytes = await madeBook(one, fresh)
    const refused = await fresh.client.bundles
      .openFile({ ticket: handOver(fresh, bytes) })
      .then(() => undefined, failureOf)
    expect(refused).toMatchObject({ code: 'bundles.bookOfOtherDay', params: { day: MERGE_DAY, ours: '2026-09-01' } })
  })
})

async function threeOffices({ told = true, dialect = 'sqlite' as 'sqlite' | 'postgres' } = {}) {
  const one = await openUnit('15013')
  const other = await openUnit('14845')
  const fresh = await openUnit(NEW_CODE, { dialect })
  await introduce(one, fresh)
  await introduce(other, fresh)
  if (told) for (const office of [one, other, fresh]) await recordMerge(office, ['15013', '14845'])
  return { one, other, fresh }
}

function money(totals: Awaited<ReturnType<typeof totalsIn>>, of: string): number {
  return totals.filter((total) => total.of === of).reduce((sum, { amount, goods }) => sum + amount + goods, 0)
}

async function ownerOf(office: TestOffice, id: string): Promise<string | undefined> {
  const row = await bookOf(office)
    .read.selectFrom('address')
    .select('owner_unit')
    .where('id', '=', id)
    .executeTakeFirst()
  return row?.owner_unit
}

async function touch(office: TestOffice, id: string): Promise<void> {
  const { version } = await bookOf(office)
    .read.selectFrom('address')
    .select('version')
    .where('id', '=', id)
    .executeTakeFirstOrThrow()
  await bookOf(office).write((db) =>
    updateRecord(
      db,
      { userId: 'test', unitId: office.unitId, now: '2026-11-21T03:00:00.000Z' },
      { table: 'address', id, version: Number(version), changes: { note: 'đã đổi' } },
    ),
  )
}

function codeOf(error: unknown): string {
  return failureOf(error).code
}
