import { refuse } from '../../../../base/common/failures.ts'
import type { ReadDb, WriteDb } from '../../../../db/database.ts'
import { type Succession, takeFromPredecessors } from '../books/succession.ts'
import { getUnitNames } from '../unitNamesRepo.ts'
import { givenTo, type HandoverWords, NO_WORDS } from './heldWords.ts'
import { findOwner, handOverRow, isGivenUp, noteHandedOver } from './ownedRowsRepo.ts'
import type { MovedBatch } from './readReportJob.ts'

export interface Moving {
  succession: Succession
  moved: MovedBatch
  words: HandoverWords
  now: string
}

/**
 * A case the sender gave away becomes the other's; one it took must first be let go by its former owner, and by those who had it
 * before. Answers who holds a case that the sender says it gave away and never had, as far as this office knows: its own
 * former owner, or the one who has it since, is still to tell.
 * @throws `bundles.awaitsHandover` when a case that was taken over has not been let go
 */
export async function moveRow(db: WriteDb, moving: Moving): Promise<string | undefined> {
  if (moving.moved.kind === 'handedOver') return handOver(db, moving)
  await takeOver(db, moving)
  return undefined
}

async function handOver(db: WriteDb, { succession, moved, now }: Moving): Promise<string | undefined> {
  const { of: kind, id, unit: to } = moved
  const from = succession.unitId
  // It may stand here as that of a unit whose book the sender took over since its last report.
  await takeFromPredecessors(db, succession, { kind, ids: [id], now })
  const owner = await findOwner(db, { kind, id })
  if (owner === from) await handOverRow(db, { kind, id, from, to, now })
  // The row came here from its new owner first, or is still to come: whoever gave it away may go on naming it.
  else if (owner === undefined || owner === to) await noteHandedOver(db, { id, from, to, now })
  else if ((await notedStep(db, { id, from })) !== undefined || succession.after.includes(owner)) return undefined
  else if ((await pathTo(db, { id, from: to, to: owner, words: NO_WORDS })) === undefined) return owner
  else await noteHandedOver(db, { id, from, to, now })
  return undefined
}

async function takeOver(db: WriteDb, { succession, moved, words, now }: Moving): Promise<void> {
  const { of: kind, id, unit: former } = moved
  const { unitId, before, after } = succession
  const owner = await findOwner(db, { kind, id })
  if (owner === undefined || owner === unitId || after.includes(owner)) return
  // A row of a unit whose book the sender has is the sender's with its rows.
  if (before.some(({ unit }) => unit === owner)) return
  const hasGivenIt = (await notedStep(db, { id, from: unitId })) !== undefined
  // It forgot that with an older book that was put back: the receipt tells it.
  if (hasGivenIt && owner !== former) return
  const path = await pathTo(db, { id, from: owner, to: unitId, words, onlyWords: hasGivenIt })
  // A former owner that put back a book from before it had the case never says so: its report without the case stands for it.
  const steps = path ?? ((await isGivenUp(db, { kind, id, owner })) ? [unitId] : undefined)
  if (steps === undefined) refuse('bundles.awaitsHandover', { unit: (await getUnitNames(db, owner)).vi })
  let from = owner
  for (const to of steps) {
    await handOverRow(db, { kind, id, from, to, now })
    from = to
  }
}

interface Path {
  id: string
  from: string
  to: string
  words: HandoverWords
  /** What was noted before may be of an earlier time when the case went the same way. */
  onlyWords?: boolean
}

/**
 * The units a case went through, the last one first given: each gave it to the next, in a report taken in here or in one that
 * itself only waits for others to let go. `undefined` when they do not lead to the unit.
 */
async function pathTo(db: WriteDb, { id, from, to, words, onlyWords = false }: Path): Promise<string[] | undefined> {
  const steps: string[] = []
  for (let at = from; at !== to; ) {
    const next = givenTo(words, { from: at, id }) ?? (onlyWords ? undefined : await notedStep(db, { id, from: at }))
    if (next === undefined || next === from || steps.includes(next)) return undefined
    steps.push(next)
    at = next
  }
  return steps
}

/** To whom a unit gave a case, by its own word. */
async function notedStep(db: WriteDb, { id, from }: { id: string; from: string }): Promise<string | undefined> {
  // Safe: a transaction reads as any Kysely does.
  const row = await (db as unknown as ReadDb)
    .selectFrom('row_moved')
    .select('to_unit')
    .where('row_id', '=', id)
    .where('from_unit', '=', from)
    .where('on_day', 'is', null)
    .executeTakeFirst()
  return row?.to_unit
}
