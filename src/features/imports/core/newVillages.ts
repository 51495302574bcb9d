import { normaliseText } from '../../../base/common/foldForSearch.ts'
import type { ReadDb } from '../../../db/database.ts'
import type { NewVillage } from '../common/importSchemas.ts'
import type { PreparedRow } from '../common/stagedRow.ts'
import { type KnownVillage, VillageBook } from './villageBook.ts'

interface Counted {
  communeId: string
  name: string
  rows: number
}

/** The villages an import would write beside those of the book, counted while its rows are staged. */
export class NewVillages {
  readonly #book: VillageBook
  readonly #found = new Map<string, Counted>()

  constructor(known: readonly KnownVillage[]) {
    this.#book = new VillageBook(known)
  }

  /** A refused row writes nothing; one that looks like somebody known may. */
  count(rows: readonly PreparedRow[]): void {
    for (const { lookup } of rows) {
      if (lookup === null) continue
      const { communeId, villageName } = lookup
      const id = this.#book.find(communeId, villageName)
      const counted = id === undefined ? this.#begin(communeId, villageName) : this.#found.get(id)
      if (counted !== undefined) counted.rows += 1
    }
  }

  #begin(communeId: string, typed: string): Counted {
    const name = normaliseText(typed)
    const id = `${communeId}|${name}`
    const counted = { communeId, name, rows: 0 }
    this.#found.set(id, counted)
    this.#book.add({ id, communeId, name })
    return counted
  }

  /** Those of other communes first: they are the likeliest slips. `ownId` is the branch's own commune. */
  async list(db: ReadDb, ownId: string | null): Promise<NewVillage[]> {
    const villages = [...this.#found.values()]
    if (villages.length === 0) return []
    const communes = await db
      .selectFrom('unit_name')
      .select(['unit_id', 'name'])
      .where('unit_id', 'in', [...new Set(villages.map(({ communeId }) => communeId))])
      .where('valid_to', 'is', null)
      .execute()
    const names = new Map(communes.map(({ unit_id, name }) => [unit_id, name]))
    return villages
      .map(({ communeId, name, rows }) => ({
        name,
        communeName: names.get(communeId) ?? '',
        elsewhere: ownId !== null && communeId !== ownId,
        rows,
      }))
      .sort((one, other) => Number(other.elsewhere) - Number(one.elsewhere) || other.rows - one.rows)
  }
}
