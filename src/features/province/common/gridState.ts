import * as z from 'zod'
import { addDays, type Day, type Quarter, quarterWindow } from '../../../base/common/day.ts'

/**
 * What came of one unit for one quarter. `late`: it came, made after the due day; `partly`: it stops before the quarter's
 * end; `waiting`: held until missing numbers come; `paper`: typed totals; `missing`: the due day has passed and nothing
 * came; `notDue`: nothing came and nothing has to yet; `before`: it was due before the unit was enrolled or had begun; `ended`: another unit has taken over.
 */
export const GRID_STATES = [
  'sent',
  'late',
  'partly',
  'waiting',
  'refused',
  'paper',
  'missing',
  'notDue',
  'before',
  'ended',
] as const
export const gridStateSchema = z.enum(GRID_STATES)
export type GridState = z.infer<typeof gridStateSchema>

/** Days after the end of the quarter. */
export const USUAL_DUE_DAYS = 15

export interface FileOfUnit {
  from: Day
  to: Day
  /** When its sender says it was made, a UTC moment. */
  madeAt: string
}

export interface UnitsFiles {
  opened: readonly FileOfUnit[]
  waiting: readonly FileOfUnit[]
  refused: readonly FileOfUnit[]
  paper: boolean
  /** Day on which the unit's keys were first enrolled. */
  since?: Day | undefined
  /** First day of a unit made by a reorganisation. */
  begins?: Day | undefined
  /** First day on which another unit has taken over. */
  ends?: Day | undefined
}

/**
 * State of one cell. The first file that reaches the end of the quarter decides whether it was late: a resend replaces the
 * figures, not the day on which the unit first reported.
 */
export function gridState(
  quarter: Quarter,
  files: UnitsFiles,
  { today, dueDays, dayOf }: { today: Day; dueDays: number; dayOf: (moment: string) => Day },
): GridState {
  const window = quarterWindow(quarter)
  const due = addDays(window.to, dueDays)
  const outside = outsideLife(files, window.to)
  if (outside !== undefined) return outside
  const whole = files.opened.filter((file) => file.to >= window.to)
  if (whole.length > 0) {
    const first = whole.map((file) => dayOf(file.madeAt)).sort()[0] ?? due
    // Nobody was late for what was due before the unit joined.
    const wasDue = files.since === undefined || due >= files.since
    return wasDue && first > due ? 'late' : 'sent'
  }
  const touches = (file: FileOfUnit) => file.to >= window.from && file.from <= window.to
  if (files.waiting.some(touches)) return 'waiting'
  if (files.refused.some(touches)) return 'refused'
  if (files.opened.some(touches)) return 'partly'
  if (files.paper) return 'paper'
  // Who has reported an earlier quarter takes part, on whatever day its keys were enrolled.
  const takesPart = files.since === undefined || due >= files.since || files.opened.some(({ to }) => to < window.from)
  if (!takesPart) return 'before'
  return today > due ? 'missing' : 'notDue'
}

/** The quarter in which the day of a reorganisation lies is the new unit's: it ends as that unit's. */
function outsideLife({ begins, ends }: UnitsFiles, to: Day): 'ended' | 'before' | undefined {
  if (ends !== undefined && ends <= to) return 'ended'
  return begins !== undefined && begins > to ? 'before' : undefined
}
