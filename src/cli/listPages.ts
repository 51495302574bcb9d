const PAGE = 500

/** All rows of a paged list, or the first `limit`: a terminal has no pages. */
export async function listPages<Row>(
  readPage: (page: { offset: number; limit: number }) => Promise<{ rows: Row[] }>,
  limit = Number.POSITIVE_INFINITY,
): Promise<Row[]> {
  const all: Row[] = []
  while (all.length < limit) {
    const { rows } = await readPage({ offset: all.length, limit: Math.min(PAGE, limit - all.length) })
    all.push(...rows)
    if (rows.length < PAGE) break
  }
  return all
}
