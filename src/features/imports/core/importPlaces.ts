import { foldForSearch, normaliseText } from '../../../base/common/foldForSearch.ts'
import { textSortKey } from '../../../base/common/nameSortKey.ts'
import type { ReadDb, WriteDb } from '../../../db/database.ts'
import type { ImportWriter } from './importWriter.ts'
import { type KnownVillage, VillageBook } from './villageBook.ts'

/** The villages of the book, and new ones for names it does not have. */
export class ImportPlaces {
  readonly #writer: ImportWriter
  readonly #book: VillageBook

  constructor(writer: ImportWriter, known: readonly KnownVillage[]) {
    this.#writer = writer
    this.#book = new VillageBook(known)
  }

  villageId(communeId: string, name: string): string {
    return this.#book.find(communeId, name) ?? this.#add(communeId, name)
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
    this.#book.add({ id, communeId, name })
    return id
  }
}

export function readVillageNames(db: ReadDb | WriteDb, unitId: string): Promise<KnownVillage[]> {
  return db
    .selectFrom('village')
    .select(['id', 'commune_id as communeId', 'name'])
    .where('owner_unit', '=', unitId)
    .where('deleted_at', 'is', null)
    .execute()
}
