import {
  addDays,
  compareDays,
  type Day,
  daysBetween,
  lastDayOfMonth,
  monthOf,
  quarterOf,
  quarterWindow,
} from '../../../base/common/day.ts'
import type { WorkGroup, WorkLine } from './worklistSchemas.ts'

const WEEK_DAYS = 7
/** Days without a verified copy of the book after which it is time for one. */
const BACKUP_DAYS = 7

/** The last day the worklist looks at: what is due within a week or within this month. */
export function worklistHorizon(today: Day): { week: Day; month: Day } {
  const week = addDays(today, WEEK_DAYS)
  const month = lastDayOfMonth(monthOf(today))
  return { week, month: compareDays(month, week) > 0 ? month : week }
}

export function groupOfDay(by: Day, today: Day): WorkGroup {
  if (by < today) return 'overdue'
  if (by === today) return 'today'
  return by <= worklistHorizon(today).week ? 'thisWeek' : 'thisMonth'
}

/** Reports go by quarter: the first quarter whose end no sent report covers, the present one when nothing was sent yet. */
export function nextReportOn(lastReported: Day | null, today: Day): Day {
  if (lastReported === null) return quarterWindow(quarterOf(today)).to
  return quarterWindow(quarterOf(addDays(lastReported, 1))).to
}

/** The line that asks for a copy of the book; undefined while the last one is young enough. */
export function backupLine(lastCopy: Day | undefined, today: Day): WorkLine | undefined {
  const by = lastCopy === undefined ? null : addDays(lastCopy, BACKUP_DAYS)
  if (lastCopy !== undefined && daysBetween(lastCopy, today) <= BACKUP_DAYS) return undefined
  const nothing = { name: null, detail: null, fromMonth: null, toMonth: null, amount: null, currency: 'VND' as const }
  return { key: 'backup', kind: 'backupOld', ...nothing, count: 1, by, recordId: null, link: '/settings' }
}
