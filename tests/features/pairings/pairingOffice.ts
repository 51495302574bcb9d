import { newRecordId } from '../../../src/base/common/recordId.ts'
import { insertRecord } from '../../../src/db/recordWriter.ts'
import type { DeliveryTable } from '../../../src/db/tables/moneyTables.ts'
import type { OwnedColumns } from '../../../src/db/tables/ownedColumns.ts'
import { type DonorFields, donorFieldsSchema } from '../../../src/features/donors/common/donorSchemas.ts'
import { type NewPairing, newPairingSchema } from '../../../src/features/pairings/common/pairingSchemas.ts'
import { addressFields, addVillage } from '../../support/builders.ts'
import { openTestApp, TEST_NOW, type TestApp, type TestAppOptions } from '../../support/openTestApp.ts'

export interface PairingOffice extends TestApp {
  villageId: string
  donorId: string
  addressId: string
}

/** An office on 21 November 2026 with one approved address, Đặng Thị Đào, and one donor, Công ty Hoàng Anh. */
export async function openPairingOffice(options: TestAppOptions = {}): Promise<PairingOffice> {
  const office = await openTestApp(options)
  const villageId = await addVillage(office.app, { name: 'Bản Ón', unitId: office.unitId })
  const { id: addressId } = await office.client.addresses.add({
    fields: addressFields({ name: 'Đặng Thị Đào', villageId, monthlyNeed: 800_000 }),
  })
  await approve(office, [addressId])
  const { id: donorId } = await office.client.donors.add({ fields: donorFields({ name: 'Công ty Hoàng Anh' }) })
  return { ...office, villageId, donorId, addressId }
}

export function donorFields(fields: Partial<DonorFields> & { name: string }): DonorFields {
  return donorFieldsSchema.parse(fields)
}

export async function approve({ client }: TestApp, ids: string[]): Promise<void> {
  await client.addresses.approve({ ids, paper: { title: 'Quyết định số 12' } })
}

/** The input of a monthly pairing of 500.000 đồng through 2026, unless told otherwise. */
export function newPairing(office: PairingOffice, fields: Partial<NewPairing> = {}): NewPairing {
  return newPairingSchema.parse({
    addressId: office.addressId,
    donorId: office.donorId,
    state: 'active',
    channel: 'fund',
    helpForm: 'cash',
    amount: 500_000,
    frequency: 'monthly',
    firstMonth: '2026-10',
    lastMonth: '2026-12',
    ...fields,
  })
}

/** Writes that money reached the address for one month of a pairing. */
export async function deliver(
  { app, client, unitId }: PairingOffice,
  { pairingId, month, amount }: { pairingId: string; month: string; amount: number },
): Promise<void> {
  const file = await client.pairings.get({ id: pairingId })
  const instalment = file.instalments.find(({ firstMonth }) => firstMonth === month)
  const values: Omit<DeliveryTable, keyof OwnedColumns> = {
    address_id: file.addressId,
    pairing_id: pairingId,
    instalment_id: instalment?.id ?? null,
    round_line_id: null,
    donor_id: file.donorId,
    on_day: '2026-11-20',
    channel: file.terms.channel,
    purpose: null,
    source: 'own',
    help_form: file.terms.helpForm,
    amount,
    currency: file.terms.currency,
    goods_item: null,
    goods_quantity: null,
    goods_unit: null,
    goods_value: 0,
    receiver: 'self',
    proxy_name: null,
    proxy_relation: null,
    proof: 'signature',
    place: null,
    note: null,
    reverses: null,
    reason: null,
  }
  const { database } = app.holder.office ?? raise('no office is open')
  await database.write((db) =>
    insertRecord(
      db,
      { userId: 'test', unitId, now: TEST_NOW },
      { table: 'delivery', values: { id: newRecordId(), ...values } },
    ),
  )
}

/** The months of a pairing with their states, as the strip shows them. */
export async function strip({ client }: PairingOffice, id: string): Promise<string[]> {
  const { instalments } = await client.pairings.get({ id })
  return instalments.map((each) => {
    const months =
      each.firstMonth === each.lastMonth ? each.firstMonth : `${each.firstMonth}–${each.lastMonth.slice(5)}`
    return `${months} ${each.state} ${each.amount / 1000}`
  })
}

function raise(message: string): never {
  throw new Error(message)
}
