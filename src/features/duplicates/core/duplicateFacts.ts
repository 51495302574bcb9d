import type { ReadDb, WriteDb } from '../../../db/database.ts'
import { donorNameCore, hasLegalForm } from '../../donors/common/rules.ts'
import type { DuplicateKind } from '../common/duplicateSchemas.ts'
import type { PersonFacts } from '../common/rules.ts'

/** What the scan compares of one file; plain data for the worker. */
export interface KnownFile extends PersonFacts {
  id: string
}

interface FactsQuery {
  unitId: string
  /** Only these. */
  ids?: readonly string[]
  /** A page: files whose id follows this one. */
  after?: string
  limit?: number
}

/** Facts of this office's own files that stand for themselves: not deleted, not merged, not anonymised. */
export function readFacts(db: ReadDb | WriteDb, kind: DuplicateKind, query: FactsQuery): Promise<KnownFile[]> {
  return kind === 'address' ? readAddressFacts(db, query) : readDonorFacts(db, query)
}

async function readAddressFacts(db: ReadDb | WriteDb, { unitId, ids, after, limit }: FactsQuery): Promise<KnownFile[]> {
  let query = db
    .selectFrom('address')
    .leftJoin('person', 'person.id', 'address.person_id')
    .select([
      'address.id',
      'address.display_name as name',
      'person.other_name as otherName',
      'person.sex',
      'person.birth_day as birthDay',
      'person.id_number as idNumber',
      'person.phone',
      'address.village_id as village',
      'address.commune_id as commune',
    ])
    .where('address.owner_unit', '=', unitId)
    .where('address.deleted_at', 'is', null)
    .where('address.merged_into', 'is', null)
    .where('address.anonymised_on', 'is', null)
  if (ids !== undefined) query = query.where('address.id', 'in', [...ids])
  if (after !== undefined) query = query.where('address.id', '>', after)
  query = query.orderBy('address.id')
  return limit === undefined ? query.execute() : query.limit(limit).execute()
}

async function readDonorFacts(db: ReadDb | WriteDb, { unitId, ids, after, limit }: FactsQuery): Promise<KnownFile[]> {
  let query = db
    .selectFrom('donor')
    .select(['id', 'name', 'phone', 'tax_code as taxCode'])
    .where('owner_unit', '=', unitId)
    .where('deleted_at', 'is', null)
    .where('merged_into', 'is', null)
  if (ids !== undefined) query = query.where('id', 'in', [...ids])
  if (after !== undefined) query = query.where('id', '>', after)
  query = query.orderBy('id')
  const rows = await (limit === undefined ? query : query.limit(limit)).execute()
  return rows.map(({ id, name, phone, taxCode }) => ({
    id,
    // However a firm writes what it is (Cty, Công ty TNHH …): the rest is its name.
    name: hasLegalForm(name) ? `cong ty ${donorNameCore(name)}` : name,
    otherName: null,
    sex: null,
    birthDay: null,
    idNumber: taxCode,
    phone,
    village: null,
    commune: null,
  }))
}
