import { foldedNameKey, markedNameKey } from '../../units/common/unitNameKeys.ts'

export interface KnownVillage {
  id: string
  communeId: string
  name: string
}

/**
 * The villages of the book by name. Two villages of one commune may differ in a mark (Bản Ôn, Bản Ơn), not in case, spacing
 * or the place of a tone; a name typed without marks means the one village it can mean.
 */
export class VillageBook {
  readonly #byName = new Map<string, string>()
  /** `null` = two villages differ only in their marks. */
  readonly #byFoldedName = new Map<string, string | null>()

  constructor(known: readonly KnownVillage[]) {
    for (const village of known) this.add(village)
  }

  find(communeId: string, name: string): string | undefined {
    const marked = markedNameKey(name)
    const hasMarks = marked !== foldedNameKey(name)
    const same = this.#byName.get(`${communeId}|${marked}`)
    const near = hasMarks ? undefined : this.#byFoldedName.get(`${communeId}|${marked}`)
    return same ?? near ?? undefined
  }

  add({ id, communeId, name }: KnownVillage): void {
    const folded = `${communeId}|${foldedNameKey(name)}`
    this.#byName.set(`${communeId}|${markedNameKey(name)}`, id)
    this.#byFoldedName.set(folded, this.#byFoldedName.has(folded) ? null : id)
  }
}
