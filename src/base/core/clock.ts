import { vietNamDay } from '../common/vietNamDay.ts'

/** Time is handed in, so that tests and proofs can set it. */
export interface Clock {
  /** UTC ISO, milliseconds. */
  now(): string
  /** Today's day in Viet Nam (UTC+7, no summer time), `YYYY-MM-DD`. */
  today(): string
}

export function clockFrom(milliseconds: () => number): Clock {
  return {
    now: () => new Date(milliseconds()).toISOString(),
    today: () => vietNamDay(milliseconds()),
  }
}
