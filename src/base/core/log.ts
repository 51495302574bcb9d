/** Event codes and ids only: no name, number or free text of a person ever reaches a log. */
export interface Log {
  event(code: string, ids?: Record<string, string | number>): void
  /** Keeps the stack, not the message: messages of libraries may quote values. Returns the reference shown to the user. */
  unexpected(error: unknown): string
}

export function writeLogTo(write: (line: string) => void, now: () => string): Log {
  let count = 0
  const put = (entry: Record<string, unknown>) => write(`${JSON.stringify({ at: now(), ...entry })}\n`)
  return {
    event: (code, ids = {}) => put({ code, ...ids }),
    unexpected: (error) => {
      count += 1
      const reference = `${Date.now().toString(36)}-${count}`
      put({ code: 'unexpected', reference, error: errorName(error), stack: stackOf(error) })
      return reference
    },
  }
}

function errorName(error: unknown): string {
  if (!(error instanceof Error)) return typeof error
  const code = 'code' in error && typeof error.code === 'string' ? ` ${error.code}` : ''
  return `${error.name}${code}`
}

function stackOf(error: unknown): string[] {
  if (!(error instanceof Error) || error.stack === undefined) return []
  return error.stack
    .split('\n')
    .filter((line) => line.trimStart().startsWith('at '))
    .slice(0, 12)
}
