import { vietNamDay } from '../common/vietNamDay.ts'

/** Today for first values and previews on screen; what counts is decided by the core's clock. */
export function officeToday(): string {
  return vietNamDay(Date.now())
}
