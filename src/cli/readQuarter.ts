import { type Day, type Quarter, quarterOf, quarterWindow } from '../base/common/day.ts'
import { clockFrom } from '../base/core/clock.ts'
import { type CliShell, UsageError } from './cliShell.ts'

/** `2026-Q4` or the quarter of today. */
export function readQuarter(shell: CliShell, text: string | undefined): Quarter {
  if (text === undefined) return quarterOf(clockFrom(shell.now ?? Date.now).today())
  const [, year, quarter] = /^(\d{4})-?Q([1-4])$/i.exec(text) ?? []
  if (year === undefined) throw new UsageError('badQuarter', { detail: text })
  // Safe: the pattern lets only 1 to 4 through.
  return { year: Number(year), quarter: Number(quarter) as Quarter['quarter'] }
}

/** First and last day of a quarter, both included. */
export function periodOf(shell: CliShell, text: string | undefined): { from: Day; to: Day } {
  return quarterWindow(readQuarter(shell, text))
}
