import { randomBytes } from 'node:crypto'
import { isSecret } from './pageGuard.ts'

const CODE_MS = 60_000

/**
 * Hands the page its secret for the code of the launch URL: once, and only in the first minute. The URL stays in the
 * browser's history and in the process list of the PC; the code in it is dead by then.
 */
export class LaunchDesk {
  readonly code = randomBytes(24).toString('base64url')
  readonly pageSecret = randomBytes(24).toString('base64url')
  readonly #monotonicMs: () => number
  readonly #until: number
  #used = false

  /** @param monotonicMs milliseconds that never jump. */
  constructor(monotonicMs: () => number = () => performance.now()) {
    this.#monotonicMs = monotonicMs
    this.#until = monotonicMs() + CODE_MS
  }

  exchange(code: string | undefined): string | undefined {
    if (this.#used || this.#monotonicMs() > this.#until || !isSecret(code, this.code)) return undefined
    this.#used = true
    return this.pageSecret
  }
}
