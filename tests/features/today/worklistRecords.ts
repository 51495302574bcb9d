import { newRecordId } from '../../../src/base/common/recordId.ts'
import { insertRecord, type NewRecord } from '../../../src/db/recordWriter.ts'
import type { OwnedTableName } from '../../../src/db/tables.ts'
import { addressFields, addVillage } from '../../support/builders.ts'
import { TEST_NOW, type TestApp } from '../../support/openTestApp.ts'

/** Writes a record as its feature would. */
export async function write<Name extends OwnedTableName>(
  { app, unitId }: TestApp,
  table: Name,
  values: NewRecord<Name>,
): Promise<string> {
  const context = { userId: 'test', unitId, now: TEST_NOW }
  return app.holder.office!.database.write((db) => insertRecord(db, context, { table, values }))
}

export interface SomePairing {
  name: string
  /** Months `YYYY-MM` of its kỳ, one each. */
  months: string[]
  channel?: 'fund' | 'direct' | 'local'
  amount?: number
  past?: 'delivered' | 'unknown' | null
}

/** An address with one active sponsor and its kỳ, each due on the last day of its month. */
export async function addSupported(
  office: TestApp,
  { name, months, channel = 'fund', amount = 500_000, past = null }: SomePairing,
): Promise<{ addressId: string; pairingId: string; instalmentIds: string[] }> {
  const villageId = await addVillage(office.app, { name: 'Bản Ón', unitId: office.unitId })
  const { id: addressId } = await office.client.addresses.add({ fields: addressFields({ name, villageId }) })
  await office.client.addresses.approve({ ids: [addressId], paper: { title: 'Quyết định số 12' } })
  const donorId = await write(office, 'donor', {
    ...{ kind: 'business', name: 'Công ty Bình Minh', representative: null, phone: null, email: null, place: null },
    ...{ tax_code: null, anonymous: 0, note: null, import_id: null, merged_into: null },
    ...{ search: 'cong ty binh minh', sort_key: 'cong ty binh minh' },
  })
  const pairingId = await write(office, 'pairing', {
    ...{ address_id: addressId, donor_id: donorId, state: 'active', channel, help_form: 'cash', amount },
    ...{ currency: 'VND', frequency: 'monthly', first_month: months[0]!, last_month: null, past: null },
    ...{ ended_on: null, end_reason: null, note: null, import_id: null },
  })
  const instalmentIds: string[] = []
  for (const month of months) {
    const due = new Date(Date.UTC(Number(month.slice(0, 4)), Number(month.slice(5)), 0)).toISOString().slice(0, 10)
    const values = {
      pairing_id: pairingId,
      first_month: month,
      last_month: month,
      due_on: due,
      amount,
      currency: 'VND',
      past,
    }
    instalmentIds.push(await write(office, 'instalment', values))
  }
  return { addressId, pairingId, instalmentIds }
}

/** Hands over an amount for a kỳ; negative for a reversal. */
export async function deliver(
  office: TestApp,
  { addressId, instalmentId, amount }: { addressId: string; instalmentId: string; amount: number },
): Promise<void> {
  await write(office, 'delivery', {
    ...{ address_id: addressId, pairing_id: null, instalment_id: instalmentId, round_line_id: null, donor_id: null },
    ...{ on_day: '2026-11-21', channel: 'fund', source: 'own', help_form: 'cash', amount, currency: 'VND' },
    ...{ goods_item: null, goods_quantity: null, goods_unit: null, goods_value: 0, receiver: 'self', purpose: null },
    ...{ proxy_name: null, proxy_relation: null, proof: 'signature', note: null, reason: null },
    reverses: amount < 0 ? newRecordId() : null,
  })
}

/** A round with one planned line for a kỳ. */
export async function addRound(
  office: TestApp,
  { addressId, pairingId, instalmentId, onDay }: Record<'addressId' | 'pairingId' | 'instalmentId' | 'onDay', string>,
): Promise<string> {
  const name = 'Đợt trao tháng 10'
  const more = { purpose: null, close_reason: null }
  const round = {
    ...more,
    name,
    on_day: onDay,
    place: 'Nhà văn hóa bản Ón',
    state: 'printed' as const,
    printed_at: null,
    note: null,
  }
  const roundId = await write(office, 'round', round)
  const lineId = await write(office, 'round_line', {
    ...{
      round_id: roundId,
      address_id: addressId,
      village_id: null,
      amount: 500_000,
      currency: 'VND',
      goods: null,
      goods_value: 0,
    },
    ...{ state: 'planned', proxy_name: null, proxy_relation: null, reason: null },
  })
  const listed = { round_line_id: lineId, instalment_id: instalmentId, pairing_id: pairingId, amount: 500_000 }
  await office.app.holder.office!.database.write((db) =>
    db.insertInto('round_line_instalment').values(listed).execute(),
  )
  return roundId
}
