const SHOWN = 3
const DOT = '•'

/** An identity number for those who may not see it whole: dots and its last three characters. */
export function maskIdentity(number: string): string {
  return number.length <= SHOWN ? DOT.repeat(number.length) : `${DOT.repeat(6)}${number.slice(-SHOWN)}`
}

/** What a form sends back that was filled with a masked number: nobody typed it, so the number on file stays. */
export function isMaskedIdentity(text: string | null): boolean {
  return text?.startsWith(DOT) ?? false
}

const NUMBERS: ReadonlySet<string> = new Set(['idNumber', 'formerIdNumber'])
const NUMBER_COLUMNS: ReadonlySet<unknown> = new Set(['id_number', 'former_id_number'])

/**
 * A copy of an answer in which every identity number is masked, wherever it stands: `idNumber` and `formerIdNumber` of any
 * record, and the old and new value of their columns in a history.
 */
export function maskIdentities<Value>(answer: Value): Value {
  // Safe: the copy has the shape of the answer; texts stay texts.
  return masked(answer) as Value
}

function masked(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(masked)
  if (!isPlain(value)) return value
  const entries = Object.entries(value).map(([name, inner]) => [name, maskedField(value, name, inner)] as const)
  return Object.fromEntries(entries)
}

function maskedField(record: Record<string, unknown>, name: string, inner: unknown): unknown {
  if (NUMBERS.has(name) && typeof inner === 'string') return maskIdentity(inner)
  const isOldOrNew = (name === 'before' || name === 'after') && NUMBER_COLUMNS.has(record.field)
  if (isOldOrNew && isPlain(inner)) return { ...inner, raw: maskIdentity(String(inner.raw)) }
  return masked(inner)
}

/** Streams, files and dates are left alone. */
function isPlain(value: unknown): value is Record<string, unknown> {
  if (typeof value !== 'object' || value === null) return false
  const prototype: unknown = Object.getPrototypeOf(value)
  return prototype === Object.prototype || prototype === null
}
