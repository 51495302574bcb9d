import type { ReadDb, WriteDb } from '../../../db/database.ts'
import { insertRecord, type WriteContext } from '../../../db/recordWriter.ts'
import type { DuplicateKind, KnownBy } from '../common/duplicateSchemas.ts'
import { readEnds } from './readEnds.ts'
import { readKnownBy } from './readKnownBy.ts'
import type { FoundPair } from './scanBookJob.ts'

const ROWS_AT_ONCE = 500
const SCANNED_AT = 'duplicates.scannedAt.'

/** What a scan found takes the place of what the last one found. */
export async function replacePairs(
  db: WriteDb,
  { kind, pairs, at }: { kind: DuplicateKind; pairs: readonly FoundPair[]; at: string },
): Promise<void> {
  await db.deleteFrom('duplicate_pair').where('kind', '=', kind).execute()
  for (let start = 0; start < pairs.length; start += ROWS_AT_ONCE) {
    const rows = pairs.slice(start, start + ROWS_AT_ONCE)
    const values = rows.map((pair) => ({
      kind,
      first_id: pair.firstId,
      second_id: pair.secondId,
      score: pair.score,
    }))
    await db.insertInto('duplicate_pair').values(values).execute()
  }
  await db
    .insertInto('setting')
    .values({ name: SCANNED_AT + kind, value: at })
    .onConflict((conflict) => conflict.column('name').doUpdateSet({ value: at }))
    .execute()
}

export async function readScannedAt(db: ReadDb, kind: DuplicateKind): Promise<string | null> {
  const row = await db
    .selectFrom('setting')
    .select('value')
    .where('name', '=', SCANNED_AT + kind)
    .executeTakeFirst()
  return row?.value ?? null
}

/**
 * The pairs of the last scan as they stand now, the likeliest first: an end that was merged since counts as its survivor,
 * and pairs called different, deleted or already one are left out.
 */
export async function readStandingPairs(db: ReadDb, kind: DuplicateKind): Promise<FoundPair[]> {
  const rows = await db
    .selectFrom('duplicate_pair')
    .select(['first_id', 'second_id', 'score'])
    .where('kind', '=', kind)
    .orderBy('score', 'desc')
    .orderBy('first_id')
    .orderBy('second_id')
    .execute()
  const ends = await readEnds(
    db,
    kind,
    rows.flatMap((row) => [row.first_id, row.second_id]),
  )
  const left = await readDismissedKeys(db, kind)
  const standing: FoundPair[] = []
  for (const { first_id, second_id, score } of rows) {
    const [first, second] = [ends.get(first_id), ends.get(second_id)]
    if (first === undefined || second === undefined || first.gone || second.gone || first.id === second.id) continue
    const key = pairKey(first.id, second.id)
    if (left.has(key)) continue
    left.add(key)
    const [firstId, secondId] = inOrder(first.id, second.id)
    standing.push({ firstId, secondId, score })
  }
  return standing
}

/** Pairs called different, by their present ids: a file merged since passes the word on to its survivor. */
export async function readDismissedKeys(db: ReadDb | WriteDb, kind: DuplicateKind): Promise<Set<string>> {
  const rows = await db
    .selectFrom('not_duplicate')
    .select(['first_id', 'second_id'])
    .where('kind', '=', kind)
    .where('deleted_at', 'is', null)
    .execute()
  const ends = await readEnds(
    db,
    kind,
    rows.flatMap((row) => [row.first_id, row.second_id]),
  )
  const present = (id: string) => ends.get(id)?.id ?? id
  return new Set(rows.map((row) => pairKey(present(row.first_id), present(row.second_id))))
}

/** Remembers that `id` and each of the others are two; answers how many are new. */
export async function dismissPairs(
  db: WriteDb,
  context: WriteContext,
  { kind, id, otherIds }: { kind: DuplicateKind; id: string; otherIds: readonly string[] },
): Promise<number> {
  const known = await readDismissedKeys(db, kind)
  const fresh = [...new Set(otherIds)].filter((other) => other !== id && !known.has(pairKey(id, other)))
  for (const other of fresh) {
    const [first, second] = inOrder(id, other)
    await insertRecord(db, context, { table: 'not_duplicate', values: { kind, first_id: first, second_id: second } })
  }
  return fresh.length
}

export interface DismissedPair {
  id: string
  firstId: string
  first: string
  firstKnownBy: KnownBy
  secondId: string
  second: string
  secondKnownBy: KnownBy
}

export async function listDismissed(
  db: ReadDb,
  kind: DuplicateKind,
  { offset, limit }: { offset: number; limit: number },
): Promise<{ rows: DismissedPair[]; total: number }> {
  const anonymised = db.selectFrom('address').select('id').where('anonymised_on', 'is not', null)
  const pairs = db
    .selectFrom('not_duplicate')
    .where('kind', '=', kind)
    .where('deleted_at', 'is', null)
    .where('first_id', 'not in', anonymised)
    .where('second_id', 'not in', anonymised)
  const said = await pairs
    .select(['id', 'first_id', 'second_id'])
    .orderBy('id', 'desc')
    .limit(limit)
    .offset(offset)
    .execute()
  const { total } = await pairs.select((expression) => expression.fn.countAll().as('total')).executeTakeFirstOrThrow()
  const ids = said.flatMap((row) => [row.first_id, row.second_id])
  const ends = await readEnds(db, kind, ids)
  const known = await readKnownBy(db, kind, ids)
  const nameOf = (id: string) => ends.get(id)?.name ?? ''
  const knownByOf = (id: string) => known.get(id) ?? { birthDay: null, place: null }
  const rows = said.map(({ id, first_id, second_id }) => ({
    id,
    firstId: first_id,
    first: nameOf(first_id),
    firstKnownBy: knownByOf(first_id),
    secondId: second_id,
    second: nameOf(second_id),
    secondKnownBy: knownByOf(second_id),
  }))
  return { rows, total: Number(total) }
}

export function pairKey(one: string, other: string): string {
  return inOrder(one, other).join(' ')
}

function inOrder(one: string, other: string): [string, string] {
  return one < other ? [one, other] : [other, one]
}
