import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { failureOf } from '../../../src/base/common/failures.ts'
import { addressFields, addVillage } from '../../support/builders.ts'
import { TEST_PASSPHRASE, TEST_USER } from '../../support/officeTemplate.ts'
import { clientWith, openTestApp } from '../../support/openTestApp.ts'

async function officeWithAddress() {
  const test = await openTestApp()
  const villageId = await addVillage(test.app, { name: 'Bản Ón', unitId: test.unitId })
  await test.client.addresses.add({ fields: addressFields({ name: 'Đặng Thị Đào', villageId }) })
  return { ...test, villageId }
}

test('a backup counts only after it was opened, checked and compared', async () => {
  const { client } = await officeWithAddress()
  const made = await client.backups.make()
  expect(made.addresses).toBe(1)
  expect((await client.backups.list()).backups).toEqual([made])
  expect(await client.backups.verify({ id: made.id })).toEqual(made)
})

test('a backup is as encrypted as the book', async () => {
  const { client, dir } = await officeWithAddress()
  const { id } = await client.backups.make()
  const bytes = readFileSync(join(dir, 'backups', id, 'office.db'))
  expect(bytes.includes('Đặng Thị Đào')).toBe(false)
  expect(bytes.includes('SQLite format')).toBe(false)
})

test('one altered byte makes a backup damaged', async () => {
  const { client, dir } = await officeWithAddress()
  const { id } = await client.backups.make()
  const file = join(dir, 'backups', id, 'office.db')
  const bytes = readFileSync(file)
  bytes[bytes.length >> 1]! ^= 1
  writeFileSync(file, bytes)
  const failure = await client.backups.verify({ id }).then(undefined, failureOf)
  expect(failure).toMatchObject({ code: 'backups.damaged' })
})

test('restoring brings back what was there, keeps the later book aside and starts a new epoch', async () => {
  const { app, client, villageId } = await officeWithAddress()
  const epochBefore = await readEpoch(app)
  const { id } = await client.backups.make()
  await client.addresses.add({ fields: addressFields({ name: 'Nguyễn Văn Ước', villageId }) })
  const { keptAside } = await client.backups.restore({ id })
  expect(keptAside).toContain('before-restore')
  const { token } = await clientWith(app, undefined).accounts.unlock({
    userName: TEST_USER,
    passphrase: TEST_PASSPHRASE,
  })
  const { rows } = await clientWith(app, token).addresses.list({})
  expect(rows.map((row) => row.displayName)).toEqual(['Đặng Thị Đào'])
  expect(await readEpoch(app)).not.toBe(epochBefore)
})

async function readEpoch(app: Awaited<ReturnType<typeof openTestApp>>['app']): Promise<string> {
  const row = await app.holder
    .office!.database.read.selectFrom('setting')
    .select('value')
    .where('name', '=', 'office')
    .executeTakeFirstOrThrow()
  return JSON.parse(row.value).epoch
}
