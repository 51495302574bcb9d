import { vietNamDay } from '../../../base/common/vietNamDay.ts'

/** How many days, weeks and months back a backup is kept. */
export const KEPT = { days: 7, weeks: 4, months: 12 }

/** Days after which a backup counts as old: the line at the foot turns amber. */
export const OLD_AFTER_DAYS = 7
/** Days after which the newest backup is put to the test again. */
export const REHEARSE_AFTER_DAYS = 30

/**
 * Which backups stay: all of today, the last of each of 7 days, 4 weeks and 12 months that have one. Counted in days that have
 * backups, not back from today: an office that opens its book twice a month keeps as many.
 */
export function chooseKept(madeAt: readonly string[], now: string): Set<string> {
  const newestFirst = [...madeAt].sort().reverse()
  const today = vietNamDay(now)
  return new Set([
    ...newestFirst.filter((moment) => vietNamDay(moment) === today),
    ...lastOfEach(newestFirst, vietNamDay).slice(0, KEPT.days),
    ...lastOfEach(newestFirst, weekOf).slice(0, KEPT.weeks),
    ...lastOfEach(newestFirst, (moment) => vietNamDay(moment).slice(0, 7)).slice(0, KEPT.months),
  ])
}

function lastOfEach(newestFirst: readonly string[], periodOf: (moment: string) => string): string[] {
  const seen = new Set<string>()
  return newestFirst.filter((moment) => {
    const period = periodOf(moment)
    if (seen.has(period)) return false
    seen.add(period)
    return true
  })
}

/** The Monday of the week. */
function weekOf(moment: string): string {
  const day = new Date(`${vietNamDay(moment)}T00:00:00Z`)
  const sinceMonday = (day.getUTCDay() + 6) % 7
  return new Date(day.getTime() - sinceMonday * 86_400_000).toISOString().slice(0, 10)
}
