import { describe, expect, test } from 'vitest'
import { failureOf } from '../../../src/base/common/failures.ts'
import { reserveChangeSeq } from '../../../src/db/recordWriter.ts'
import { RECORD_KINDS, tableOf } from '../../../src/features/bundles/common/bundleRecords.ts'
import { openTestApp } from '../../support/openTestApp.ts'
import {
  acknowledge,
  addFamilies,
  bookOf,
  bookText,
  delivery,
  exchangeKeys,
  fullConsent,
  handOver,
  makeReceipt,
  makeReport,
  openReport,
  record,
  startNewSeries,
  type TestOffice,
  writeAs,
} from './offices.ts'

describe.each(['sqlite', 'postgres'] as const)('receipts and reports of changes on %s', (dialect) => {
  test('row 54: after the receipt a report carries the changes only, and the province ends with the same book', async () => {
    const { branch, province } = await twoOffices(dialect)
    const [kept = '', changed = '', gone = ''] = await addFamilies(branch, families('Hà Thị Mé', 'Vi Văn Pọm', 'Lò Ín'))
    await openReport(province, await makeReport(branch, province))
    expect(await acknowledge(province, branch)).toMatchObject({ seq: 1, refused: [], waiting: [], questions: [] })
    await branch.client.addresses.takeStep({ ids: [changed], state: 'surveyed', onDay: '2026-11-20' })
    await branch.client.addresses.remove({ id: gone })
    await record(branch, 'delivery', delivery({ address_id: kept, amount: 900_000 }))
    const bytes = await makeReport(branch, province)
    const seen = await province.client.bundles.inspect({ ticket: handOver(province, bytes) })
    const opened = await openReport(province, bytes)
    expect(opened.contents).toBe('changes')
    expect(opened.differences).toEqual(seen.differences)
    expect(opened.differences.find((each) => each.kind === 'address')).toEqual({
      kind: 'address',
      inBundle: 1,
      added: 0,
      changed: 1,
      gone: 1,
    })
    await sameAsWhole(branch, province)
  })

  test('row 66: a name that may go since, or no longer may, travels in the next report of changes', async () => {
    const { branch, province } = await twoOffices(dialect)
    const [given = '', withdrawn = ''] = await addFamilies(branch, [
      { name: 'Hà Thị Mé' },
      { name: 'Vi Văn Pọm', consent: true },
    ])
    await record(branch, 'delivery', delivery({ address_id: withdrawn, note: 'ông Pọm ở một mình' }))
    await openReport(province, await makeReport(branch, province))
    await acknowledge(province, branch)
    expect(await bookText(province)).toContain('ông Pọm')
    await record(branch, 'consent', fullConsent(given))
    await writeAs(branch, async (db) => {
      const change_seq = await reserveChangeSeq(db, 1)
      const changes = { withdrawn_on: '2026-11-20', version: 2, change_seq }
      await db.updateTable('consent').set(changes).where('address_id', '=', withdrawn).execute()
    })
    await openReport(province, await makeReport(branch, province))
    const found = await province.client.addresses.list({ filter: { search: 'ha thi me ban on' } })
    expect(found.rows.map((row) => row.id)).toEqual([given])
    expect(await bookText(province)).not.toContain('Pọm')
    await sameAsWhole(branch, province)
  })

  test('a number that came too early waits, names what is missing, and is opened when that comes', async () => {
    const { branch, province } = await twoOffices(dialect)
    await addFamilies(branch, families('Hà Thị Mé'))
    await openReport(province, await makeReport(branch, province))
    await acknowledge(province, branch)
    const second = await nextWith(branch, province, 'Vi Văn Pọm')
    const third = await nextWith(branch, province, 'Lò Văn Ín')
    const fourth = await nextWith(branch, province, 'Lê Thị Tư')
    expect(await refusalOf(province, fourth)).toEqual({
      code: 'bundles.gap',
      params: { unit: '15013', seq: 4, missing: '2, 3' },
    })
    expect(await refusalOf(province, third)).toMatchObject({ code: 'bundles.gap', params: { missing: '2' } })
    expect((await acknowledge(province, branch)).waiting).toEqual([
      { seq: 3, missing: '2' },
      { seq: 4, missing: '2, 3' },
    ])
    expect((await openReport(province, second)).released.map(({ seq }) => seq)).toEqual([3, 4])
    expect(await province.client.bundles.listUnsettled()).toEqual({ waiting: [], refused: [] })
    await sameAsWhole(branch, province)
    expect(await acknowledge(province, branch)).toMatchObject({ seq: 5, waiting: [] })
  })
})

describe('what the receipt tells the branch', () => {
  test('row 54: a month of 50 changed records goes in at most 20 KB', async () => {
    const { branch, province } = await twoOffices()
    const names = Array.from({ length: 50 }, (_, index) => ({ name: `Hà Thị Mé ${index}`, consent: true }))
    const ids = await addFamilies(branch, names)
    await openReport(province, await makeReport(branch, province))
    await acknowledge(province, branch)
    for (const id of ids) {
      await record(branch, 'delivery', delivery({ address_id: id, note: 'Trao tại nhà văn hóa bản, có trưởng bản' }))
    }
    const preview = await branch.client.bundles.preview({ toUnit: province.unitId, period: PERIOD })
    expect(preview).toMatchObject({ baseSeq: 1, records: 50, counts: { delivery: 50 } })
    const bytes = await makeReport(branch, province)
    expect(bytes.length).toBeLessThanOrEqual(20 * 1024)
    expect((await openReport(province, bytes)).totals.deliveries).toBe(50)
  })

  test('a refused file is told with its reason, and no longer once a good one came', async () => {
    const { branch, province } = await twoOffices()
    await addFamilies(branch, families('Hà Thị Mé'))
    await openReport(province, await makeReport(branch, province))
    await acknowledge(province, branch)
    await hideOne(province)
    const changes = await nextWith(branch, province, 'Vi Văn Pọm')
    expect(await refusalOf(province, changes)).toEqual({
      code: 'bundles.booksDiffer',
      params: { unit: '15013', seq: 2 },
    })
    const told = await acknowledge(province, branch)
    expect(told).toMatchObject({ seq: 1, refused: [{ seq: 2, code: 'bundles.booksDiffer' }] })
    const whole = await makeReport(branch, province)
    expect((await openReport(province, whole, { acceptGap: true })).contents).toBe('snapshot')
    expect(await acknowledge(province, branch)).toMatchObject({ seq: 3, refused: [] })
  })

  test('an older receipt does not put the number back, and one for another book raises the alarm', async () => {
    const { branch, province } = await twoOffices()
    await addFamilies(branch, families('Hà Thị Mé'))
    await openReport(province, await makeReport(branch, province))
    const old = await makeReceipt(province, branch)
    await nextWith(branch, province, 'Vi Văn Pọm').then((bytes) => openReport(province, bytes))
    expect(await acknowledge(province, branch)).toMatchObject({ seq: 2 })
    const replayed = branch.client.bundles.openReceipt({ ticket: handOver(branch, old) })
    await expect(replayed).rejects.toMatchObject({ code: 'bundles.replayed' })
    expect((await branch.client.bundles.standing()).above).toMatchObject([{ seq: 2 }])
    await writeAs(branch, (db) =>
      db
        .updateTable('bundle_sent')
        .set({ hash: '0'.repeat(64) })
        .execute(),
    )
    await expect(acknowledge(province, branch)).rejects.toMatchObject({ code: 'bundles.receiptOfOtherBook' })
  })

  test('a receipt is no report, a report no receipt, and neither opens the other’s door', async () => {
    const { branch, province } = await twoOffices()
    await addFamilies(branch, families('Hà Thị Mé'))
    const report = await makeReport(branch, province)
    await openReport(province, report)
    const receipt = await makeReceipt(province, branch)
    expect(await refusalOf(province, receipt)).toMatchObject({ code: 'bundles.unknownSender' })
    const wrong = branch.client.bundles.openReceipt({ ticket: handOver(branch, report) })
    await expect(wrong).rejects.toMatchObject({ code: 'bundles.unknownSender' })
  })
})

describe('the order of reports', () => {
  test('row 55: the same number with other content is an alarm even while the first one waits', async () => {
    const { branch, province } = await twoOffices()
    await addFamilies(branch, families('Hà Thị Mé'))
    const first = await makeReport(branch, province)
    const early = await nextWith(branch, province, 'Vi Văn Pọm')
    await refusalOf(province, early)
    await writeAs(branch, (db) => db.deleteFrom('bundle_sent').where('seq', '=', 2).execute())
    const rival = await nextWith(branch, province, 'Lò Văn Ín')
    expect(await refusalOf(province, rival)).toMatchObject({ code: 'bundles.fork', params: { seq: 2 } })
    expect((await province.client.bundles.listUnsettled()).refused).toMatchObject([{ code: 'bundles.fork', seq: 2 }])
    expect((await openReport(province, first)).released).toMatchObject([{ seq: 2 }])
  })

  test('a person may take in a waiting file that carries everything; the missing number is then refused', async () => {
    const { branch, province } = await twoOffices()
    await addFamilies(branch, families('Hà Thị Mé'))
    const lost = await makeReport(branch, province)
    await refusalOf(province, await nextWith(branch, province, 'Vi Văn Pọm'))
    const [waiting] = (await province.client.bundles.listUnsettled()).waiting
    expect(waiting).toMatchObject({ seq: 2, missing: [1], mayAccept: true })
    await province.client.bundles.acceptWaiting({ id: waiting?.id ?? '' })
    const { bundles } = await province.client.bundles.listReceived()
    expect(bundles).toMatchObject([{ seq: 2, acceptedBy: expect.stringMatching(/./) }])
    expect(await refusalOf(province, lost)).toMatchObject({ code: 'bundles.replayed' })
  })

  test('changes never jump over a missing number, whoever accepts them', async () => {
    const { branch, province } = await twoOffices()
    await addFamilies(branch, families('Hà Thị Mé'))
    await openReport(province, await makeReport(branch, province))
    await acknowledge(province, branch)
    await nextWith(branch, province, 'Vi Văn Pọm')
    const third = await nextWith(branch, province, 'Lò Văn Ín')
    expect(await refusalOf(province, third, { acceptGap: true })).toMatchObject({ code: 'bundles.gap' })
  })

  test('a restored backup sends everything again in a new series, which a named person accepts', async () => {
    const { branch, province } = await twoOffices()
    await addFamilies(branch, families('Hà Thị Mé'))
    await openReport(province, await makeReport(branch, province))
    await acknowledge(province, branch)
    await startNewSeries(branch)
    const restored = await nextWith(branch, province, 'Vi Văn Pọm')
    expect(await refusalOf(province, restored)).toMatchObject({ code: 'bundles.newSeries' })
    expect(await openReport(province, restored, { acceptNewSeries: true })).toMatchObject({
      contents: 'snapshot',
      seq: 1,
    })
    await sameAsWhole(branch, province)
    expect(await acknowledge(province, branch)).toMatchObject({ seq: 2 })
    expect((await openReport(province, await nextWith(branch, province, 'Lò Ín'))).contents).toBe('changes')
  })

  test('a province that put back an old copy asks for the numbers it lost, and ends with the same book', async () => {
    const { branch, province } = await twoOffices()
    const [id = ''] = await addFamilies(branch, families('Hà Thị Mé'))
    await openReport(province, await makeReport(branch, province))
    await acknowledge(province, branch)
    await record(branch, 'delivery', delivery({ address_id: id, amount: 900_000 }))
    const second = await makeReport(branch, province)
    await openReport(province, second)
    await acknowledge(province, branch)
    const third = await nextWith(branch, province, 'Lò Văn Ín')
    await forgetLast(province)
    expect(await refusalOf(province, third)).toMatchObject({ code: 'bundles.gap', params: { missing: '2' } })
    expect((await openReport(province, second)).released).toMatchObject([{ seq: 3 }])
    await sameAsWhole(branch, province)
  })

  test('a cut between a report and the one that waited for it leaves that one waiting, until the next is opened', async () => {
    const { branch, province } = await twoOffices()
    await addFamilies(branch, families('Hà Thị Mé'))
    const first = await makeReport(branch, province)
    const second = await nextWith(branch, province, 'Vi Văn Pọm')
    await refusalOf(province, second)
    const database = bookOf(province)
    const { write } = database
    let writes = 0
    database.write = (work) => {
      writes += 1
      if (writes > 1) throw new Error('power cut')
      return write(work)
    }
    expect((await openReport(province, first)).released).toEqual([])
    database.write = write
    expect((await province.client.bundles.listUnsettled()).waiting).toMatchObject([{ seq: 2 }])
    expect(await openReport(province, second)).toMatchObject({ seq: 2, alreadyOpened: null })
    expect((await province.client.bundles.listUnsettled()).waiting).toEqual([])
    await sameAsWhole(branch, province)
  })
})

const PERIOD = { from: '2026-10-01', to: '2026-12-31' }

async function twoOffices(dialect: 'sqlite' | 'postgres' = 'sqlite') {
  const branch = await openTestApp({ dialect })
  const province = await openTestApp({ kind: 'province', dialect })
  await exchangeKeys(branch, province)
  return { branch, province }
}

function families(...names: string[]) {
  return names.map((name) => ({ name, consent: true }))
}

/** One more family in the book, and the next report. */
async function nextWith(branch: TestOffice, province: TestOffice, name: string): Promise<Uint8Array> {
  await addFamilies(branch, families(name))
  return makeReport(branch, province)
}

async function refusalOf(office: TestOffice, bytes: Uint8Array, accept: object = {}) {
  const before = await bookText(office)
  const failure = await openReport(office, bytes, accept).then(() => undefined, failureOf)
  expect(await bookText(office)).toBe(before)
  return failure
}

/** All the province holds of the branch, as text; the numbers of its own book left out. */
async function ownedText(province: TestOffice, unitId: string): Promise<string> {
  const db = bookOf(province).read
  const lines: string[] = []
  for (const kind of RECORD_KINDS) {
    const rows = await db.selectFrom(tableOf(kind)).selectAll().where('owner_unit', '=', unitId).orderBy('id').execute()
    for (const { change_seq, deleted_at, ...row } of rows) {
      if (deleted_at === null) lines.push(`${kind} ${JSON.stringify(row)}`)
    }
  }
  return lines.join('\n')
}

/** The book as it is after changes is the one that a report of everything makes. */
async function sameAsWhole(branch: TestOffice, province: TestOffice): Promise<void> {
  const before = await ownedText(province, branch.unitId)
  const opened = await openReport(province, await makeReport(branch, province, { everything: true }))
  expect(opened.differences.map(({ added, changed, gone }) => added + changed + gone)).toEqual(
    opened.differences.map(() => 0),
  )
  expect(await ownedText(province, branch.unitId)).toBe(before)
}

/** The province's book loses a row that the branch believes to be there. */
async function hideOne(province: TestOffice): Promise<void> {
  await writeAs(province, (db) => db.deleteFrom('address_step').execute())
}

/** What putting back an older copy of the province's file does to the last report it opened. */
async function forgetLast(province: TestOffice): Promise<void> {
  await writeAs(province, async (db) => {
    await db.deleteFrom('bundle_received').where('seq', '=', 2).execute()
    await db.deleteFrom('delivery').execute()
  })
}
