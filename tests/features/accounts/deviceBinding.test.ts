import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import type { App } from '../../../src/app/core/createApp.ts'
import { newRecordId } from '../../../src/base/common/recordId.ts'
import { KDF_FLOOR } from '../../../src/features/accounts/core/keys/kdf.ts'
import { openWithPassphrase, wrapWithPassphrase } from '../../../src/features/accounts/core/keys/keyWrap.ts'
import { TEST_PASSPHRASE, TEST_USER } from '../../support/officeTemplate.ts'
import { clientWith, openTestApp } from '../../support/openTestApp.ts'

const RIGHT = { userName: TEST_USER, passphrase: TEST_PASSPHRASE }
const NEXT = 'gio mat ruong dong chieu'
const NOT_HERE = { code: 'accounts.boundElsewhere' }

/** Gives the app the secret of a PC; undefined for a PC that lost it. */
function sitAt(app: App, secret: Uint8Array | undefined): void {
  app.services.deviceSecret = { available: async () => true, read: async () => secret, make: async () => secret }
}

const THIS_PC = new Uint8Array(32).fill(1)
const OTHER_PC = new Uint8Array(32).fill(2)

async function openBound() {
  const office = await openTestApp()
  sitAt(office.app, THIS_PC)
  const { token } = await clientWith(office.app, undefined).accounts.unlock(RIGHT)
  const me = clientWith(office.app, token)
  await me.accounts.device.tie({ passphrase: TEST_PASSPHRASE })
  return { ...office, me }
}

const unlock = (app: App, who = RIGHT) => clientWith(app, undefined).accounts.unlock(who)

test('a passphrase is tied to no PC unless its owner asks for it', async () => {
  const { app, client } = await openTestApp()
  sitAt(app, THIS_PC)
  expect(await client.accounts.device.status()).toMatchObject({ available: true, bound: false })
  sitAt(app, undefined)
  await unlock(app)
})

test('a tied passphrase opens the book on its PC, and on no other however right it is', async () => {
  const { app, me } = await openBound()
  expect(await me.accounts.device.status()).toEqual({ available: true, bound: true })
  await unlock(app)
  await expect(unlock(app, { ...RIGHT, passphrase: 'khong phai cau nay' })).rejects.toMatchObject({
    code: 'accounts.wrongPassphrase',
  })
  for (const secret of [OTHER_PC, undefined]) {
    sitAt(app, secret)
    await expect(unlock(app)).rejects.toMatchObject(NOT_HERE)
  }
  delete app.services.deviceSecret
  await expect(unlock(app)).rejects.toMatchObject(NOT_HERE)
})

test('after the system lost its key the recovery code lets its person in with a new passphrase', async () => {
  const { app, me } = await openBound()
  const { recoveryCode } = await me.accounts.users.replaceRecoveryCode({ passphrase: TEST_PASSPHRASE })
  sitAt(app, undefined)
  await expect(unlock(app)).rejects.toMatchObject(NOT_HERE)
  await clientWith(app, undefined).accounts.recover({ userName: TEST_USER, recoveryCode, newPassphrase: NEXT })
  await unlock(app, { ...RIGHT, passphrase: NEXT })
})

test('untying and changing the passphrase ask for it; a changed one stays tied', async () => {
  const { app, me } = await openBound()
  await expect(me.accounts.device.untie({ passphrase: NEXT })).rejects.toMatchObject({
    code: 'accounts.wrongPassphrase',
  })
  await me.accounts.changePassphrase({ oldPassphrase: TEST_PASSPHRASE, newPassphrase: NEXT })
  sitAt(app, undefined)
  await expect(unlock(app, { ...RIGHT, passphrase: NEXT })).rejects.toMatchObject(NOT_HERE)
  sitAt(app, THIS_PC)
  await me.accounts.device.untie({ passphrase: NEXT })
  sitAt(app, undefined)
  await unlock(app, { ...RIGHT, passphrase: NEXT })
})

test('the wrap itself opens only with both, whatever the program asks before', async () => {
  const dek = new Uint8Array(32).fill(7)
  const user = { userId: newRecordId(), userName: TEST_USER }
  const wrap = await wrapWithPassphrase({ ...user, dek, passphrase: NEXT, kdf: KDF_FLOOR, deviceSecret: THIS_PC })
  expect(await openWithPassphrase(wrap, NEXT, THIS_PC)).toEqual(Buffer.from(dek))
  expect(await openWithPassphrase(wrap, NEXT, OTHER_PC)).toBeUndefined()
  expect(await openWithPassphrase(wrap, NEXT)).toBeUndefined()
  expect(await openWithPassphrase(wrap, TEST_PASSPHRASE, THIS_PC)).toBeUndefined()
  const { device: _taken, ...unmarked } = wrap
  expect(await openWithPassphrase(unmarked, NEXT, THIS_PC)).toBeUndefined()
})

test('a shell that cannot ask the system, or another PC of the network, ties nothing', async () => {
  const { app, client } = await openTestApp()
  expect(await client.accounts.device.status()).toEqual({ available: false, bound: false })
  await expect(client.accounts.device.tie({ passphrase: TEST_PASSPHRASE })).rejects.toMatchObject({
    code: 'accounts.noDeviceSecret',
  })
  await unlock(app)
})

test('a backup of a tied passphrase is restored on another PC with the recovery code', async () => {
  const { app, me, dir } = await openBound()
  const { recoveryCode } = await me.accounts.users.replaceRecoveryCode({ passphrase: TEST_PASSPHRASE })
  const stick = mkdtempSync(join(tmpdir(), 'nhip-cau-stick-'))
  onTestFinished(() => rmSync(stick, { recursive: true }))
  await me.backups.setFolder({ path: stick })
  await me.backups.make()
  await app.close()
  rmSync(dir, { recursive: true })
  sitAt(app, OTHER_PC)
  const door = clientWith(app, undefined).accounts
  await expect(door.restoreOffice({ ...RIGHT, folder: stick })).rejects.toMatchObject(NOT_HERE)
  const { signedIn } = await door.restoreOffice({ userName: TEST_USER, passphrase: recoveryCode, folder: stick })
  expect(signedIn.userName).toBe(TEST_USER)
  await door.recover({ userName: TEST_USER, recoveryCode, newPassphrase: NEXT })
  await unlock(app, { ...RIGHT, passphrase: NEXT })
})
