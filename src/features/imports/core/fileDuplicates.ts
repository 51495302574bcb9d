import { mayBeSamePerson } from '../common/rules.ts'
import type { BookLookup, PreparedRow } from '../common/stagedRow.ts'

interface Earlier {
  rowNumber: number
  facts: BookLookup
}

/** Finds people a file names twice: the first stands, every later one waits for a person to decide. */
export class FileDuplicates {
  readonly #byPlaceAndName = new Map<string, Earlier[]>()
  readonly #byIdNumber = new Map<string, Earlier>()

  /** Marks the row when it looks like an earlier one of the file. */
  check(row: PreparedRow): void {
    const { lookup, rowNumber } = row
    if (lookup === null) return
    const earlier = this.#find(lookup)
    if (earlier !== undefined) {
      row.status = 'duplicate'
      row.duplicates.push({ rowNumber: earlier.rowNumber })
    }
    this.#keep({ rowNumber, facts: lookup })
  }

  #find(lookup: BookLookup): Earlier | undefined {
    const sameNumber = lookup.idNumber === null ? undefined : this.#byIdNumber.get(lookup.idNumber)
    if (sameNumber !== undefined) return sameNumber
    return this.#byPlaceAndName.get(keyOf(lookup))?.find(({ facts }) => mayBeSamePerson(facts, lookup))
  }

  #keep(row: Earlier): void {
    const { facts } = row
    if (facts.idNumber !== null && !this.#byIdNumber.has(facts.idNumber)) this.#byIdNumber.set(facts.idNumber, row)
    const key = keyOf(facts)
    const others = this.#byPlaceAndName.get(key)
    if (others === undefined) this.#byPlaceAndName.set(key, [row])
    else others.push(row)
  }
}

function keyOf({ communeId, villageKey, nameKey }: BookLookup): string {
  return `${communeId}|${villageKey}|${nameKey}`
}
