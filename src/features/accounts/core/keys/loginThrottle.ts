import { type Failure, failWith, type Result } from '../../../../base/common/result.ts'
import { userNameKey } from './userNameKey.ts'

const FREE_TRIES = 5
const FIRST_DELAY_MS = 30_000
const LONGEST_DELAY_MS = 15 * 60_000
const MOST_NAMES = 1_000

export type TooManyTries = Failure<'accounts.tooManyTries'>

interface Tries {
  wrong: number
  blockedUntil: number
}

/**
 * Slows guessing at the login page: after five wrong passphrases of one user name each further try waits, 30 s doubling to
 * 15 min. Kept in memory only, so a restart of the program forgets it; what protects a stolen disk is the cost of Argon2, not this.
 */
export class LoginThrottle {
  readonly #monotonicMs: () => number
  readonly #freeTries: number
  readonly #triesByName = new Map<string, Tries>()

  /**
   * @param monotonicMs milliseconds that never jump (`performance.now`), so that setting the clock neither helps nor locks out.
   * @param freeTries wrong tries before the first wait.
   */
  constructor(monotonicMs: () => number, freeTries = FREE_TRIES) {
    this.#monotonicMs = monotonicMs
    this.#freeTries = freeTries
  }

  /**
   * Runs one try. It is counted before it starts, or a hundred tries at once would all slip through; a right passphrase
   * clears the count, and an outcome that says nothing about the passphrase (a damaged keyring) is taken back.
   * Fails with `accounts.tooManyTries` `{ retryAfterSeconds }` without running the try. A wrong recovery code counts like a
   * wrong passphrase.
   */
  async attempt<Value, Reason extends Failure>(
    userName: string,
    tryOnce: () => Promise<Result<Value, Reason>>,
  ): Promise<Result<Value, Reason | TooManyTries>> {
    const name = userNameKey(userName)
    const waitMs = this.#waitMs(name)
    if (waitMs > 0) return failWith('accounts.tooManyTries', { retryAfterSeconds: Math.ceil(waitMs / 1000) })
    this.#countTry(name)
    let outcome: Result<Value, Reason> | undefined
    try {
      outcome = await tryOnce()
      return outcome
    } finally {
      if (outcome?.ok) this.#triesByName.delete(name)
      else if (!outcome || !WRONG_SECRETS.has(outcome.failure.code)) this.#takeBack(name)
    }
  }

  #waitMs(name: string): number {
    const tries = this.#triesByName.get(name)
    return tries ? tries.blockedUntil - this.#monotonicMs() : 0
  }

  #countTry(name: string): void {
    const wrong = (this.#triesByName.get(name)?.wrong ?? 0) + 1
    this.#triesByName.delete(name)
    this.#triesByName.set(name, { wrong, blockedUntil: this.#monotonicMs() + this.#delayAfter(wrong) })
    const oldest = this.#triesByName.keys().next().value
    if (this.#triesByName.size > MOST_NAMES && oldest !== undefined) this.#triesByName.delete(oldest)
  }

  #takeBack(name: string): void {
    const tries = this.#triesByName.get(name)
    if (!tries) return
    const wrong = tries.wrong - 1
    if (wrong <= 0) this.#triesByName.delete(name)
    else this.#triesByName.set(name, { wrong, blockedUntil: this.#monotonicMs() + this.#delayAfter(wrong) })
  }

  #delayAfter(wrong: number): number {
    if (wrong < this.#freeTries) return 0
    return Math.min(LONGEST_DELAY_MS, FIRST_DELAY_MS * 2 ** (wrong - this.#freeTries))
  }
}

const WRONG_SECRETS = new Set(['accounts.wrongPassphrase', 'accounts.wrongRecoveryCode'])
