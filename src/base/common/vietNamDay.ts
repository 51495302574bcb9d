const VIET_NAM_OFFSET_MS = 7 * 60 * 60 * 1000

/**
 * The day in Viet Nam and Laos (UTC+7, no summer time) on which a moment fell, whatever the computer's time zone says.
 * @param moment UTC ISO text, or milliseconds since 1970
 */
export function vietNamDay(moment: string | number): string {
  const milliseconds = typeof moment === 'number' ? moment : Date.parse(moment)
  return new Date(milliseconds + VIET_NAM_OFFSET_MS).toISOString().slice(0, 10)
}
