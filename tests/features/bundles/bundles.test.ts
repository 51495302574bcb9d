import { describe, expect, test } from 'vitest'
import { failureOf } from '../../../src/base/common/failures.ts'
import { openTestApp } from '../../support/openTestApp.ts'
import {
  addFamilies,
  bookOf,
  bookText,
  delivery,
  exchangeKeys,
  fullConsent,
  handOver,
  makeReport,
  openReport,
  QUARTER,
  record,
  startNewSeries,
  type TestOffice,
  writeAs,
} from './offices.ts'

describe.each(['sqlite', 'postgres'] as const)('reports on %s', (dialect) => {
  test('a branch’s report opens at the province with the same dong on both sides', async () => {
    const { branch, province } = await twoOffices(dialect)
    const [first = '', second = ''] = await addFamilies(branch, [
      { name: 'Hà Thị Mé', consent: true },
      { name: 'Vi Văn Pọm' },
    ])
    await record(branch, 'delivery', delivery({ address_id: first, amount: 1_500_000, goods_value: 320_000 }))
    await record(branch, 'delivery', delivery({ address_id: second, amount: 700_000 }))
    const bytes = await makeReport(branch, province)
    const seen = await province.client.bundles.inspect({ ticket: handOver(province, bytes) })
    expect(seen.standing).toEqual({ kind: 'next' })
    expect(seen.from.vi).toBe('Xã Na Mèo')
    expect(seen.totals).toEqual({ addresses: 2, deliveries: 2, delivered: [{ amount: 2_520_000, currency: 'VND' }] })
    expect(await bookText(province)).not.toContain(first)
    const opened = await openReport(province, bytes)
    expect(opened.totals).toEqual(seen.totals)
    expect(opened.differences).toEqual(seen.differences)
    expect(await sumOf(province, branch.unitId)).toBe(2_520_000)
    expect(await sumOf(branch, branch.unitId)).toBe(2_520_000)
    const found = await province.client.addresses.list({ filter: { search: 'ha thi me' } })
    expect(found.rows.map((row) => [row.displayName, row.villageName])).toEqual([['Hà Thị Mé', 'Bản Ón']])
  })

  test('row 54: opening the same file again, under any name, changes nothing and says when it was opened', async () => {
    const { branch, province } = await twoOffices(dialect)
    await addFamilies(branch, [{ name: 'Hà Thị Mé' }])
    const bytes = await makeReport(branch, province)
    await openReport(province, bytes)
    const before = await bookText(province)
    const again = await province.client.bundles.open({ ticket: handOver(province, bytes, 'Copy of ảnh cưới.jpg') })
    expect(again.alreadyOpened).toBe('2026-11-21T02:00:00.000Z')
    expect(again.differences).toEqual([])
    expect(await bookText(province)).toBe(before)
  })

  test('the next report brings what is new, changed and gone, and leaves the rest alone', async () => {
    const { branch, province } = await twoOffices(dialect)
    const [kept = '', changed = '', gone = ''] = await addFamilies(
      branch,
      ['Hà Thị Mé', 'Vi Văn Pọm', 'Lò Văn Ín'].map((name) => ({ name, consent: true })),
    )
    await openReport(province, await makeReport(branch, province))
    const keptBefore = await addressAt(province, kept)
    await branch.client.addresses.takeStep({ ids: [changed], state: 'surveyed', onDay: '2026-11-20' })
    await branch.client.addresses.remove({ id: gone })
    const opened = await openReport(province, await makeReport(branch, province))
    expect(opened.differences.find((difference) => difference.kind === 'address')).toEqual({
      kind: 'address',
      inBundle: 2,
      added: 0,
      changed: 1,
      gone: 1,
    })
    expect(await addressAt(province, kept)).toEqual(keptBefore)
    expect((await addressAt(province, changed))?.state).toBe('surveyed')
    expect((await addressAt(province, gone))?.deleted_at).not.toBeNull()
    const searched = await province.client.addresses.list({ filter: { search: 'lo van in' } })
    expect(searched.rows).toEqual([])
  })

  test('a consent that comes later shows the name, and its withdrawal hides it again', async () => {
    const { branch, province } = await twoOffices(dialect)
    const [id = ''] = await addFamilies(branch, [{ name: 'Hà Thị Mé' }])
    await openReport(province, await makeReport(branch, province))
    expect((await addressAt(province, id))?.display_name).toMatch(/^Người \d{6}$/)
    const consentId = await record(branch, 'consent', fullConsent(id))
    await openReport(province, await makeReport(branch, province))
    expect((await addressAt(province, id))?.display_name).toBe('Hà Thị Mé')
    await writeAs(branch, (db) =>
      db.updateTable('consent').set({ withdrawn_on: '2026-11-20', version: 2 }).where('id', '=', consentId).execute(),
    )
    await openReport(province, await makeReport(branch, province))
    expect((await addressAt(province, id))?.display_name).toMatch(/^Người \d{6}$/)
  })

  test('a province keeps two branches apart', async () => {
    const { branch, province } = await twoOffices(dialect)
    const other = await openTestApp({ kind: 'neighbour' })
    await exchangeKeys(other, province)
    const [mine = ''] = await addFamilies(branch, [{ name: 'Hà Thị Mé' }])
    const [theirs = ''] = await addFamilies(other, [{ name: 'Lê Văn Tứ' }])
    await openReport(province, await makeReport(branch, province))
    await openReport(province, await makeReport(other, province))
    expect((await addressAt(province, mine))?.owner_unit).toBe(branch.unitId)
    expect((await addressAt(province, theirs))?.owner_unit).toBe(other.unitId)
    const { bundles } = await province.client.bundles.listReceived()
    expect(bundles.map((bundle) => [bundle.from.id, bundle.seq]).sort()).toEqual(
      [
        [branch.unitId, 1],
        [other.unitId, 1],
      ].sort(),
    )
  })

  test('a missing number is named, and a person may go on because the file carries everything', async () => {
    const { branch, province } = await twoOffices(dialect)
    await addFamilies(branch, [{ name: 'Hà Thị Mé' }])
    const lost = await makeReport(branch, province)
    await makeReport(branch, province)
    const third = await makeReport(branch, province)
    await refusedWith(province, third, { code: 'bundles.gap', params: { unit: '15013', seq: 3, missing: '1, 2' } })
    const seen = await province.client.bundles.inspect({ ticket: handOver(province, third) })
    expect(seen.standing).toEqual({ kind: 'gap', missing: [1, 2], mayAccept: true })
    await openReport(province, third, { acceptGap: true })
    await refusedWith(province, lost, { code: 'bundles.replayed', params: { unit: '15013', seq: 1, last: 3 } })
  })

  test('two histories of one branch are a fork, whichever comes first', async () => {
    const { branch, province } = await twoOffices(dialect)
    await addFamilies(branch, [{ name: 'Hà Thị Mé' }])
    const first = await makeReport(branch, province)
    await forgetReports(branch)
    await addFamilies(branch, [{ name: 'Vi Văn Pọm' }])
    const rival = await makeReport(branch, province)
    const rivalsNext = await makeReport(branch, province)
    await openReport(province, first)
    await refusedWith(province, rival, { code: 'bundles.fork', params: { unit: '15013', seq: 1 } })
    await refusedWith(province, rivalsNext, { code: 'bundles.fork', params: { unit: '15013', seq: 2 } })
  })

  test('a restored branch begins a new series, which a person has to accept', async () => {
    const { branch, province } = await twoOffices(dialect)
    await addFamilies(branch, [{ name: 'Hà Thị Mé' }])
    const first = await makeReport(branch, province)
    const second = await makeReport(branch, province)
    await openReport(province, first)
    await startNewSeries(branch)
    const restored = await makeReport(branch, province)
    await refusedWith(province, restored, { code: 'bundles.newSeries', params: { unit: '15013', seq: 1 } })
    await openReport(province, restored, { acceptNewSeries: true })
    await refusedWith(province, second, { code: 'bundles.replayed', params: { unit: '15013', seq: 2, last: 1 } })
  })
})

describe('a report that is refused', () => {
  test('comes from an office nobody enrolled', async () => {
    const { branch, province } = await twoOffices('sqlite')
    const stranger = await openTestApp({ kind: 'neighbour' })
    const answer = await province.client.bundles.keys.answerFile()
    const { digits } = await province.client.bundles.keys.own()
    await stranger.client.bundles.keys.enrolReceiver({ file: { text: answer.text }, digits })
    await addFamilies(stranger, [{ name: 'Lê Văn Tứ' }])
    await addFamilies(branch, [{ name: 'Hà Thị Mé' }])
    const bytes = await makeReport(stranger, province)
    const { fingerprint } = await stranger.client.bundles.keys.own()
    await refusedWith(province, bytes, { code: 'bundles.unknownSender', params: { fingerprint } })
  })

  test('row 55: is addressed to somebody else: one branch never opens another’s', async () => {
    const { branch, province } = await twoOffices('sqlite')
    const other = await openTestApp({ kind: 'neighbour' })
    const request = await branch.client.bundles.keys.requestFile()
    const { digits } = await branch.client.bundles.keys.own()
    await other.client.bundles.keys.enrol({ file: { text: request.text }, digits })
    await addFamilies(branch, [{ name: 'Hà Thị Mé' }])
    await refusedWith(other, await makeReport(branch, province), { code: 'bundles.notForUs', params: {} })
  })

  test('claims another unit than its key was enrolled for', async () => {
    const { branch, province } = await twoOffices('sqlite')
    const other = await openTestApp({ kind: 'neighbour' })
    await exchangeKeys(other, province)
    await addFamilies(branch, [{ name: 'Hà Thị Mé' }])
    await writeAs(province, (db) =>
      db.updateTable('unit_key').set({ unit_id: other.unitId }).where('unit_id', '=', branch.unitId).execute(),
    )
    await refusedWith(province, await makeReport(branch, province), {
      code: 'bundles.wrongUnit',
      params: { claimed: '15013', signer: '14845' },
    })
  })

  test('carries a record whose id another unit already uses', async () => {
    const { branch, province } = await twoOffices('sqlite')
    await addFamilies(branch, [{ name: 'Hà Thị Mé' }])
    const [own = ''] = await addFamilies(province, [{ name: 'Trịnh Thị Sen' }])
    await writeAs(branch, (db) => db.updateTable('address').set({ id: own }).execute())
    await refusedWith(province, await makeReport(branch, province), {
      code: 'bundles.foreignRecord',
      params: { kind: 'address' },
    })
    expect((await addressAt(province, own))?.owner_unit).toBe(province.unitId)
  })

  test('was signed with a key that the branch has replaced', async () => {
    const { branch, province } = await twoOffices('sqlite')
    await addFamilies(branch, [{ name: 'Hà Thị Mé' }])
    const signedBefore = await makeReport(branch, province)
    await writeAs(branch, (db) => db.deleteFrom('own_key').execute())
    await exchangeKeys(branch, province)
    await refusedWith(province, signedBefore, { code: 'bundles.keyReplaced', params: { unit: '15013' } })
    await openReport(province, await makeReport(branch, province), { acceptGap: true })
  })

  test('row 55: was cut short or altered, or is another file altogether', async () => {
    const { branch, province } = await twoOffices('sqlite')
    await addFamilies(branch, [{ name: 'Hà Thị Mé' }])
    const bytes = await makeReport(branch, province)
    const altered = Uint8Array.from(bytes)
    altered[3000] = (altered[3000] ?? 0) ^ 1
    await refusedWith(province, bytes.subarray(0, bytes.length - 2000), { code: 'bundles.truncated', params: {} })
    await refusedWith(province, altered, { code: 'bundles.altered', params: { part: 'payload' } })
    await refusedWith(province, Buffer.from('PK\u0003\u0004 not a bundle'), { code: 'bundles.notABundle', params: {} })
  })

  test('breaks in the middle of being written, and leaves nothing', async () => {
    const { branch, province } = await twoOffices('sqlite')
    await addFamilies(branch, [{ name: 'Hà Thị Mé', consent: true }, { name: 'Vi Văn Pọm' }])
    const bytes = await makeReport(branch, province)
    const before = await bookText(province)
    const { office } = province.app.holder
    if (office === undefined) throw new Error('no office is open')
    const { write } = office.database
    office.database.write = (work) =>
      write(async (db) => {
        await work(db)
        throw new Error('power cut')
      })
    await expect(openReport(province, bytes)).rejects.toThrow()
    office.database.write = write
    expect(await bookText(province)).toBe(before)
    expect((await openReport(province, bytes)).alreadyOpened).toBeNull()
  })

  test('is one that nobody with this role may open', async () => {
    const branch = await openTestApp()
    const province = await openTestApp({ kind: 'province' })
    await exchangeKeys(branch, province)
    await addFamilies(branch, [{ name: 'Hà Thị Mé' }])
    const ticket = handOver(province, await makeReport(branch, province))
    await expect(province.clientAs(['treasurer']).bundles.open({ ticket })).rejects.toMatchObject({
      code: 'common.notAllowed',
    })
  })
})

describe('making a report', () => {
  test('needs the keys of the office above', async () => {
    const branch = await openTestApp()
    const province = await openTestApp({ kind: 'province' })
    const asked = branch.client.bundles.preview({ toUnit: province.unitId, period: QUARTER })
    await expect(asked).rejects.toMatchObject({ code: 'bundles.receiverNotEnrolled' })
  })

  test('shows first what will go and what consent holds back', async () => {
    const { branch, province } = await twoOffices('sqlite')
    await addFamilies(branch, [{ name: 'Hà Thị Mé', consent: true }, { name: 'Vi Văn Pọm' }])
    const preview = await branch.client.bundles.preview({ toUnit: province.unitId, period: QUARTER })
    expect(preview).toMatchObject({ seq: 1, addresses: 2, pseudonymous: 1 })
    expect(preview.counts).toEqual({ village: 1, person: 2, address: 2, addressStep: 2, consent: 1 })
  })

  test('is numbered, listed, named for people, and can be saved once more', async () => {
    const { branch, province } = await twoOffices('sqlite')
    await addFamilies(branch, [{ name: 'Hà Thị Mé' }])
    const bytes = await makeReport(branch, province)
    const { bundles } = await branch.client.bundles.listSent()
    expect(bundles.map((bundle) => [bundle.seq, bundle.to.vi, bundle.bytes, bundle.kept])).toEqual([
      [1, 'Tỉnh Thanh Hóa', bytes.length, true],
    ])
    const saved = await branch.client.bundles.saveAgain({ id: bundles[0]!.id })
    expect(saved.name).toBe('NaMeo-lan-1-2026Q4.rcb')
    expect(branch.app.services.tickets.take(saved.ticket)?.bytes).toEqual(Buffer.from(bytes))
  })

  test('tells how far it is', async () => {
    const { branch, province } = await twoOffices('sqlite')
    await addFamilies(branch, [{ name: 'Hà Thị Mé' }])
    const kinds = new Set<string>()
    const events = await branch.client.bundles.create({ toUnit: province.unitId, period: QUARTER })
    for await (const event of events) kinds.add(event.kind)
    expect([...kinds].at(-1)).toBe('done')
  })
})

async function twoOffices(dialect: 'sqlite' | 'postgres') {
  const branch = await openTestApp({ dialect })
  const province = await openTestApp({ kind: 'province', dialect })
  await exchangeKeys(branch, province)
  return { branch, province }
}

async function refusedWith(office: TestOffice, bytes: Uint8Array, failure: ReturnType<typeof failureOf>) {
  const before = await bookText(office)
  const refused = await openReport(office, bytes).then(
    () => undefined,
    (error: unknown) => failureOf(error),
  )
  expect(refused).toEqual(failure)
  expect(await bookText(office)).toBe(before)
}

async function sumOf(office: TestOffice, ownerUnit: string): Promise<number> {
  const rows = await bookOf(office)
    .read.selectFrom('delivery')
    .select(['amount', 'goods_value'])
    .where('owner_unit', '=', ownerUnit)
    .execute()
  return rows.reduce((sum, row) => sum + row.amount + row.goods_value, 0)
}

function addressAt(office: TestOffice, id: string) {
  return bookOf(office).read.selectFrom('address').selectAll().where('id', '=', id).executeTakeFirst()
}

/** What an old backup put back over a newer file does: the branch no longer knows what it sent. */
function forgetReports(branch: TestOffice) {
  return writeAs(branch, (db) => db.deleteFrom('bundle_sent').execute())
}
