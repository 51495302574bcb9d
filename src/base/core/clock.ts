/** Time is handed in, so that tests and proofs can set it. */
export interface Clock {
  /** UTC ISO, milliseconds. */
  now(): string
  /** Today's day in Viet Nam (UTC+7, no summer time), `YYYY-MM-DD`. */
  today(): string
}

const VIET_NAM_OFFSET_MS = 7 * 60 * 60 * 1000

export function systemClock(): Clock {
  return clockFrom(Date.now)
}

export function clockFrom(milliseconds: () => number): Clock {
  return {
    now: () => new Date(milliseconds()).toISOString(),
    today: () => new Date(milliseconds() + VIET_NAM_OFFSET_MS).toISOString().slice(0, 10),
  }
}
