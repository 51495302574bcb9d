import { expect, test } from 'vitest'
import { failureOf } from '../../src/base/common/failures.ts'
import { bookOf, exchangeKeys, makeReport, openReport, type TestOffice } from '../features/bundles/offices.ts'
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
