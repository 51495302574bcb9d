import type { ReadDb, WriteDb } from '../../../db/database.ts'
import { foldedNameKey, markedNameKey } from '../../units/common/unitNameKeys.ts'

/**
 * The office's sponsors by name. Marks count where both spellings have them (Lan is not Lân); a name typed without marks
 * meets the one with them.
 */
export class DonorBook {
  readonly #byMarked = new Map<string, string[]>()
  readonly #byFolded = new Map<string, { id: string; hasMarks: boolean }[]>()

  add(id: string, name: string): void {
    const { marked, folded } = keysOf(name)
    push(this.#byMarked, marked, id)
    push(this.#byFolded, folded, { id, hasMarks: marked !== folded })
  }

  /** Ids of those the name may mean; more than one is for a person to settle. */
  find(name: string): string[] {
    const { marked, folded } = keysOf(name)
    const same = this.#byMarked.get(marked)
    if (same !== undefined) return same
    const near = this.#byFolded.get(folded) ?? []
    return near.filter(({ hasMarks }) => marked === folded || !hasMarks).map(({ id }) => id)
  }
}

function keysOf(name: string): { marked: string; folded: string } {
  return { marked: markedNameKey(name), folded: foldedNameKey(name) }
}

function push<Key, Value>(map: Map<Key, Value[]>, key: Key, value: Value): void {
  const known = map.get(key)
  if (known === undefined) map.set(key, [value])
  else known.push(value)
}

/** Names and ids of this office's sponsors. */
export function readDonorNames(db: ReadDb | WriteDb, unitId: string): Promise<{ id: string; name: string }[]> {
  return db
    .selectFrom('donor')
    .select(['id', 'name'])
    .where('owner_unit', '=', unitId)
    .where('deleted_at', 'is', null)
    .where('merged_into', 'is', null)
    .orderBy('id')
    .execute()
}

export function donorBookOf(donors: readonly { id: string; name: string }[]): DonorBook {
  const book = new DonorBook()
  for (const { id, name } of donors) book.add(id, name)
  return book
}
