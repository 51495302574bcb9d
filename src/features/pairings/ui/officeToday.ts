const VIET_NAM_OFFSET_MS = 7 * 60 * 60 * 1000

/** Today in Viet Nam and Laos (UTC+7), whatever the PC's time zone says; for first values and previews, the core decides. */
export function officeToday(): string {
  return officeDay(new Date().toISOString())
}

/** The day in Viet Nam on which a moment (UTC ISO) fell. */
export function officeDay(moment: string): string {
  return new Date(Date.parse(moment) + VIET_NAM_OFFSET_MS).toISOString().slice(0, 10)
}
