/** One thing the program asked of Electron, in order. */
export interface Recorded {
  what: string
  details: unknown
}

const recorded: Recorded[] = []

export function record(what: string, details: unknown = null): void {
  // Only what can be told to the test in another process.
  recorded.push({ what, details: details === undefined ? null : JSON.parse(JSON.stringify(details)) })
}

export function recordedSoFar(): readonly Recorded[] {
  return recorded
}
