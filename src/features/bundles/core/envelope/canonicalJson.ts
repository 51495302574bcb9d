/** What canonical JSON can say: no fractions, no `undefined`, nothing that two programs could write differently. */
export type CanonicalValue =
  | string
  | number
  | boolean
  | null
  | readonly CanonicalValue[]
  | { readonly [key: string]: CanonicalValue }

/**
 * The one spelling of a value: keys sorted by UTF-16 code units, no white space, numbers only as safe integers, strings
 * escaped as `JSON.stringify` does (the rules of RFC 8785, restricted to integers). Throws on anything else.
 */
export function canonicalJson(value: CanonicalValue): string {
  if (value === null || typeof value === 'boolean') return String(value)
  if (typeof value === 'string') return canonicalString(value)
  if (typeof value === 'number') return canonicalInteger(value)
  if (isList(value)) return `[${value.map(canonicalJson).join(',')}]`
  const members = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1))
  return `{${members.map(([key, member]) => `${canonicalString(key)}:${canonicalJson(member)}`).join(',')}}`
}

function canonicalString(value: string): string {
  // A lone surrogate has no UTF-8 form, so it could not be read back as written.
  if (!value.isWellFormed()) throw new TypeError('canonicalJson: string is not well-formed Unicode')
  return JSON.stringify(value)
}

function canonicalInteger(value: number): string {
  if (!Number.isSafeInteger(value) || Object.is(value, -0)) throw new TypeError('canonicalJson: not a safe integer')
  return String(value)
}

function isList(value: CanonicalValue): value is readonly CanonicalValue[] {
  return Array.isArray(value)
}
