import { createHash } from 'node:crypto'
import type { Day } from '../../../../base/common/day.ts'
import type { ReadDb } from '../../../../db/database.ts'
import type { ConsentMark } from '../../../consents/common/rules.ts'
import { mayUse } from '../../../consents/common/rules.ts'
import type { BundleRecord } from '../../common/bundleManifest.ts'
import type { LineRule } from '../../common/bundleRecords.ts'

/** Who may be sent in full, by id. */
export interface FullConsent {
  address: ReadonlySet<string>
  person: ReadonlySet<string>
  household: ReadonlySet<string>
  house: ReadonlySet<string>
  /** Sponsors who asked not to be named. */
  anonymousDonor: ReadonlySet<string>
}

/**
 * Reads who may be sent in full on `today`, with their people, households and houses. Whose signature counts (a child's
 * guardian, a person's own withdrawal) is the consents feature's rule.
 */
export async function readFullConsent(
  db: ReadDb,
  { unitId, today }: { unitId: string; today: Day },
): Promise<FullConsent> {
  const addresses = (await readSigned(db, unitId)).filter(
    ({ consents, birthDay }) => mayUse('sendUpFull', consents, { birthDay, today }).ok,
  )
  const address = new Set(addresses.map((row) => row.id))
  const houses = await db.selectFrom('house').select(['id', 'address_id']).where('owner_unit', '=', unitId).execute()
  const donors = await db.selectFrom('donor').select('id').where('anonymous', '=', 1).execute()
  return {
    address,
    person: idSet(addresses.map((row) => row.personId)),
    household: idSet(addresses.map((row) => row.householdId)),
    house: idSet(houses.map((row) => (address.has(row.address_id) ? row.id : null))),
    anonymousDonor: idSet(donors.map((row) => row.id)),
  }
}

interface SignedAddress {
  id: string
  personId: string | null
  householdId: string | null
  birthDay: string | null
  consents: ConsentMark[]
}

/**
 * Addresses about which anything was ever signed for sending up, with all of it; whose data are only kept are sent without
 * name, whatever was signed.
 */
async function readSigned(db: ReadDb, unitId: string): Promise<SignedAddress[]> {
  const rows = await db
    .selectFrom('consent')
    .innerJoin('address', 'address.id', 'consent.address_id')
    .leftJoin('person', 'person.id', 'address.person_id')
    .select(['address.id', 'address.person_id', 'address.household_id', 'person.birth_day'])
    .select(['consent.guardian', 'consent.withdrawn_on'])
    .where('address.owner_unit', '=', unitId)
    // A row another office sent may name our address; it speaks for none of our people.
    .where('consent.owner_unit', '=', unitId)
    .where('consent.purpose', '=', 'sendUpFull')
    .where('consent.deleted_at', 'is', null)
    .where('address.restricted_on', 'is', null)
    .execute()
  const byAddress = new Map<string, SignedAddress>()
  for (const row of rows) {
    const { id, person_id: personId, household_id: householdId, birth_day: birthDay } = row
    const signed = byAddress.get(id) ?? { id, personId, householdId, birthDay, consents: [] }
    signed.consents.push({ purpose: 'sendUpFull', guardian: row.guardian === 1, withdrawnOn: row.withdrawn_on })
    byAddress.set(id, signed)
  }
  return [...byAddress.values()]
}

/** Whether this line goes in full. */
export function goesInFull(rule: LineRule, line: BundleRecord, consent: FullConsent): boolean {
  if (rule.by === 'nobody') return true
  const id = line[rule.field]
  if (rule.by === 'donor') return !(typeof id === 'string' && consent.anonymousDonor.has(id))
  return typeof id === 'string' && consent[rule.by].has(id)
}

/**
 * Six digits that stand for a person in every bundle: the person's row and the address's row share them. Not a key; two
 * people of a large register may have the same. Each id's number is worked out once: it comes in every row of the person.
 */
export function createPseudonyms(): (rule: LineRule, line: BundleRecord) => string {
  const numbers = new Map<string, string>()
  return (rule, line) => {
    if (rule.by === 'nobody') return ''
    const id = String(line.personId ?? line[rule.field] ?? line.id)
    const number = numbers.get(id) ?? sixDigits(id)
    numbers.set(id, number)
    return number
  }
}

function sixDigits(id: string): string {
  const digest = createHash('sha256').update(id).digest()
  return String(digest.readUInt32BE(0) % 1_000_000).padStart(6, '0')
}

function idSet(ids: readonly (string | null)[]): ReadonlySet<string> {
  return new Set(ids.filter((id) => id !== null))
}
