import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test, vi } from 'vitest'
import { answerDevice } from '../../electron/deviceSecret.ts'

vi.mock('electron', () => import('../support/electronDouble/doubleSafeStorage.ts'))

function startAccount(): string {
  const dir = mkdtempSync(join(tmpdir(), 'nhip-cau-device-'))
  vi.stubEnv('ELECTRON_DOUBLE_KEYRING', 'the account of Hà')
  onTestFinished(() => {
    vi.unstubAllEnvs()
    rmSync(dir, { recursive: true })
  })
  return dir
}

test('the secret of a PC is made once, stays the same, and lies on the disk only encrypted', async () => {
  const dir = startAccount()
  expect(await answerDevice(dir, { kind: 'deviceSecret', id: 1, act: 'read' })).toMatchObject({ secret: undefined })
  const { secret } = await answerDevice(dir, { kind: 'deviceSecret', id: 2, act: 'make' })
  expect(secret).toHaveLength(32)
  expect(await answerDevice(dir, { kind: 'deviceSecret', id: 3, act: 'make' })).toMatchObject({ id: 3, secret })
  expect(await answerDevice(dir, { kind: 'deviceSecret', id: 4, act: 'read' })).toMatchObject({ secret })
  const file = readFileSync(join(dir, 'device.key'))
  expect(file.includes(Buffer.from(secret ?? []))).toBe(false)
  expect(file.includes(Buffer.from(secret ?? []).toString('base64'))).toBe(false)
})

test('a system that lost its key has no secret, and no error; it can make another', async () => {
  const dir = startAccount()
  const before = await answerDevice(dir, { kind: 'deviceSecret', id: 1, act: 'make' })
  vi.stubEnv('ELECTRON_DOUBLE_KEYRING', 'an account set up anew')
  expect(await answerDevice(dir, { kind: 'deviceSecret', id: 2, act: 'read' })).toMatchObject({
    available: true,
    secret: undefined,
  })
  const after = await answerDevice(dir, { kind: 'deviceSecret', id: 3, act: 'make' })
  expect(after.secret).toHaveLength(32)
  expect(after.secret).not.toEqual(before.secret)
})

test('where the system has no place for secrets, nothing is kept', async () => {
  const dir = startAccount()
  vi.stubEnv('ELECTRON_DOUBLE_KEYRING', undefined)
  for (const act of ['available', 'read', 'make'] as const) {
    expect(await answerDevice(dir, { kind: 'deviceSecret', id: 1, act })).toEqual({
      kind: 'deviceSecret',
      id: 1,
      available: false,
      secret: undefined,
    })
  }
})

test.runIf(process.platform === 'linux')('a store of Linux that protects nothing is no place for secrets', async () => {
  const dir = startAccount()
  vi.stubEnv('ELECTRON_DOUBLE_BACKEND', 'basic_text')
  const answer = await answerDevice(dir, { kind: 'deviceSecret', id: 1, act: 'make' })
  expect(answer).toMatchObject({ available: false, secret: undefined })
})
