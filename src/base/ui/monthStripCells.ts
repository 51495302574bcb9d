/** `ahead` is a month whose day has not come; `unknown` is neither overdue nor delivered. */
export type MonthState = 'paid' | 'part' | 'due' | 'late' | 'skipped' | 'unknown' | 'ahead'

export interface MonthCell {
  /** YYYY-MM */
  month: string
  state: MonthState
  /** What to read besides the state: an amount, who received it, the reason it was skipped. */
  note?: string
}

export interface StripYear {
  year: string
  /** Twelve places, January first; a month outside the pairing is undefined. */
  cells: readonly (MonthCell | undefined)[]
}

/** Lays the months of a pairing out in years of twelve places, so that the same month stands under itself. */
export function monthsByYear(months: readonly MonthCell[]): StripYear[] {
  const years = [...new Set(months.map(({ month }) => month.slice(0, 4)))].sort()
  return years.map((year) => ({
    year,
    cells: Array.from({ length: 12 }, (_, index) => {
      const key = `${year}-${String(index + 1).padStart(2, '0')}`
      return months.find(({ month }) => month === key)
    }),
  }))
}

const STEPS: Record<string, number> = { ArrowLeft: -1, ArrowRight: 1, ArrowUp: -12, ArrowDown: 12 }

/** The month a key leads to from `from`: one left or right, a year up or down, the ends on Home and End. */
export function stripTarget(months: readonly MonthCell[], from: string | undefined, key: string): string | undefined {
  const order = months.map(({ month }) => month).sort()
  if (key === 'Home') return order[0]
  if (key === 'End') return order.at(-1)
  const step = STEPS[key]
  if (step === undefined || from === undefined) return undefined
  if (Math.abs(step) === 1) return order[order.indexOf(from) + step]
  const year = Number(from.slice(0, 4)) + Math.sign(step)
  const sameMonth = `${String(year).padStart(4, '0')}${from.slice(4)}`
  return order.includes(sameMonth) ? sameMonth : undefined
}
