import { addMonths, lastDayOfMonth } from '../../../src/base/common/day.ts'
import { foldForSearch } from '../../../src/base/common/foldForSearch.ts'
import { textSortKey } from '../../../src/base/common/nameSortKey.ts'
import { insertRecord, type NewRecord } from '../../../src/db/recordWriter.ts'
import type { OwnedTableName } from '../../../src/db/tables.ts'
import { addressFields, addVillage } from '../../support/builders.ts'
import { openTestApp, TEST_NOW, type TestApp, type TestAppOptions } from '../../support/openTestApp.ts'

export interface TestPairing {
  id: string
  addressId: string
  donorId: string
  /** One per month, in order. */
  instalmentIds: string[]
}

export interface PairingWish {
  name?: string
  village?: string
  donorId?: string
  channel?: 'fund' | 'direct' | 'local'
  months?: number
  firstMonth?: string
  amount?: number
  approved?: boolean
  addressId?: string
  helpForm?: string
}

export interface LedgerOffice extends TestApp {
  addDonor(name: string): Promise<string>
  /** An approved address with one monthly pairing; months start in June 2026 unless told. */
  addPairing(wish?: PairingWish): Promise<TestPairing>
  /** Money for pairings, so that rounds are covered. */
  receive(pairings: readonly TestPairing[], amountEach: number): Promise<string>
  /** A round over everything that is proposed. */
  makeRound(): Promise<string>
}

/** An office with the records that money needs. */
export async function openLedgerOffice(options: TestAppOptions = {}): Promise<LedgerOffice> {
  const test = await openTestApp(options)
  const villages = new Map<string, Promise<string>>()
  const villageOf = (name: string) => {
    const known = villages.get(name) ?? addVillage(test.app, { name, unitId: test.unitId })
    villages.set(name, known)
    return known
  }
  const addDonor = (name: string) => addDonorRow(test, name)
  let people = 0
  return {
    ...test,
    addDonor,
    addPairing: async (wish = {}) => {
      people += 1
      const villageId = await villageOf(wish.village ?? 'Bản Ón')
      const name = wish.name ?? `Hà Thị Số ${people}`
      const addressId = wish.addressId ?? (await addAddress(test, { name, villageId, approved: wish.approved ?? true }))
      return addPairingRows(test, { ...wish, addressId, donorId: wish.donorId ?? (await addDonor('Công ty Sông Mã')) })
    },
    receive: async (pairings, amountEach) => {
      const allocations = pairings.map(({ id }) => ({ kind: 'pairing' as const, pairingId: id, amount: amountEach }))
      const amount = amountEach * pairings.length
      const { id } = await test.client.ledger.receipts.add({
        payerName: 'Công ty Sông Mã',
        onDay: '2026-11-02',
        amount,
        method: 'cash',
        allocations,
      })
      return id
    },
    makeRound: async () => {
      const { lines } = await test.client.ledger.rounds.propose({ upToMonth: '2026-11' })
      const { id } = await test.client.ledger.rounds.create({
        name: 'Đợt trao tháng 11/2026',
        onDay: '2026-11-21',
        lines: lines.map(({ addressId, instalments }) => ({ addressId, instalments })),
      })
      return id
    },
  }
}

function addRow<Name extends OwnedTableName>(
  { app, unitId }: TestApp,
  row: { table: Name; values: NewRecord<Name> },
): Promise<string> {
  const office = app.holder.office
  if (office === undefined) throw new Error('no office is open')
  return office.database.write((db) => insertRecord(db, { userId: 'test', unitId, now: TEST_NOW }, row))
}

function addDonorRow(test: TestApp, name: string): Promise<string> {
  return addRow(test, {
    table: 'donor',
    values: {
      kind: 'business',
      name,
      representative: null,
      phone: null,
      email: null,
      place: null,
      tax_code: null,
      anonymous: 0,
      note: null,
      import_id: null,
      merged_into: null,
      search: foldForSearch(name),
      sort_key: textSortKey(name),
    },
  })
}

async function addAddress(
  { client }: TestApp,
  { name, villageId, approved }: { name: string; villageId: string; approved: boolean },
): Promise<string> {
  const { id } = await client.addresses.add({ fields: addressFields({ name, villageId, birthDay: '1948' }) })
  if (approved) await client.addresses.approve({ ids: [id], paper: { title: 'Quyết định', onDay: '2026-01-05' } })
  return id
}

async function addPairingRows(
  test: TestApp,
  wish: PairingWish & { addressId: string; donorId: string },
): Promise<TestPairing> {
  const { addressId, donorId, months = 6, firstMonth = '2026-06', amount = 500_000 } = wish
  const id = await addRow(test, {
    table: 'pairing',
    values: {
      address_id: addressId,
      donor_id: donorId,
      state: 'active',
      channel: wish.channel ?? 'fund',
      help_form: wish.helpForm ?? 'cash',
      amount,
      currency: 'VND',
      frequency: 'monthly',
      first_month: firstMonth,
      last_month: null,
      past: null,
      ended_on: null,
      end_reason: null,
      note: null,
      import_id: null,
    },
  })
  const instalmentIds: string[] = []
  for (let index = 0; index < months; index += 1) {
    const month = addMonths(firstMonth, index)
    const values = { first_month: month, last_month: month, due_on: lastDayOfMonth(month), past: null }
    instalmentIds.push(
      await addRow(test, { table: 'instalment', values: { pairing_id: id, amount, currency: 'VND', ...values } }),
    )
  }
  return { id, addressId, donorId, instalmentIds }
}

/** Runs a call that must fail and returns its typed failure. */
export async function failureOfCall(call: Promise<unknown>): Promise<{ code: string; data: unknown }> {
  try {
    await call
  } catch (error) {
    // Safe: every failure of the contract has a code and data.
    return error as { code: string; data: unknown }
  }
  throw new Error('the call was expected to fail')
}
