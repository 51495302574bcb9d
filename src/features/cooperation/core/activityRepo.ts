import { currencySchema } from '../../../base/common/moneySchema.ts'
import type { ReadDb, WriteDb } from '../../../db/database.ts'
import { insertRecord, type RecordChanges, updateRecord, type WriteContext } from '../../../db/recordWriter.ts'
import type { JointActivityTable } from '../../../db/tables/shareTables.ts'
import {
  type Activity,
  type ActivityFields,
  type ActivityTotal,
  activityFieldsSchema,
} from '../common/activitySchemas.ts'
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
    fields: fieldsOf(row),
  }))
}

function fieldsOf(row: JointActivityTable): ActivityFields {
  return activityFieldsSchema.parse({
    partnerId: row.partner_id,
    onDay: row.on_day,
    kind: row.kind,
    title: row.title,
    place: row.place,
    districtId: row.district_id,
    households: row.households,
    people: row.people,
    amount: row.amount,
    currency: row.currency,
    goods: row.goods,
    goodsValue: row.goods_value,
    rate: row.rate,
    rateOn: row.rate_on,
    agreed: row.agreed === 1,
    note: row.note,
  })
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
  return insertRecord(db, context, { table: 'joint_activity', values: columnsOf(fields) })
}

export function saveActivity(
  db: WriteDb,
  context: WriteContext,
  { id, version, fields }: { id: string; version: number; fields: ActivityFields },
): Promise<void> {
  return updateRecord(db, context, { table: 'joint_activity', id, version, changes: columnsOf(fields) })
}

function columnsOf(fields: ActivityFields): Required<RecordChanges<'joint_activity'>> {
  const nothingAsNull = (text: string | null) => (text === null || text === '' ? null : text.normalize('NFC'))
  return {
    partner_id: fields.partnerId,
    on_day: fields.onDay,
    kind: fields.kind,
    title: fields.title.normalize('NFC'),
    place: nothingAsNull(fields.place),
    district_id: fields.districtId,
    households: fields.households,
    people: fields.people,
    amount: fields.amount,
    currency: fields.currency,
    goods: nothingAsNull(fields.goods),
    goods_value: fields.goodsValue,
    rate: fields.rate,
    rate_on: fields.rateOn,
    agreed: fields.agreed ? 1 : 0,
    note: nothingAsNull(fields.note),
  }
}
