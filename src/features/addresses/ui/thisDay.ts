import type { Day } from '../../../base/common/day.ts'

const VIET_NAM_OFFSET_MS = 7 * 60 * 60 * 1000

/** Today in Viet Nam and Laos (UTC+7) whatever this computer's time zone, as in the core. */
export function thisDay(): Day {
  return new Date(Date.now() + VIET_NAM_OFFSET_MS).toISOString().slice(0, 10)
}
