import { vietNamDay } from '../../../base/common/vietNamDay.ts'

/** How many days, weeks and months back a backup is kept. */
export const KEPT = { days: 7, weeks: 4, months: 12 }

/** Days after which a backup counts as old: the line at the foot turns amber. */
export const OLD_AFTER_DAYS = 7
/** Days after which the newest backup is put to the test again. */
export const REHEARSE_AFTER_DAYS = 30

/**
 * Moments (ISO, or names made of them) with the newest first. What claims to be of a time to come was made while the clock of
 * the PC was wrong: nobody knows when, so it comes after all that can be true, or the program would take it for the newest for
 * years: it would copy the book all day, test and bring back that one, and show its day as the day of the last copy.
 */
export function newestFirst(moments: readonly string[], now: string): string[] {
  const sorted = [...moments].sort().reverse()
  return [...sorted.filter((moment) => moment <= now), ...sorted.filter((moment) => moment > now)]
}

/**
 * Which backups stay: all of today, the last of each of 7 days, 4 weeks and 12 months that have one. Counted in days that have
 * backups, not back from today: an office that opens its book twice a month keeps as many. Those of a time to come are counted
 * by themselves: a clock that is a year ahead, or years behind, takes no true backup's place.
 */
export function chooseKept(madeAt: readonly string[], now: string): Set<string> {
  const ordered = newestFirst(madeAt, now)
  const today = vietNamDay(now)
  return new Set([
    ...ordered.filter((moment) => vietNamDay(moment) === today),
    ...keptOf(ordered.filter((moment) => moment <= now)),
    ...keptOf(ordered.filter((moment) => moment > now)),
  ])
}

function keptOf(ordered: readonly string[]): string[] {
  return [
    ...lastOfEach(ordered, vietNamDay).slice(0, KEPT.days),
    ...lastOfEach(ordered, weekOf).slice(0, KEPT.weeks),
    ...lastOfEach(ordered, (moment) => vietNamDay(moment).slice(0, 7)).slice(0, KEPT.months),
  ]
}

function lastOfEach(ordered: readonly string[], periodOf: (moment: string) => string): string[] {
  const seen = new Set<string>()
  return ordered.filter((moment) => {
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
