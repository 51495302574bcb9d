import { sql } from 'kysely'
import type { ReadDb, WriteDb } from '../../../db/database.ts'
import { insertRecord, updateRecord, type WriteContext } from '../../../db/recordWriter.ts'
import type { Need, NeedFields } from '../common/fileSchemas.ts'
import { ownAddressOrRefuse, refuseUnknownWord, type SavedPart, textOrNull, versionOf } from './filePart.ts'

/**
 * The first delivery that meets a need: of its form, to its address, on or after the day it was opened, not taken back.
 * Found when read, so a delivery taken back opens the need again.
 */
export const MEETING_DELIVERY = sql<string | null>`(select delivery.id from delivery
  where delivery.address_id = need.address_id and delivery.help_form = need.help_form
    and delivery.on_day >= need.opened_on and delivery.reverses is null and delivery.deleted_at is null
    and not exists (select 1 from delivery back where back.reverses = delivery.id and back.deleted_at is null)
  order by delivery.on_day, delivery.id limit 1)`

/** Needs of an address: open ones first, then the newest. */
export async function listNeeds(db: ReadDb, addressId: string): Promise<Need[]> {
  const rows = await db
    .selectFrom('need')
    .leftJoin('delivery', (join) => join.on('delivery.id', '=', MEETING_DELIVERY))
    .select([
      'need.id',
      'need.version',
      'need.help_form as helpForm',
      'need.what',
      'need.opened_on as openedOn',
      'need.met_on as metByHandOn',
      'need.note',
      'delivery.id as deliveryId',
      'delivery.on_day as deliveredOn',
    ])
    .where('need.address_id', '=', addressId)
    .where('need.deleted_at', 'is', null)
    .orderBy('need.id', 'desc')
    .execute()
  const needs = rows.map(({ metByHandOn, deliveredOn, deliveryId, ...need }): Need => {
    const metOn = metByHandOn ?? deliveredOn
    const metBy = metByHandOn !== null ? ('hand' as const) : deliveredOn === null ? null : ('delivery' as const)
    return { ...need, deliveryId, state: metOn === null ? 'open' : 'met', metOn, metBy }
  })
  return needs.sort((one, other) => Number(one.state === 'met') - Number(other.state === 'met'))
}

export async function saveNeed(
  db: WriteDb,
  context: WriteContext,
  { addressId, id, version, fields }: SavedPart<NeedFields>,
): Promise<string> {
  await refuseUnknownWord(db, { kind: 'helpForm', code: fields.helpForm })
  const values = {
    help_form: fields.helpForm,
    what: textOrNull(fields.what),
    opened_on: fields.openedOn,
    note: textOrNull(fields.note),
  }
  if (id !== undefined) {
    await updateRecord(db, context, { table: 'need', id, version: versionOf(version), changes: values })
    return id
  }
  await ownAddressOrRefuse(db, context, addressId)
  return insertRecord(db, context, {
    table: 'need',
    values: { address_id: addressId, ...values, met_on: null, delivery_id: null },
  })
}

export async function setNeedMet(
  db: WriteDb,
  context: WriteContext,
  { id, version, metOn }: { id: string; version: number; metOn: string | null },
): Promise<void> {
  await updateRecord(db, context, { table: 'need', id, version, changes: { met_on: metOn } })
}
