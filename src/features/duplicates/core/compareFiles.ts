import type { ReadDb } from '../../../db/database.ts'
import { ADDRESS_STATES } from '../../addresses/common/addressSchemas.ts'
import type { Comparison, DuplicateKind, DuplicatePair, Side } from '../common/duplicateSchemas.ts'
import { type Likeness, likenessOf, preparePerson } from '../common/rules.ts'
import { readFacts } from './duplicateFacts.ts'
import { pairKey, readDismissedKeys } from './pairRepo.ts'
import { readManySides, readSides } from './readSides.ts'
import type { FoundPair } from './scanBookJob.ts'

interface Asked {
  kind: DuplicateKind
  unitId: string
}

/** The pairs as cards: both sides with what speaks for and against, weighed as the files stand now. */
export async function describePairs(
  db: ReadDb,
  { kind, unitId }: Asked,
  pairs: readonly FoundPair[],
): Promise<DuplicatePair[]> {
  const ids = [...new Set(pairs.flatMap(({ firstId, secondId }) => [firstId, secondId]))]
  const sides = await readManySides(db, kind, ids)
  const likeness = await likenessOfFiles(db, { kind, unitId }, ids)
  return pairs.flatMap(({ firstId, secondId, score }) => {
    const [first, second] = [sides.get(firstId), sides.get(secondId)]
    if (first === undefined || second === undefined) return []
    return [{ first, second, ...(likeness(firstId, secondId) ?? { score, evidence: [] }) }]
  })
}

/** Two files with everything a person needs to decide. @throws `duplicates.notFound`, `duplicates.sameFile` */
export async function compareFiles(
  db: ReadDb,
  { kind, unitId }: Asked,
  ids: readonly [string, string],
): Promise<Comparison> {
  const [first, second] = await readSides(db, kind, ids)
  const likeness = await likenessOfFiles(db, { kind, unitId }, ids)
  return {
    kind,
    first,
    second,
    ...(likeness(...ids) ?? { score: 0, evidence: [] }),
    suggestedSurvivor: suggestSurvivor(first, second),
    warnings: await readWarnings(db, kind, [first, second]),
    saidDifferent: (await readDismissedKeys(db, kind)).has(pairKey(...ids)),
  }
}

async function likenessOfFiles(
  db: ReadDb,
  { kind, unitId }: Asked,
  ids: readonly string[],
): Promise<(one: string, other: string) => Likeness | undefined> {
  const facts = ids.length === 0 ? [] : await readFacts(db, kind, { unitId, ids })
  const people = new Map(facts.map((file) => [file.id, preparePerson(file)]))
  return (one, other) => {
    const [mine, theirs] = [people.get(one), people.get(other)]
    return mine === undefined || theirs === undefined ? undefined : likenessOf(mine, theirs)
  }
}

const OPEN_STATES: readonly string[] = ADDRESS_STATES

/** The file that came further, then the one more hangs on, then the fuller, then the older. */
export function suggestSurvivor(first: Side, second: Side): string {
  const [one, other] = [weights(first), weights(second)]
  for (const [place, weight] of one.entries()) {
    const theirs = other[place] ?? 0
    if (weight !== theirs) return weight > theirs ? first.id : second.id
  }
  return first.createdAt <= second.createdAt ? first.id : second.id
}

function weights({ state, counts, fields }: Side): number[] {
  const open = state === 'ended' || state === 'refused' ? -1 : OPEN_STATES.indexOf(state)
  const hanging = Object.values(counts).reduce((sum, count) => sum + count, 0)
  return [open, hanging, Object.values(fields).filter((value) => value !== null).length]
}

async function readWarnings(
  db: ReadDb,
  kind: DuplicateKind,
  [first, second]: [Side, Side],
): Promise<Comparison['warnings']> {
  if (kind === 'donor') return []
  const ids = [first.id, second.id]
  const withdrawn = await db
    .selectFrom('consent')
    .select('id')
    .where('address_id', 'in', ids)
    .where('withdrawn_on', 'is not', null)
    .where('deleted_at', 'is', null)
    .executeTakeFirst()
  const households = await db
    .selectFrom('address')
    .select('household_id')
    .where('id', 'in', ids)
    .where('household_id', 'is not', null)
    .execute()
  const sameDonor = first.donors.some((name) => second.donors.includes(name))
  return [
    ...(sameDonor ? (['sameDonorTwice'] as const) : []),
    ...(!sameDonor && first.donors.length > 0 && second.donors.length > 0 ? (['bothHelped'] as const) : []),
    ...(new Set(households.map((row) => row.household_id)).size > 1 ? (['bothHouseholds'] as const) : []),
    ...(withdrawn === undefined ? [] : (['consentWithdrawn'] as const)),
  ]
}
