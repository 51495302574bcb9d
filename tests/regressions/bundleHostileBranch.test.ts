import { sql } from 'kysely'
import { describe, expect, test } from 'vitest'
import { failureOf } from '../../src/base/common/failures.ts'
import { newRecordId } from '../../src/base/common/recordId.ts'
import { insertRecord } from '../../src/db/recordWriter.ts'
import { judgeOrder } from '../../src/features/bundles/common/rules.ts'
import { readFullConsent } from '../../src/features/bundles/core/seal/fullConsent.ts'
import {
  addFamilies,
  bookOf,
  bookText,
  delivery,
  exchangeKeys,
  fullConsent,
  makeReport,
  openReport,
  record,
  type TestOffice,
  writeAs,
} from '../features/bundles/offices.ts'
import { openTestApp, TEST_NOW } from '../support/openTestApp.ts'

const MALFORMED = { code: 'bundles.malformed', params: { part: 'record' } }

const RECEIPT = {
  series: 'PT',
  year: 2026,
  number: 1,
  on_day: '2026-11-05',
  donor_id: null,
  payer_name: 'Công ty Sông Mã',
  currency: 'VND',
  method: 'cash',
  source: 'own',
  counterpart_unit: null,
  purpose: null,
  reverses: null,
  reason: null,
  prints: 0,
  search: '',
} as const

describe('a branch whose report is rightly signed and breaks the book of the province', () => {
  test.each([
    ['an amount no sum can hold', { amount: Number.MAX_SAFE_INTEGER }],
    ['goods of such a value', { goods_value: 1_000_000_000_001 }],
    ['less than nothing handed over', { amount: -1 }],
    ['goods of less than nothing', { goods_value: -1 }],
    ['a quantity beyond counting', { goods_quantity: 1e300 }],
    ['a day before anything was given', { on_day: '1199-01-01' }],
    ['a day nobody will see', { on_day: '9999-12-31' }],
  ] as const)('is refused for %s', async (_what, values) => {
    const { branch, province } = await twoOffices()
    const [id = ''] = await addFamilies(branch, [{ name: 'Hà Thị Mé' }])
    await dropChecks(branch)
    await record(branch, 'delivery', delivery({ address_id: id, ...values }))
    await refused(province, await makeReport(branch, province), MALFORMED)
  })

  test('is refused for a receipt of less than nothing that takes back none', async () => {
    const { branch, province } = await twoOffices()
    await dropChecks(branch)
    await record(branch, 'receipt', { ...RECEIPT, amount: -1 })
    await refused(province, await makeReport(branch, province), MALFORMED)
    await writeAs(branch, (db) => db.updateTable('receipt').set({ amount: 1 }).execute())
    await openReport(province, await makeReport(branch, province), { acceptGap: true })
  })

  test('is refused when amounts that each look right add up to more than any branch hands over', async () => {
    const { branch, province } = await twoOffices()
    const [id = ''] = await addFamilies(branch, [{ name: 'Hà Thị Mé' }])
    for (let count = 0; count < 101; count += 1) {
      await record(branch, 'delivery', delivery({ address_id: id, amount: 1_000_000_000_000 }))
    }
    await refused(province, await makeReport(branch, province), MALFORMED)
  })

  test('is taken in when a negative amount takes back what was handed over', async () => {
    const { branch, province } = await twoOffices()
    const [id = ''] = await addFamilies(branch, [{ name: 'Hà Thị Mé' }])
    const reverses = await record(branch, 'delivery', delivery({ address_id: id }))
    await record(branch, 'delivery', delivery({ address_id: id, amount: -500_000, reverses }))
    const { totals } = await openReport(province, await makeReport(branch, province))
    expect(totals.delivered).toEqual([{ amount: 0, currency: 'VND' }])
  })

  test('is answered although the book can no longer be read once the rows are in', async () => {
    const { branch, province } = await twoOffices()
    await addFamilies(branch, [{ name: 'Hà Thị Mé' }])
    const bytes = await makeReport(branch, province)
    const database = bookOf(province)
    const { read, write } = database
    database.write = async (work) => {
      const done = await write(work)
      await read.destroy()
      return done
    }
    const opened = await openReport(province, bytes)
    expect([opened.from.vi, opened.totals.addresses]).toEqual(['Xã Na Mèo', 1])
    // Nothing can be looked up in it any more.
    await province.app.close()
  })
})

describe.each(['sqlite', 'postgres'] as const)(
  'a report that reaches into another office’s records on %s',
  (dialect) => {
    test('is refused, whatever the record is that refers to them', async () => {
      const { branch, province } = await twoOffices(dialect)
      const [own = ''] = await addFamilies(branch, [{ name: 'Hà Thị Mé' }])
      const [foreign = ''] = await addFamilies(province, [{ name: 'Trịnh Thị Sen' }])
      const paid = await record(province, 'delivery', delivery({ address_id: foreign }))
      const consentId = await record(branch, 'consent', fullConsent(foreign))
      await refused(province, await makeReport(branch, province), refersFrom('consent'))
      await writeAs(branch, (db) => db.deleteFrom('consent').where('id', '=', consentId).execute())
      await record(branch, 'delivery', delivery({ address_id: own, amount: -500_000, reverses: paid }))
      await refused(province, await makeReport(branch, province), refersFrom('delivery'))
      await writeAs(branch, (db) => db.deleteFrom('delivery').execute())
      await writeAs(branch, (db) => db.updateTable('address').set({ merged_into: foreign }).execute())
      await refused(province, await makeReport(branch, province), refersFrom('address'))
    })

    test('is taken in when it refers to its own records or to what nobody here holds', async () => {
      const { branch, province } = await twoOffices(dialect)
      const [own = ''] = await addFamilies(branch, [{ name: 'Hà Thị Mé' }])
      await addFamilies(province, [{ name: 'Trịnh Thị Sen' }])
      await record(branch, 'delivery', delivery({ address_id: own, donor_id: newRecordId() }))
      const opened = await openReport(province, await makeReport(branch, province))
      expect(opened.totals.deliveries).toBe(1)
    })
  },
)

test('a consent in another office’s name unmasks nobody of ours', async () => {
  const { branch, province } = await twoOffices()
  const [foreign = '', ours = ''] = await addFamilies(province, [
    { name: 'Trịnh Thị Sen' },
    { name: 'Lê Thị Hạnh', consent: true },
  ])
  await writeAs(province, (db) =>
    insertRecord(
      db,
      { userId: 'test', unitId: branch.unitId, now: TEST_NOW },
      { table: 'consent', values: fullConsent(foreign) },
    ),
  )
  const consent = await readFullConsent(bookOf(province).read, { unitId: province.unitId, today: '2026-11-21' })
  expect([...consent.address]).toEqual([ours])
})

describe('an old stick found again', () => {
  const last = { id: 'b', epoch: 'present', seq: 1, hash: 'h', madeAt: '2026-10-01T00:00:00Z', openedAt: TEST_NOW }
  const lost = { bundleId: 'a', epoch: 'lost', seq: 1, prevHash: null, hash: 'g', contents: 'snapshot' } as const

  test('is no new series when it was made before what was opened last, though nothing of its series ever was', () => {
    expect(judgeOrder({ ...lost, createdAt: '2026-09-30T00:00:00Z' }, [last])).toEqual({
      kind: 'replayed',
      seq: 1,
      last: 1,
    })
    expect(judgeOrder({ ...lost, createdAt: '2026-10-02T00:00:00Z' }, [last])).toEqual({
      kind: 'newSeries',
      missing: [],
      mayAccept: true,
    })
  })

  test('is a replay when its series was opened before, however late it says it was made', () => {
    const before = { ...last, id: 'c', epoch: 'lost', seq: 4, hash: 'f', madeAt: '2026-08-01T00:00:00Z' }
    const bundle = { ...lost, seq: 5, createdAt: '2026-12-01T00:00:00Z' }
    expect(judgeOrder(bundle, [before, last])).toMatchObject({ kind: 'replayed' })
  })

  test('begins a series only with everything, and names the numbers that are not there', () => {
    const later = { ...lost, createdAt: '2026-10-02T00:00:00Z' }
    const third = { ...later, seq: 3, prevHash: 'x' }
    expect(judgeOrder(third, [last])).toEqual({ kind: 'newSeries', missing: [1, 2], mayAccept: true })
    expect(judgeOrder({ ...third, contents: 'changes' }, [last])).toMatchObject({ mayAccept: false })
    expect(judgeOrder({ ...later, contents: 'changes' }, [last])).toMatchObject({ mayAccept: false })
  })

  test('does not shut a branch out whose clock once ran years ahead', () => {
    const ahead = { ...last, madeAt: '2099-01-01T00:00:00Z', openedAt: '2026-10-01T00:00:00Z' }
    const bundle = { ...lost, createdAt: '2026-10-02T00:00:00Z' }
    expect(judgeOrder(bundle, [ahead])).toEqual({ kind: 'newSeries', missing: [], mayAccept: true })
  })
})

test('a key enrolled for one unit cannot be enrolled for another, and stays where it is', async () => {
  const { branch, province } = await twoOffices()
  const { office } = branch.app.holder
  if (office === undefined) throw new Error('no office is open')
  const before = await bookOf(province).read.selectFrom('unit_key').selectAll().execute()
  office.unitCode = '14845'
  const { text } = await branch.client.bundles.keys.requestFile()
  const { digits } = await branch.client.bundles.keys.own()
  const { keys } = province.client.bundles
  expect((await keys.readFile({ file: { text } })).alreadyEnrolled).toBe(false)
  const answer = await keys.enrol({ file: { text }, digits }).then(() => undefined, failureOf)
  expect(answer).toEqual({ code: 'bundles.keyOfOtherUnit', params: { unit: 'Xã Na Mèo' } })
  expect(await bookOf(province).read.selectFrom('unit_key').selectAll().execute()).toEqual(before)
})

async function twoOffices(dialect: 'sqlite' | 'postgres' = 'sqlite') {
  const branch = await openTestApp({ dialect })
  const province = await openTestApp({ kind: 'province', dialect })
  await exchangeKeys(branch, province)
  return { branch, province }
}

async function refused(office: TestOffice, bytes: Uint8Array, expected: object) {
  const before = await bookText(office)
  const failure = await openReport(office, bytes, { acceptGap: true }).then(() => undefined, failureOf)
  expect(failure).toMatchObject(expected)
  expect(await bookText(office)).toBe(before)
}

function refersFrom(kind: string) {
  return { code: 'bundles.foreignRecord', params: { kind } }
}

/** What a branch that means harm does to its own file first. */
function dropChecks(branch: TestOffice) {
  return writeAs(branch, (db) => sql`pragma ignore_check_constraints = on`.execute(db))
}
