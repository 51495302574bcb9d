import { sql } from 'kysely'
import { refuse } from '../../../base/common/failures.ts'
import type { ReadDb } from '../../../db/database.ts'
import { withMerged } from '../../../db/mergedInto.ts'
import type { DuplicateKind, Side } from '../common/duplicateSchemas.ts'

/** Both files side by side, in the order asked. @throws `duplicates.notFound`, `duplicates.sameFile` */
export async function readSides(
  db: ReadDb,
  kind: DuplicateKind,
  ids: readonly [string, string],
): Promise<[Side, Side]> {
  if (ids[0] === ids[1]) refuse('duplicates.sameFile')
  const sides = await readManySides(db, kind, ids)
  const [first, second] = ids.map((id) => sides.get(id))
  if (first === undefined || second === undefined) refuse('duplicates.notFound')
  return [first, second]
}

export async function readManySides(
  db: ReadDb,
  kind: DuplicateKind,
  ids: readonly string[],
): Promise<Map<string, Side>> {
  if (ids.length === 0) return new Map()
  const facts = kind === 'address' ? await readAddresses(db, ids) : await readDonors(db, ids)
  const sides = new Map<string, Side>()
  for (const fact of facts) {
    sides.set(fact.id, {
      ...fact,
      counts: await countLinks(db, kind, fact.id),
      donors: await donorNames(db, kind, fact.id),
    })
  }
  return sides
}

type SideFacts = Omit<Side, 'counts' | 'donors'>

async function readAddresses(db: ReadDb, ids: readonly string[]): Promise<SideFacts[]> {
  const rows = await db
    .selectFrom('address')
    .leftJoin('person', 'person.id', 'address.person_id')
    .leftJoin('village', 'village.id', 'address.village_id')
    .leftJoin('unit_name', (join) =>
      join.onRef('unit_name.unit_id', '=', 'address.commune_id').on('unit_name.valid_to', 'is', null),
    )
    .selectAll('address')
    .select(['person.other_name', 'person.sex', 'person.birth_day', 'person.ethnicity', 'person.id_number'])
    .select(['person.former_id_number', 'person.phone', 'person.guardian_name', 'person.guardian_phone'])
    .select(['person.guardian_relation', 'village.name as village_name', 'unit_name.name as commune_name'])
    .where('address.id', 'in', [...ids])
    .where('address.deleted_at', 'is', null)
    .where('address.merged_into', 'is', null)
    .execute()
  return rows.map((row) => ({
    id: row.id,
    version: row.version,
    name: row.display_name,
    state: row.state,
    createdAt: row.created_at,
    fields: {
      name: row.display_name,
      otherName: row.other_name,
      sex: row.sex,
      birthDay: row.birth_day,
      ethnicity: row.ethnicity,
      idNumber: row.id_number,
      formerIdNumber: row.former_id_number,
      phone: row.phone,
      guardian: joinTexts([row.guardian_name, row.guardian_relation, row.guardian_phone], ' · '),
      place: joinTexts([row.village_name, row.commune_name], ', '),
      addressLine: row.address_line,
      formerAddress: row.former_address,
      mainCategory: row.main_category,
      situation: row.situation,
      needs: row.needs,
      wish: row.wish,
      monthlyNeed: row.monthly_need === null ? null : String(row.monthly_need),
      needPeriod: joinTexts([row.need_from, row.need_months === null ? null : String(row.need_months)], ' · '),
      nextVisitOn: row.next_visit_on,
      note: row.note,
    },
  }))
}

async function readDonors(db: ReadDb, ids: readonly string[]): Promise<SideFacts[]> {
  const rows = await db
    .selectFrom('donor')
    .selectAll()
    .where('id', 'in', [...ids])
    .where('deleted_at', 'is', null)
    .where('merged_into', 'is', null)
    .execute()
  return rows.map((row) => ({
    id: row.id,
    version: row.version,
    name: row.name,
    state: row.kind,
    createdAt: row.created_at,
    fields: {
      name: row.name,
      kind: row.kind,
      representative: row.representative,
      phone: row.phone,
      email: row.email,
      place: row.place,
      taxCode: row.tax_code,
      note: row.note,
    },
  }))
}

function joinTexts(parts: readonly (string | null)[], between: string): string | null {
  return parts.filter((part) => part !== null && part !== '').join(between) || null
}

async function countLinks(db: ReadDb, kind: DuplicateKind, id: string): Promise<Side['counts']> {
  const column = kind === 'address' ? 'address_id' : 'donor_id'
  const count = (table: 'pairing' | 'delivery' | 'house' | 'consent' | 'receipt') =>
    sql<number>`(select count(*) from ${sql.table(table)}
      where ${sql.ref(column)} in ${withMerged(kind, id)} and deleted_at is null)`
  const none = sql<number>`0`
  const isAddress = kind === 'address'
  const row = await db
    .selectNoFrom([
      count('pairing').as('pairings'),
      count('delivery').as('deliveries'),
      (isAddress ? count('house') : none).as('houses'),
      (isAddress ? count('consent') : none).as('consents'),
      (isAddress ? none : count('receipt')).as('receipts'),
    ])
    .executeTakeFirstOrThrow()
  return {
    pairings: Number(row.pairings),
    deliveries: Number(row.deliveries),
    houses: Number(row.houses),
    consents: Number(row.consents),
    receipts: Number(row.receipts),
  }
}

async function donorNames(db: ReadDb, kind: DuplicateKind, id: string): Promise<string[]> {
  if (kind === 'donor') return []
  const rows = await db
    .selectFrom('pairing')
    .innerJoin('donor', 'donor.id', 'pairing.donor_id')
    .select('donor.name')
    .where('pairing.address_id', '=', id)
    .where('pairing.state', '<>', 'ended')
    .where('pairing.deleted_at', 'is', null)
    .orderBy('donor.sort_key')
    .execute()
  return [...new Set(rows.map(({ name }) => name))]
}
