import { type ActivityFields, activityFieldsSchema } from './activitySchemas.ts'

/** The columns of `joint_activity` that a person writes. */
type ActivityColumns = Record<
  | 'partner_id'
  | 'on_day'
  | 'kind'
  | 'title'
  | 'place'
  | 'district_id'
  | 'households'
  | 'people'
  | 'amount'
  | 'currency'
  | 'goods'
  | 'goods_value'
  | 'rate'
  | 'rate_on'
  | 'agreed'
  | 'note',
  unknown
>

/** What a person wrote of an activity, from its row; the schema knows the types. */
export function activityFieldsOf(row: ActivityColumns): ActivityFields {
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

/** The same the other way; an empty text is nothing written. */
export function activityColumnsOf(fields: ActivityFields) {
  return {
    partner_id: fields.partnerId,
    on_day: fields.onDay,
    kind: fields.kind,
    title: fields.title,
    place: fields.place || null,
    district_id: fields.districtId,
    households: fields.households,
    people: fields.people,
    amount: fields.amount,
    currency: fields.currency,
    goods: fields.goods || null,
    goods_value: fields.goodsValue,
    rate: fields.rate,
    rate_on: fields.rateOn,
    agreed: fields.agreed ? 1 : 0,
    note: fields.note || null,
  } satisfies ActivityColumns
}
