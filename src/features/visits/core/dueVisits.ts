import { sql } from 'kysely'
import type { ReadDb } from '../../../db/database.ts'
import { dueHorizon } from '../common/rules.ts'
import type { DueVisit, DueVisitFilter } from '../common/visitSchemas.ts'

export interface DueVisitSearch {
  filter: DueVisitFilter
  today: string
  /** Whose register. */
  unitId: string
}

/** Addresses whose next visit is due, the longest overdue first. */
export async function listDueVisits(
  db: ReadDb,
  { offset, limit, ...search }: DueVisitSearch & { offset: number; limit: number },
): Promise<DueVisit[]> {
  const rows = await dueAddresses(db, search)
    .leftJoin('village', 'village.id', 'address.village_id')
    .select([
      'address.id as addressId',
      'address.display_name as displayName',
      'address.village_id as villageId',
      'village.name as villageName',
      'address.main_category as mainCategory',
      sql<string>`address.next_visit_on`.as('dueOn'),
      lastVisit('made_on').as('lastVisitOn'),
      lastVisit('result').as('lastResult'),
    ])
    .orderBy('address.next_visit_on')
    .orderBy('address.sort_key')
    .orderBy('address.id')
    .limit(limit)
    .offset(offset)
    .execute()
  return rows.map((row) => ({ ...row, overdue: row.dueOn < search.today }))
}

export async function countDueVisits(db: ReadDb, search: DueVisitSearch): Promise<{ total: number; overdue: number }> {
  const row = await dueAddresses(db, search)
    .select([
      (each) => each.fn.countAll<number>().as('total'),
      sql<number>`sum(case when address.next_visit_on < ${search.today} then 1 else 0 end)`.as('overdue'),
    ])
    .executeTakeFirst()
  return { total: Number(row?.total ?? 0), overdue: Number(row?.overdue ?? 0) }
}

function dueAddresses(db: ReadDb, { filter, today, unitId }: DueVisitSearch) {
  const query = db
    .selectFrom('address')
    .where('address.owner_unit', '=', unitId)
    .where('address.deleted_at', 'is', null)
    .where('address.merged_into', 'is', null)
    .where('address.state', 'not in', ['ended', 'refused'])
    .where('address.next_visit_on', '<=', filter.until ?? dueHorizon(today))
  const late = filter.overdueOnly ? query.where('address.next_visit_on', '<', today) : query
  return filter.villageId === undefined ? late : late.where('address.village_id', '=', filter.villageId)
}

function lastVisit(column: 'made_on' | 'result') {
  return sql<string | null>`(select visit.${sql.ref(column)} from visit
    where visit.address_id = address.id and visit.deleted_at is null
    order by visit.made_on desc, visit.id desc limit 1)`
}
