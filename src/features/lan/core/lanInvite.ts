import { createHash, randomInt, timingSafeEqual } from 'node:crypto'

export const INVITE_MINUTES = 10
/** Eight digits and five tries: one chance in twenty million, for whoever stands at a keyboard of the office's network. */
const DIGITS = 8
const MOST_WRONG = 5

/** The code for one more PC: good for ten minutes, and gone after five wrong ones, from whichever PC they came. */
export class LanInvite {
  readonly code = String(randomInt(10 ** DIGITS)).padStart(DIGITS, '0')
  readonly userId: string
  readonly pcName: string
  readonly #monotonicMs: () => number
  readonly #until: number
  #wrong = 0

  /** @param monotonicMs milliseconds that never jump. */
  constructor({ userId, pcName }: { userId: string; pcName: string }, monotonicMs: () => number) {
    this.userId = userId
    this.pcName = pcName
    this.#monotonicMs = monotonicMs
    this.#until = monotonicMs() + INVITE_MINUTES * 60_000
  }

  /** Whether the typed code is the right one; spaces and hyphens do not count. */
  accept(typed: string): boolean {
    if (this.#wrong >= MOST_WRONG || this.#monotonicMs() > this.#until) return false
    const isRight = isSame(typed.replace(/[\s-]/g, ''), this.code)
    if (!isRight) this.#wrong += 1
    return isRight
  }
}

function isSame(one: string, other: string): boolean {
  return timingSafeEqual(sha256(one), sha256(other))
}

function sha256(text: string): Buffer {
  return createHash('sha256').update(text).digest()
}
