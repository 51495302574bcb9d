import { describe, expect, test } from 'vitest'
import { failWith, type Result, succeed } from '../../../../src/base/common/result.ts'
import { LoginThrottle } from '../../../../src/features/accounts/core/keys/loginThrottle.ts'
import { failureOf } from './keyringFolder.ts'

const wrong = async (): Promise<Result<string>> => failWith('accounts.wrongPassphrase')
const right = async (): Promise<Result<string>> => succeed('open')

function makeThrottle() {
  const clock = { ms: 0 }
  return { clock, throttle: new LoginThrottle(() => clock.ms) }
}

async function tryWrong(throttle: LoginThrottle, times: number, userName = 'Lan'): Promise<void> {
  for (let i = 0; i < times; i += 1) await throttle.attempt(userName, wrong)
}

describe('the login throttle', () => {
  test('row 60: lets five wrong tries through and then asks to wait 30 s', async () => {
    const { throttle } = makeThrottle()
    for (let i = 0; i < 5; i += 1) {
      expect(failureOf(await throttle.attempt('Lan', wrong)).code).toBe('accounts.wrongPassphrase')
    }
    expect(failureOf(await throttle.attempt('Lan', right))).toEqual({
      code: 'accounts.tooManyTries',
      params: { retryAfterSeconds: 30 },
    })
  })

  test('row 60: doubles the wait with each further wrong try, up to 15 min', async () => {
    const { clock, throttle } = makeThrottle()
    await tryWrong(throttle, 5)
    const waits: unknown[] = []
    for (let i = 0; i < 8; i += 1) {
      const { retryAfterSeconds } = failureOf(await throttle.attempt('Lan', right)).params
      waits.push(retryAfterSeconds)
      clock.ms += Number(retryAfterSeconds) * 1000
      expect(failureOf(await throttle.attempt('Lan', wrong)).code).toBe('accounts.wrongPassphrase')
    }
    expect(waits).toEqual([30, 60, 120, 240, 480, 900, 900, 900])
  })

  test('is cleared by a right passphrase', async () => {
    const { clock, throttle } = makeThrottle()
    await tryWrong(throttle, 5)
    clock.ms += 30_000
    expect((await throttle.attempt('Lan', right)).ok).toBe(true)
    await tryWrong(throttle, 4)
    expect((await throttle.attempt('Lan', right)).ok).toBe(true)
  })

  test('counts by name, however it is typed, and lets other people in', async () => {
    const { throttle } = makeThrottle()
    await tryWrong(throttle, 3, 'Lan')
    await tryWrong(throttle, 2, ' LAN ')
    expect(failureOf(await throttle.attempt('lan', right)).code).toBe('accounts.tooManyTries')
    expect((await throttle.attempt('Minh', right)).ok).toBe(true)
  })

  test('lets only five of many simultaneous tries through', async () => {
    const { throttle } = makeThrottle()
    let tried = 0
    const outcomes = Array.from({ length: 50 }, () =>
      throttle.attempt('Lan', async () => {
        tried += 1
        return wrong()
      }),
    )
    await Promise.all(outcomes)
    expect(tried).toBe(5)
  })

  test('does not count a damaged keyring or a crash', async () => {
    const { throttle } = makeThrottle()
    for (let i = 0; i < 10; i += 1) {
      await throttle.attempt('Lan', async () => failWith('accounts.keyringDamaged'))
      await expect(throttle.attempt('Lan', () => Promise.reject(new Error('disk')))).rejects.toThrow('disk')
    }
    expect((await throttle.attempt('Lan', right)).ok).toBe(true)
  })
})
