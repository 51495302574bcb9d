import { foldForSearch, normaliseText } from '../../../base/common/foldForSearch.ts'
import { textSortKey } from '../../../base/common/nameSortKey.ts'
import type { WriteDb } from '../../../db/database.ts'
import { foldedNameKey, markedNameKey } from '../../units/common/unitNameKeys.ts'
import type { ImportWriter } from './importWriter.ts'

/**
 * The villages of the book, and new ones for names it does not have. Two villages of one commune may differ in a mark (Bản
 * Ôn, Bản Ơn), not in case, spacing or the place of a tone; a name typed without marks means the one village it can mean.
 */
export class ImportPlaces {
  readonly #writer: ImportWriter
  readonly #byName = new Map<string, string>()
  /** `null` = two villages differ only in their marks. */
  readonly #byFoldedName = new Map<string, string | null>()

  constructor(writer: ImportWriter, known: readonly { id: string; communeId: string; name: string }[]) {
    this.#writer = writer
    for (const { id, communeId, name } of known) this.#keep(id, communeId, name)
  }

  villageId(communeId: string, name: string): string {
    const marked = markedNameKey(name)
    const hasMarks = marked !== foldedNameKey(name)
    const same = this.#byName.get(`${communeId}|${marked}`)
    const near = hasMarks ? undefined : this.#byFoldedName.get(`${communeId}|${marked}`)
    return same ?? near ?? this.#add(communeId, name)
  }

  #add(communeId: string, typed: string): string {
    const name = normaliseText(typed)
    const id = this.#writer.add('village', {
      commune_id: communeId,
      name,
      head_name: null,
      head_phone: null,
      search: foldForSearch(name),
      sort_key: textSortKey(name),
    })
    this.#keep(id, communeId, name)
    return id
  }

  #keep(id: string, communeId: string, name: string): void {
    const folded = `${communeId}|${foldedNameKey(name)}`
    this.#byName.set(`${communeId}|${markedNameKey(name)}`, id)
    this.#byFoldedName.set(folded, this.#byFoldedName.has(folded) ? null : id)
  }
}

export function readVillageNames(
  db: WriteDb,
  unitId: string,
): Promise<{ id: string; communeId: string; name: string }[]> {
  return db
    .selectFrom('village')
    .select(['id', 'commune_id as communeId', 'name'])
    .where('owner_unit', '=', unitId)
    .where('deleted_at', 'is', null)
    .execute()
}
