import { createHash } from 'node:crypto'
import type { ReadDb } from '../../../../db/database.ts'
import type { ConsentRule } from '../../common/records/columnFate.ts'

/** Who may be sent in full, by id. */
export interface FullConsent {
  address: ReadonlySet<string>
  person: ReadonlySet<string>
  household: ReadonlySet<string>
  house: ReadonlySet<string>
  /** Sponsors who asked not to be named. */
  anonymousDonor: ReadonlySet<string>
}

/** Reads which addresses gave `sendUpFull` and did not withdraw it, with their people, households and houses. */
export async function readFullConsent(db: ReadDb, unitId: string): Promise<FullConsent> {
  const addresses = await db
    .selectFrom('consent')
    .innerJoin('address', 'address.id', 'consent.address_id')
    .select(['address.id', 'address.person_id', 'address.household_id'])
    .where('address.owner_unit', '=', unitId)
    .where('consent.purpose', '=', 'sendUpFull')
    .where('consent.withdrawn_on', 'is', null)
    .where('consent.deleted_at', 'is', null)
    .execute()
  const address = new Set(addresses.map((row) => row.id))
  const houses = await db.selectFrom('house').select(['id', 'address_id']).where('owner_unit', '=', unitId).execute()
  const donors = await db.selectFrom('donor').select('id').where('anonymous', '=', 1).execute()
  return {
    address,
    person: idSet(addresses.map((row) => row.person_id)),
    household: idSet(addresses.map((row) => row.household_id)),
    house: idSet(houses.map((row) => (address.has(row.address_id) ? row.id : null))),
    anonymousDonor: idSet(donors.map((row) => row.id)),
  }
}

/** Whether this row goes in full. */
export function goesInFull(rule: ConsentRule, row: Record<string, unknown>, consent: FullConsent): boolean {
  if (rule.by === 'nobody') return true
  const id = row[rule.column]
  if (rule.by === 'donor') return !(typeof id === 'string' && consent.anonymousDonor.has(id))
  return typeof id === 'string' && consent[rule.by].has(id)
}

/**
 * Six digits that stand for a person in every bundle: the person's row and the address's row share them. Not a key; two
 * people of a large register may have the same.
 */
export function pseudonymNumber(rule: ConsentRule, row: Record<string, unknown>): string {
  if (rule.by === 'nobody') return ''
  const id = String(row.person_id ?? row[rule.column] ?? row.id)
  const digest = createHash('sha256').update(id).digest()
  return String(digest.readUInt32BE(0) % 1_000_000).padStart(6, '0')
}

function idSet(ids: readonly (string | null)[]): ReadonlySet<string> {
  return new Set(ids.filter((id) => id !== null))
}
