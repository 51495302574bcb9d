import { existsSync, mkdirSync, readdirSync, rmdirSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { failureOf } from '../../src/base/common/failures.ts'
import { addressFields, addVillage } from '../support/builders.ts'
import { TEST_PASSPHRASE, TEST_USER } from '../support/officeTemplate.ts'
import { clientWith, openTestApp } from '../support/openTestApp.ts'

test('a restore that fails leaves the book of today in place and nothing half-made beside it', async () => {
  const { app, client, dir, unitId } = await openTestApp()
  const { id } = await client.backups.make()
  const villageId = await addVillage(app, { name: 'Bản Ón', unitId })
  await client.addresses.add({ fields: addressFields({ name: 'Đặng Thị Đào', villageId }) })
  // The staged copy cannot be written: its name is taken by a folder.
  mkdirSync(join(dir, 'office.db.restoring', 'in the way'), { recursive: true })
  expect(await client.backups.restore({ id }).then(undefined, failureOf)).toMatchObject({ code: 'common.unexpected' })
  expect((await client.addresses.list({})).rows).toHaveLength(1)
  rmdirSync(join(dir, 'office.db.restoring', 'in the way'))
  rmdirSync(join(dir, 'office.db.restoring'))
  expect(readdirSync(dir).filter((name) => name.startsWith('before-restore'))).toEqual([])
})

test('the last step of a restore replaces the book at once or not at all', async () => {
  const { app, client, dir, unitId } = await openTestApp()
  const { id } = await client.backups.make()
  const villageId = await addVillage(app, { name: 'Bản Ón', unitId })
  await client.addresses.add({ fields: addressFields({ name: 'Đặng Thị Đào', villageId }) })
  // Something that is not folded in stands where the log of the closed book was.
  const { close } = app.holder
  app.holder.close = async () => {
    await close.call(app.holder)
    mkdirSync(join(dir, 'office.db-wal'))
  }
  expect(await client.backups.restore({ id }).then(undefined, failureOf)).toMatchObject({ code: 'common.unexpected' })
  app.holder.close = close
  rmdirSync(join(dir, 'office.db-wal'))
  expect(readdirSync(dir).filter((name) => /restor/.test(name))).toEqual([])
  expect(existsSync(join(dir, 'office.db'))).toBe(true)
  const { token } = await clientWith(app, undefined).accounts.unlock({
    userName: TEST_USER,
    passphrase: TEST_PASSPHRASE,
  })
  expect((await clientWith(app, token).addresses.list({})).rows).toHaveLength(1)
})
