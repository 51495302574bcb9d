import { expect, test } from 'vitest'
import { failureOf } from '../../src/base/common/failures.ts'
import {
  addFamilies,
  bookOf,
  delivery,
  exchangeKeys,
  handOver,
  makeReport,
  openReport,
  record,
  type TestOffice,
} from '../features/bundles/offices.ts'
import { TEST_PASSPHRASE, TEST_USER } from '../support/officeTemplate.ts'
import { clientWith, openTestApp } from '../support/openTestApp.ts'

test('a branch that changed its keys and restores an older backup can still report', async () => {
  const { branch, province } = await twoOffices()
  const { id } = await branch.client.backups.make()
  const { text } = await branch.client.bundles.keys.rotate()
  await province.client.bundles.keys.acceptRotation({ file: { text } })
  const restored = await restore(branch, id)
  const opened = await openReport(province, await makeReport(restored, province), { acceptNewSeries: true })
  expect(opened.seq).toBe(1)
})

test('a recovery key and a change of keys made since stay when an older backup is restored', async () => {
  const { branch, province } = await twoOffices()
  const backups = [await province.client.backups.make(), await branch.client.backups.make()] as const
  const { recipient } = await province.client.bundles.keys.makeRecovery()
  const { text } = await branch.client.bundles.keys.rotate()
  const above = await restore(province, backups[0].id)
  expect(JSON.parse((await above.client.bundles.keys.answerFile()).text)).toMatchObject({ recovery: recipient })
  const below = await restore(branch, backups[1].id)
  expect((await below.client.bundles.keys.rotationFile()).text).toBe(text)
})

test('a key withdrawn after a theft stays withdrawn when the province restores an older backup', async () => {
  const { branch, province } = await twoOffices()
  const stolen = await makeReport(branch, province)
  const { id } = await province.client.backups.make()
  const [key] = (await province.client.bundles.keys.list()).keys
  await province.client.bundles.keys.withdraw({ id: key?.id ?? '', fromSeq: 1 })
  const restored = await restore(province, id)
  const failure = await openReport(restored, stolen).then(() => undefined, failureOf)
  expect(failure?.code).toBe('bundles.keyReplaced')
})

test('a key of the centre that was replaced after a theft stays replaced when an older backup is restored', async () => {
  const province = await openTestApp({ kind: 'province' })
  const centre = await openTestApp({ kind: 'central' })
  await exchangeKeys(province, centre)
  const { ticket } = await centre.client.bundles.directory.make({ note: '' })
  const stolen = centre.app.services.tickets.take(ticket)?.bytes ?? new Uint8Array()
  const { id } = await province.client.backups.make()
  await centre.client.bundles.keys.rotate()
  const { text } = await centre.client.bundles.keys.answerFile()
  const { digits } = await centre.client.bundles.keys.own()
  await province.client.bundles.keys.enrolReceiver({ file: { text }, digits })
  const restored = await restore(province, id)
  const opened = restored.client.bundles.openFile({ ticket: handOver(restored, stolen) })
  await expect(opened).rejects.toMatchObject({ code: 'bundles.directoryKeyReplaced' })
})

test('receipts and reversals written anew under the numbers of before, after an older backup was restored, are taken in', async () => {
  const { branch, province } = await twoOffices()
  const [address_id = ''] = await addFamilies(branch, [{ name: 'Hà Thị Mé' }])
  const wrong = await record(branch, 'delivery', delivery({ address_id, amount: 500_000 }))
  const { id } = await branch.client.backups.make()
  const writeSince = async (office: TestOffice) => {
    const money = { onDay: '2026-11-10', amount: 2_000_000, method: 'transfer' as const, payerName: 'Công ty Gỗ' }
    const allocations = [{ kind: 'purpose' as const, purpose: 'Tết', amount: 2_000_000 }]
    const { number } = await office.client.ledger.receipts.add({ ...money, allocations })
    await record(office, 'delivery', delivery({ address_id, amount: -500_000, goods_value: 0, reverses: wrong }))
    return number
  }
  const number = await writeSince(branch)
  await openReport(province, await makeReport(branch, province))
  branch.setNow('2026-11-22T02:00:00.000Z')
  const { id: later } = await branch.client.backups.make()
  const restored = await restore(branch, id)
  expect(await writeSince(restored)).toBe(number)
  const accept = { acceptNewSeries: true }
  await openReport(province, await makeReport(restored, province), accept)
  const reports = province.client.reports.quarter({ year: 2026, quarter: 4 })
  expect((await reports).total).toMatchObject({ receivedOwn: 2_000_000, delivered: 0 })
  // And back again: the papers of the first time live, those of the second are gone.
  const again = await restore(restored, later)
  await openReport(province, await makeReport(again, province), accept)
  const papers = await bookOf(province).read.selectFrom('receipt').select(['id', 'deleted_at']).orderBy('id').execute()
  expect(papers.map(({ deleted_at }) => deleted_at === null)).toEqual([true, false])
  // Once more, and nothing is taken back this time: a reversal that is gone takes nothing back.
  await openReport(province, await makeReport(await restore(again, id), province), accept)
  const sums = await bookOf(province).read.selectFrom('delivery_sum').select('standing').execute()
  expect(sums.map(({ standing }) => Number(standing))).toEqual([1])
})

test('a disk that fails while a report is made is told as such, though its answer has begun to flow', async () => {
  const { branch, province } = await twoOffices()
  const database = bookOf(branch)
  const { write } = database
  database.write = () => Promise.reject(Object.assign(new Error('disk I/O error'), { code: 'SQLITE_IOERR_FSYNC' }))
  const failure = await makeReport(branch, province).then(() => undefined, failureOf)
  expect(failure?.code).toBe('common.diskFails')
  database.write = write
  await openReport(province, await makeReport(branch, province))
})

async function twoOffices() {
  const branch = await openTestApp()
  const province = await openTestApp({ kind: 'province' })
  await exchangeKeys(branch, province)
  return { branch, province }
}

/** The program's own restore, which signs everyone out. */
async function restore(office: TestOffice, id: string): Promise<TestOffice> {
  await office.client.backups.restore({ id })
  const door = clientWith(office.app, undefined)
  const { token } = await door.accounts.unlock({ userName: TEST_USER, passphrase: TEST_PASSPHRASE })
  return { ...office, client: clientWith(office.app, token) }
}
