export interface TextColumn<Row> {
  title: string
  value: (row: Row) => string | number | null | undefined
  /** Numbers stand flush right. */
  right?: boolean
}

/** Rows as columns of even width for a terminal; widths count what is seen, so Lao vowels above a letter take no room. */
export function textTable<Row>(rows: readonly Row[], columns: readonly TextColumn<Row>[]): string {
  const cells = [
    columns.map((column) => column.title),
    ...rows.map((row) => columns.map((column) => String(column.value(row) ?? ''))),
  ]
  const widths = columns.map((_, index) => Math.max(...cells.map((line) => seenWidth(line[index] ?? ''))))
  const lines = cells.map((line) =>
    line
      .map((cell, index) => pad(cell, widths[index] ?? 0, columns[index]?.right === true))
      .join('  ')
      .trimEnd(),
  )
  return `${lines.join('\n')}\n`
}

/** Two columns without a head: what a thing is, and its value. Lines without a value are left out. */
export function factLines(facts: readonly (readonly [string, string | number | null | undefined])[]): string {
  const known = facts.filter(([, value]) => value !== null && value !== undefined && value !== '')
  const width = Math.max(0, ...known.map(([name]) => seenWidth(name)))
  return known.map(([name, value]) => `${pad(name, width, false)}  ${value}\n`).join('')
}

function pad(text: string, width: number, right: boolean): string {
  const blank = ' '.repeat(Math.max(0, width - seenWidth(text)))
  return right ? blank + text : text + blank
}

function seenWidth(text: string): number {
  return [...text.normalize('NFC').replace(/\p{Mn}/gu, '')].length
}
