/** How a kept value is shown: a code has its words in this feature's locale, a vocabulary or a reference in the data. */
export type FieldKind =
  | 'text'
  | 'day'
  | 'month'
  | 'moment'
  | 'money'
  | 'number'
  | 'flag'
  | 'code'
  | `vocabulary:${string}`
  | `reference:${string}`

/** Columns worth showing, each with how it is shown. */
export type ShownFields = Readonly<Record<string, FieldKind>>
