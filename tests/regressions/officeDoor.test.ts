import { existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { failureOf } from '../../src/base/common/failures.ts'
import { PRACTICE_OFFICE } from '../../src/features/practice/common/rules.ts'
import { BRANCH_CODE, TEST_PASSPHRASE, TEST_USER } from '../support/officeTemplate.ts'
import { clientWith, openTestApp, type TestApp } from '../support/openTestApp.ts'

const NEW_PASSPHRASE = 'muoi hai con trau trang'
const PRACTICE = { ...PRACTICE_OFFICE, place: 'practice' } as const
const HERE = { userName: TEST_USER, passphrase: TEST_PASSPHRASE }

async function codeOf(call: Promise<unknown>): Promise<string> {
  return call.then(
    () => 'done',
    (error) => failureOf(error).code,
  )
}

/** The test office with a practice branch beside it and a known recovery code; one person is at work in the office. */
async function officeAndPractice() {
  const test = await openTestApp()
  const door = clientWith(test.app, undefined)
  const { token, recoveryCode } = await test.client.accounts.createOffice(PRACTICE)
  await clientWith(test.app, token).accounts.signOut()
  const entered = await door.accounts.unlock(HERE)
  return { ...test, door, recoveryCode, client: clientWith(test.app, entered.token) }
}

function disable({ app }: Pick<TestApp, 'app'>, name: string) {
  return app.holder.office!.database.write((db) =>
    db.updateTable('app_user').set({ disabled_at: '2026-11-20T00:00:00.000Z' }).where('name', '=', name).execute(),
  )
}

test('nobody without a session closes the book somebody works in by starting another', async () => {
  const { app, client } = await openTestApp()
  const door = clientWith(app, undefined)
  expect(await codeOf(door.accounts.createOffice(PRACTICE))).toBe('accounts.officeInUse')
  expect(await codeOf(client.accounts.me())).toBe('done')
})

test('a refused start of an office leaves the open book open, for its own people too', async () => {
  const { client } = await openTestApp()
  const office = { unitCode: BRANCH_CODE, kind: 'branch', ...HERE } as const
  expect(await codeOf(client.accounts.createOffice(office))).toBe('accounts.officeExists')
  expect(await codeOf(client.accounts.createOffice({ ...PRACTICE, unitCode: 'none' }))).toBe('accounts.unknownUnit')
  expect(await codeOf(client.accounts.createOffice({ ...PRACTICE, passphrase: '123' }))).toBe(
    'accounts.passphraseTooWeak',
  )
  expect(await codeOf(client.accounts.me())).toBe('done')
})

test('the practice branch is opened over a book only by its own people, or when all of them are locked', async () => {
  const { app, door, client, recoveryCode } = await officeAndPractice()
  expect(await codeOf(door.accounts.unlock(PRACTICE))).toBe('accounts.officeInUse')
  const recovery = { ...PRACTICE, recoveryCode, newPassphrase: NEW_PASSPHRASE }
  expect(await codeOf(door.accounts.recover(recovery))).toBe('accounts.officeInUse')
  expect(await codeOf(client.accounts.me())).toBe('done')
  await client.accounts.lock()
  const { token, signedIn } = await door.accounts.unlock(PRACTICE)
  expect(signedIn.practice).toBe(true)
  const back = await clientWith(app, token).accounts.unlock(HERE)
  expect(back.signedIn.practice).toBe(false)
})

test('wrong tries at the practice branch do not shut the door of the book', async () => {
  const { app, client, door } = await officeAndPractice()
  await client.accounts.signOut()
  const wrong = { place: 'practice', userName: TEST_USER, passphrase: 'not this one at all' } as const
  for (let i = 0; i < 5; i += 1) await codeOf(door.accounts.unlock(wrong))
  expect(await codeOf(door.accounts.unlock(wrong))).toBe('accounts.tooManyTries')
  expect(await codeOf(clientWith(app, undefined).accounts.unlock(HERE))).toBe('done')
})

test('row 60: a passphrase cannot be guessed by changing it', async () => {
  const { client } = await openTestApp()
  const guess = { oldPassphrase: 'not this one at all', newPassphrase: NEW_PASSPHRASE }
  for (let i = 0; i < 5; i += 1)
    expect(await codeOf(client.accounts.changePassphrase(guess))).toBe('accounts.wrongPassphrase')
  expect(await codeOf(client.accounts.changePassphrase({ ...guess, oldPassphrase: TEST_PASSPHRASE }))).toBe(
    'accounts.tooManyTries',
  )
  expect(await codeOf(client.accounts.resume({ passphrase: TEST_PASSPHRASE }))).toBe('accounts.tooManyTries')
})

test('a refused recovery replaces neither the passphrase nor the recovery code', async () => {
  const { door, client, recoveryCode, ...test } = await officeAndPractice()
  await client.accounts.signOut()
  const recovery = { ...PRACTICE, recoveryCode, newPassphrase: NEW_PASSPHRASE }
  expect(await codeOf(door.accounts.recover({ ...recovery, newPassphrase: '123' }))).toBe('accounts.passphraseTooWeak')
  expect(await codeOf(door.accounts.recover({ ...recovery, userName: 'Ai Đó' }))).toBe('accounts.userNotFound')
  expect(test.app.holder.office).toBeUndefined()
  await door.accounts.unlock(PRACTICE)
  await disable(test, PRACTICE.userName)
  await test.app.holder.close()
  expect(await codeOf(door.accounts.recover(recovery))).toBe('accounts.userDisabled')
  // The old passphrase still opens the keyring: the answer is about the user, not about the passphrase.
  expect(await codeOf(door.accounts.unlock(PRACTICE))).toBe('accounts.userDisabled')
})

test('row 60: the recovery code works once and hands over the next one', async () => {
  const { door, client, recoveryCode, app } = await officeAndPractice()
  await client.accounts.signOut()
  const recovery = { ...PRACTICE, recoveryCode, newPassphrase: NEW_PASSPHRASE }
  const recovered = await door.accounts.recover(recovery)
  await clientWith(app, recovered.token).accounts.signOut()
  expect(await codeOf(door.accounts.recover(recovery))).toBe('accounts.wrongRecoveryCode')
  expect(await codeOf(door.accounts.recover({ ...recovery, recoveryCode: recovered.recoveryCode }))).toBe('done')
})

test('a disabled user leaves the book closed, and cannot resume a session from before', async () => {
  const test = await openTestApp()
  const door = clientWith(test.app, undefined)
  const { token } = await door.accounts.unlock(HERE)
  const mine = clientWith(test.app, token)
  await disable(test, TEST_USER)
  await mine.accounts.lock()
  expect(await codeOf(mine.accounts.resume({ passphrase: TEST_PASSPHRASE }))).toBe('accounts.userDisabled')
  await test.app.holder.close()
  expect(await codeOf(door.accounts.unlock(HERE))).toBe('accounts.userDisabled')
  expect(test.app.holder.office).toBeUndefined()
})

test('a book that went missing is never replaced by an empty one', async () => {
  const { app, dir } = await openTestApp()
  await app.holder.close()
  rmSync(join(dir, 'office.db'))
  const door = clientWith(app, undefined)
  expect(await codeOf(door.accounts.unlock(HERE))).toBe('common.databaseMissing')
  expect(existsSync(join(dir, 'office.db'))).toBe(false)
  const office = { unitCode: BRANCH_CODE, kind: 'branch', ...HERE } as const
  expect(await codeOf(door.accounts.createOffice(office))).toBe('accounts.keyringExists')
})

test('a first run that died half-way, or that fails, can be tried again', async () => {
  const { app, client, dir } = await openTestApp()
  const practice = join(dir, 'practice')
  // Dies while the book is made: the draft holds the keyring and a piece of a book.
  mkdirSync(join(practice, 'office.new'), { recursive: true })
  for (const file of ['keyring.json', 'keyring.copy.json', 'office.db'])
    writeFileSync(join(practice, 'office.new', file), 'x')
  // Dies while it is moved into place: the first keyring is already there.
  writeFileSync(join(practice, 'keyring.json'), 'x')
  const { seedOffice } = app.services
  app.services.seedOffice = () => Promise.reject(new Error('the disk is gone'))
  expect(await codeOf(client.accounts.createOffice(PRACTICE))).toBe('common.unexpected')
  app.services.seedOffice = seedOffice
  expect(await codeOf(client.accounts.createOffice(PRACTICE))).toBe('done')
  expect(existsSync(join(practice, 'office.new'))).toBe(false)
})
