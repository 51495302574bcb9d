import { currencySchema } from '../../../base/common/moneySchema.ts'
import type { ReadDb, WriteDb } from '../../../db/database.ts'
import { insertRecord, updateRecord, type WriteContext } from '../../../db/recordWriter.ts'
import { activityColumnsOf, activityFieldsOf } from '../common/activityColumns.ts'
import type { Activity, ActivityFields, ActivityTotal } from '../common/activitySchemas.ts'
import { readPartnerUnits } from './partnerUnitsRepo.ts'

/** Activities of one year, this office's own and those its partners reported, newest first. */
export async function listActivities(
  db: ReadDb,
  { unitId, year }: { unitId: string; year: number },
): Promise<Activity[]> {
  const rows = await db
    .selectFrom('joint_activity')
    .selectAll()
    .where('deleted_at', 'is', null)
    .where('on_day', '>=', `${year}-01-01`)
    .where('on_day', '<=', `${year}-12-31`)
    .orderBy('on_day', 'desc')
    .orderBy('id', 'desc')
    .execute()
  const named = rows.flatMap((row) => [row.owner_unit, row.partner_id, row.district_id ?? row.partner_id])
  const units = await readPartnerUnits(db, named)
  const unknown = (id: string) => ({ id, code: '?', vi: '?', en: '?', lo: '?' })
  return rows.map((row) => ({
    id: row.id,
    version: row.version,
    own: row.owner_unit === unitId,
    by: units.get(row.owner_unit) ?? unknown(row.owner_unit),
    partner: units.get(row.partner_id) ?? unknown(row.partner_id),
    district: row.district_id === null ? null : (units.get(row.district_id) ?? null),
    fields: activityFieldsOf(row),
  }))
}

/** Sums of each side apart: an activity that both sides wrote down is the same activity, so nothing is added across them. */
export function activityTotals(activities: readonly Activity[]): ActivityTotal[] {
  return [true, false].flatMap((own) => {
    const side = activities.filter((activity) => activity.own === own)
    if (side.length === 0) return []
    const sum = (figure: (fields: ActivityFields) => number) =>
      side.reduce((total, { fields }) => total + figure(fields), 0)
    const value = currencySchema.options.map((currency) => ({
      currency,
      amount: sum((fields) => (fields.currency === currency ? fields.amount + fields.goodsValue : 0)),
    }))
    return [
      {
        own,
        activities: side.length,
        households: sum((fields) => fields.households),
        people: sum((fields) => fields.people),
        value: value.filter(({ amount }) => amount !== 0),
      },
    ]
  })
}

export function insertActivity(db: WriteDb, context: WriteContext, fields: ActivityFields): Promise<string> {
  return insertRecord(db, context, { table: 'joint_activity', values: activityColumnsOf(fields) })
}

export function saveActivity(
  db: WriteDb,
  context: WriteContext,
  { id, version, fields }: { id: string; version: number; fields: ActivityFields },
): Promise<void> {
  return updateRecord(db, context, { table: 'joint_activity', id, version, changes: activityColumnsOf(fields) })
}
