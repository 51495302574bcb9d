import { foldForSearch } from '../../../base/common/foldForSearch.ts'
import { normaliseName } from '../../../base/common/personName.ts'
import type { WriteDb } from '../../../db/database.ts'
import { updateRecord, type WriteContext } from '../../../db/recordWriter.ts'
import type { StagedRow } from '../common/stagedRow.ts'
import type { ImportWriter } from './importWriter.ts'
import { namedPersonRow } from './personRow.ts'

interface Household {
  id: string
  villageId: string
  headName: string
}

interface TakenPerson {
  personId: string
  addressId: string
  householdId: string | null
}

/**
 * The households a register tells of by its column "Chủ hộ": people of one village under the same head are one household. The
 * head is the person of that name in the same village of the file when there is exactly one, else somebody who is not on file
 * and is written in as the head by name. Two of that name: nobody is guessed, the household stays without a head.
 */
export class ImportHouseholds {
  readonly #writer: ImportWriter
  readonly #byHead = new Map<string, Household>()
  /** `null` = two people of the name. */
  readonly #people = new Map<string, TakenPerson | null>()

  constructor(writer: ImportWriter) {
    this.#writer = writer
  }

  /** The household of a row; null when the register names no head. */
  householdOf(row: StagedRow, villageId: string): string | null {
    if (row.householdHead === null) return null
    const key = keyOf(villageId, row.householdHead)
    const known = this.#byHead.get(key)
    if (known !== undefined) return known.id
    const household = { id: this.#writer.newId(), villageId, headName: normaliseName(row.householdHead) }
    this.#byHead.set(key, household)
    return household.id
  }

  /** Remembers who was taken in, since the head may stand anywhere in the file. */
  remember(row: StagedRow, villageId: string, taken: TakenPerson): void {
    const key = keyOf(villageId, row.name)
    this.#people.set(key, this.#people.has(key) ? null : taken)
  }

  /** Writes the households, once everybody is known; heads of their own file come into them. */
  async finish(db: WriteDb, context: WriteContext): Promise<void> {
    const heads: { household: Household; head: TakenPerson }[] = []
    for (const [key, household] of this.#byHead) {
      const head = this.#people.get(key)
      const headId = head === undefined ? this.#addHead(household) : (head?.personId ?? null)
      this.#writer.add(
        'household',
        { village_id: household.villageId, head_person_id: headId, note: null },
        household.id,
      )
      if (head && head.householdId !== household.id) heads.push({ household, head })
    }
    await this.#writer.flush()
    for (const { household, head } of heads) {
      const changes = { household_id: household.id }
      await updateRecord(db, context, { table: 'person', id: head.personId, version: 1, changes })
      await updateRecord(db, context, { table: 'address', id: head.addressId, version: 1, changes })
    }
  }

  #addHead({ id, headName }: Household): string {
    return this.#writer.add('person', namedPersonRow(headName, id))
  }
}

function keyOf(villageId: string, name: string): string {
  return `${villageId}|${foldForSearch(name)}`
}
