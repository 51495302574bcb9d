import { type Expression, type SqlBool, sql } from 'kysely'
import { refuse } from '../../../base/common/failures.ts'
import type { ReadDb, WriteDb } from '../../../db/database.ts'
import { insertRecord, type WriteContext } from '../../../db/recordWriter.ts'
import { searchCondition } from '../../../db/searchFilter.ts'
import type { Consent, ConsentPurpose, MissingFilter } from '../common/consentSchemas.ts'
import { childBornAfter, ownVoiceBornBy } from '../common/rules.ts'

/** Files that are closed are not asked any more. */
const CLOSED_STATES = ['ended', 'refused'] as const

/** Consents of the given addresses, newest first. */
export async function listConsents(db: ReadDb | WriteDb, addressIds: string[]): Promise<Map<string, Consent[]>> {
  const byAddress = new Map<string, Consent[]>(addressIds.map((id) => [id, []]))
  if (addressIds.length === 0) return byAddress
  const rows = await db
    .selectFrom('consent')
    .selectAll()
    .where('address_id', 'in', addressIds)
    .where('deleted_at', 'is', null)
    .orderBy('given_on', 'desc')
    .orderBy('change_seq', 'desc')
    .execute()
  for (const row of rows) {
    byAddress.get(row.address_id)?.push({
      id: row.id,
      purpose: row.purpose,
      givenOn: row.given_on,
      signedBy: row.signed_by,
      guardian: row.guardian === 1,
      proof: row.proof,
      withdrawnOn: row.withdrawn_on,
    })
  }
  return byAddress
}

export interface AskedPerson {
  addressId: string
  displayName: string
  birthDay: string | null
  guardianName: string | null
  villageName: string | null
  /** Only the office whose register it is asks its people. */
  ownerUnit: string
}

/** The people of the given addresses, in the order given; unknown ids are left out. */
export async function listAskedPeople(db: ReadDb | WriteDb, addressIds: string[]): Promise<AskedPerson[]> {
  if (addressIds.length === 0) return []
  const rows = await db
    .selectFrom('address')
    .leftJoin('person', 'person.id', 'address.person_id')
    .leftJoin('village', 'village.id', 'address.village_id')
    .select([
      'address.id as addressId',
      'address.display_name as displayName',
      'person.birth_day as birthDay',
      'person.guardian_name as guardianName',
      'village.name as villageName',
      'address.owner_unit as ownerUnit',
    ])
    .where('address.id', 'in', addressIds)
    .where('address.deleted_at', 'is', null)
    .where('address.merged_into', 'is', null)
    .execute()
  const byId = new Map(rows.map((row) => [row.addressId, row]))
  return addressIds.flatMap((id) => byId.get(id) ?? [])
}

export interface SignedPaper {
  purposes: ConsentPurpose[]
  givenOn: string
  signedBy: string | null
  guardian: boolean
  proof: string | null
}

/** Writes the purposes of one paper for one person; answers the new ones. @throws `common.notAllowed` for another office's */
export async function insertConsents(
  db: WriteDb,
  context: WriteContext,
  { person, paper, standing }: { person: AskedPerson; paper: SignedPaper; standing: readonly Consent[] },
): Promise<string[]> {
  if (person.ownerUnit !== context.unitId) refuse('common.notAllowed')
  const signedBy = paper.signedBy ?? (paper.guardian ? person.guardianName : person.displayName)
  if (signedBy === null) refuse('consents.guardianUnknown', { name: person.displayName })
  const missing = [...new Set(paper.purposes)].filter((purpose) => !stands(standing, { purpose, ...paper }))
  const ids: string[] = []
  for (const purpose of missing) {
    const id = await insertRecord(db, context, {
      table: 'consent',
      values: {
        address_id: person.addressId,
        purpose,
        given_on: paper.givenOn,
        signed_by: signedBy,
        guardian: paper.guardian ? 1 : 0,
        proof: paper.proof === '' ? null : paper.proof,
        withdrawn_on: null,
      },
    })
    ids.push(id)
  }
  return ids
}

function stands(
  consents: readonly Consent[],
  { purpose, guardian }: { purpose: ConsentPurpose; guardian: boolean },
): boolean {
  return consents.some(
    (consent) => consent.purpose === purpose && consent.guardian === guardian && consent.withdrawnOn === null,
  )
}

interface MissingSearch {
  filter: MissingFilter
  today: string
  /** Whose register: only this office can ask its people. */
  unitId: string
}

/** Addresses whose purpose is not allowed yet, by village and name. */
export async function listMissing(
  db: ReadDb,
  { offset, limit, ...search }: MissingSearch & { offset: number; limit: number },
): Promise<string[]> {
  const missing = await missingAddresses(db, search)
  const rows = await missing
    .select('address.id')
    .orderBy(sql`coalesce(village.sort_key, '')`)
    .orderBy('address.village_id')
    .orderBy('address.sort_key')
    .orderBy('address.id')
    .limit(limit)
    .offset(offset)
    .execute()
  return rows.map((row) => row.id)
}

export async function countMissingByVillage(
  db: ReadDb,
  { filter: { villageId: _village, ...filter }, ...search }: MissingSearch,
): Promise<{ villageId: string | null; name: string | null; count: number }[]> {
  const missing = await missingAddresses(db, { filter, ...search })
  const rows = await missing
    .select(['address.village_id as villageId', 'village.name', (each) => each.fn.countAll<number>().as('count')])
    .groupBy(['address.village_id', 'village.name', 'village.sort_key'])
    .orderBy(sql`coalesce(village.sort_key, '')`)
    .execute()
  return rows.map((row) => ({ ...row, count: Number(row.count) }))
}

async function missingAddresses(db: ReadDb, { filter, today, unitId }: MissingSearch) {
  let missing = db
    .selectFrom('address')
    .leftJoin('person', 'person.id', 'address.person_id')
    .leftJoin('village', 'village.id', 'address.village_id')
    .where('address.owner_unit', '=', unitId)
    .where('address.deleted_at', 'is', null)
    .where('address.merged_into', 'is', null)
    .where('address.state', 'not in', CLOSED_STATES)
    .where(isBlocked(filter.purpose, today))
  if (filter.villageId !== undefined) missing = missing.where('address.village_id', '=', filter.villageId)
  const search =
    filter.search === undefined ? undefined : await searchCondition(db, { table: 'address', text: filter.search })
  return search === undefined ? missing : missing.where(search)
}

/** `mayUse` of the rules as one condition over the register; a test holds the two together. */
function isBlocked(purpose: ConsentPurpose, today: string): Expression<SqlBool> {
  const own = hasConsent(purpose, { guardian: 0, standing: true })
  const guardian = hasConsent(purpose, { guardian: 1, standing: true })
  const ownWithdrawn = sql<SqlBool>`(not ${own} and ${hasConsent(purpose, { guardian: 0, standing: false })})`
  const forBoth = purpose === 'publish' ? sql<SqlBool>`not (${own} and ${guardian})` : sql<SqlBool>`not ${guardian}`
  return sql<SqlBool>`(case
    when person.birth_day is null or ${LAST_POSSIBLE_BIRTH} <= ${childBornAfter(today)}
      then not (${own} or (${guardian} and not ${ownWithdrawn}))
    when ${FIRST_POSSIBLE_BIRTH} <= ${ownVoiceBornBy(today)} then ${forBoth}
    else not ${guardian} end)`
}

const LAST_POSSIBLE_BIRTH = sql<string>`(case length(person.birth_day) when 4 then person.birth_day || '-12-31'
  when 7 then person.birth_day || '-31' else person.birth_day end)`
const FIRST_POSSIBLE_BIRTH = sql<string>`(case length(person.birth_day) when 4 then person.birth_day || '-01-01'
  when 7 then person.birth_day || '-01' else person.birth_day end)`

function hasConsent(
  purpose: ConsentPurpose,
  { guardian, standing }: { guardian: 0 | 1; standing: boolean },
): Expression<SqlBool> {
  return sql<SqlBool>`exists (select 1 from consent where consent.address_id = address.id
    and consent.purpose = ${purpose} and consent.guardian = ${guardian} and consent.deleted_at is null
    ${standing ? sql`and consent.withdrawn_on is null` : sql``})`
}
