/** A moment (UTC ISO) by the clock of this office: “10:42 21/11/2026”. */
export function formatMoment(moment: string): string {
  const at = new Date(moment)
  return `${formatTime(moment)} ${two(at.getDate())}/${two(at.getMonth() + 1)}/${at.getFullYear()}`
}

/** The time of day of a moment by the clock of this office: “10:42”. */
export function formatTime(moment: string): string {
  const at = new Date(moment)
  return `${two(at.getHours())}:${two(at.getMinutes())}`
}

function two(number: number): string {
  return String(number).padStart(2, '0')
}
