import { refuse } from '../../../../base/common/failures.ts'
import type { ReadDb, WriteDb } from '../../../../db/database.ts'
import type { OfficeContext } from '../../../../db/requireRight.ts'
import { type BookKindName, isBookKind } from '../../common/books/bookColumns.ts'
import type { SplitPreview } from '../../common/books/bookSchemas.ts'
import { type BookRow, totalsOf } from '../../common/books/bookTotals.ts'
import { idOf, type Split, splitBook } from '../../common/books/splitRules.ts'
import { REFERS_TO } from '../../common/records/recordReferences.ts'
import { getUnitNames } from '../unitNamesRepo.ts'
import { readAnswers } from './bookMoveRepo.ts'
import { readBookRows, readRowsByIds } from './bookRows.ts'
import { countsOfRows } from './previewBook.ts'

type Rows = ReadonlyMap<BookKindName, readonly BookRow[]>

/** Answers about the split of a unit are kept under its id. */
export function splitScope(unitId: string): string {
  return `split:${unitId}`
}

/** How this office's book is shared out among the units it is split into; writes nothing. */
export async function previewSplit(context: OfficeContext): Promise<SplitPreview> {
  const { db, office } = context
  const { unitId } = office
  const successors = await listParts(db, unitId)
  if (successors.units.length < 2) refuse('bundles.noSuccession')
  const all = await readBookRows(db, { unitId })
  const split = splitBook({ rows: all, units: successors.units, answers: await readAnswers(db, splitScope(unitId)) })
  const parts = successors.units.map(async (id) => {
    const rows = partOf(all, split, id)
    return {
      unit: await getUnitNames(db, id),
      addresses: rows.get('address')?.length ?? 0,
      counts: countsOfRows(rows),
      totals: totalsOf(rows),
    }
  })
  return { onDay: successors.onDay, parts: await Promise.all(parts), questions: split.questions }
}

/**
 * The rows of one part, and copies of what the other parts keep and this one names (sponsors, papers), to be read there.
 * @throws `bundles.bookUnanswered` while a row has no part
 */
export async function partOfSplit(
  db: WriteDb,
  { unitId, toUnit, all }: { unitId: string; toUnit: string; all: Rows },
): Promise<{ rows: Map<BookKindName, BookRow[]>; copies: { of: BookKindName; row: BookRow }[] }> {
  const { units } = await listParts(db, unitId)
  const split = splitBook({ rows: all, units, answers: await readAnswers(db, splitScope(unitId)) })
  const open = split.questions.filter((question) => question.answer === null).length
  const homeless = [...all.values()].flat().filter((row) => !split.unitOf.has(idOf(row))).length
  if (open > 0 || homeless > 0) refuse('bundles.bookUnanswered', { count: open > 0 ? open : homeless })
  const rows = partOf(all, split, toUnit)
  return { rows, copies: await copiesFor(db, { rows, split, toUnit }) }
}

function partOf(all: Rows, { unitOf }: Split, unit: string): Map<BookKindName, BookRow[]> {
  return new Map([...all].map(([kind, rows]) => [kind, rows.filter((row) => unitOf.get(idOf(row)) === unit)]))
}

const COPIED: readonly BookKindName[] = ['donor', 'decision', 'round', 'receipt', 'village']

/** The other parts' papers may have gone already: they are read here as theirs. */
async function copiesFor(
  db: WriteDb,
  { rows, split, toUnit }: { rows: Rows; split: Split; toUnit: string },
): Promise<{ of: BookKindName; row: BookRow }[]> {
  const named = namedIds(rows)
  const copies: { of: BookKindName; row: BookRow }[] = []
  for (const kind of COPIED) {
    const own = new Set((rows.get(kind) ?? []).map(idOf))
    const missing = [...named].filter((id) => !own.has(id))
    for (const row of await readRowsByIds(db, { kind, ids: missing })) {
      const owner_unit = split.unitOf.get(idOf(row)) ?? row.owner_unit
      if (owner_unit !== toUnit) copies.push({ of: kind, row: { ...row, owner_unit } })
    }
  }
  return copies
}

function namedIds(rows: Rows): Set<string> {
  const ids = new Set<string>()
  for (const [, list] of rows) {
    for (const row of list) {
      for (const [column, value] of Object.entries(row)) {
        const target = REFERS_TO[column]
        if (target !== undefined && isBookKind(target) && typeof value === 'string') ids.add(value)
      }
    }
  }
  return ids
}

async function listParts(db: ReadDb | WriteDb, unitId: string): Promise<{ units: string[]; onDay: string }> {
  const rows = await (db as ReadDb)
    .selectFrom('unit_successor')
    .innerJoin('unit', 'unit.id', 'unit_successor.to_unit')
    .select(['unit_successor.to_unit', 'unit_successor.on_day'])
    .where('unit_successor.from_unit', '=', unitId)
    .where('unit_successor.kind', '=', 'split')
    .orderBy('unit.code')
    .execute()
  return { units: rows.map((row) => row.to_unit), onDay: rows[0]?.on_day ?? '' }
}
