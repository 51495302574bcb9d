export type ReadSlice<Row> = (slice: { offset: number; limit: number }) => Promise<readonly Row[]>

const ROWS_AT_ONCE = 500

/** Every row of a list, slice by slice: the last one is not full. */
export async function readAllRows<Row>(read: ReadSlice<Row>): Promise<Row[]> {
  const all: Row[] = []
  for (;;) {
    const rows = await read({ offset: all.length, limit: ROWS_AT_ONCE })
    all.push(...rows)
    if (rows.length < ROWS_AT_ONCE) return all
  }
}
