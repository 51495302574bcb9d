export interface TypedForm<Values> {
  /** What the form starts with. */
  start: Values
  /** What stands in it now. */
  values: Values
  /** A record is being changed: only what was typed over it is kept. */
  editing: boolean
}

/**
 * A form as the text of its draft, or null while it stands as it started. A new record is kept whole, so that a day that was
 * only proposed stays the day of that evening; of a record being changed only the typed fields are, so that what somebody
 * else wrote meanwhile is not taken back. A field that was emptied is kept too, which an object in JSON would forget.
 */
export function keptText<Values extends object>({ start, values, editing }: TypedForm<Values>): string | null {
  const before = new Map(Object.entries(start))
  const fields = Object.entries(values)
  const typed = fields.filter(([name, value]) => JSON.stringify(value) !== JSON.stringify(before.get(name)))
  if (typed.length === 0) return null
  return JSON.stringify(
    (editing ? typed : fields).map(([name, value]) => (value === undefined ? [name] : [name, value])),
  )
}

/** The fields of a draft. The form wrote them itself, in this shape. */
export function readKeptText<Values extends object>(text: string): Partial<Values> {
  // Safe: keptText wrote it, a moment or a day ago.
  const fields = JSON.parse(text) as [name: keyof Values, value?: Values[keyof Values]][]
  const read: Partial<Values> = {}
  for (const [name, value] of fields) Object.assign(read, { [name]: value })
  return read
}
