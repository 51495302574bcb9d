import { sharedRecordId } from '../../../../src/base/common/recordId.ts'
import type { NewRecord } from '../../../../src/db/recordWriter.ts'
import { BOOK_KIND_NAMES } from '../../../../src/features/bundles/common/books/bookColumns.ts'
import { totalsOf } from '../../../../src/features/bundles/common/books/bookTotals.ts'
import { readBookRows } from '../../../../src/features/bundles/core/books/bookRows.ts'
import { openTestApp, type TestAppOptions } from '../../../support/openTestApp.ts'
import { addFamilies, bookOf, delivery, handOver, record, type TestOffice, writeAs } from '../offices.ts'

export const MERGE_DAY = '2026-10-01'
export const NEW_CODE = '15127'

/** Writes down that these units become the new one. */
export function recordMerge(office: TestOffice, fromCodes: string[], onDay = MERGE_DAY) {
  return office.client.units.reorganisations.record({
    kind: 'merge',
    onDay,
    paper: 'Nghị quyết 12/NQ-HĐND ngày 20/9/2026',
    fromCodes,
    to: [{ code: NEW_CODE, type: 'commune', name: 'Cẩm Thủy' }],
  })
}

export function bytesOf(office: TestOffice, ticket: string): Uint8Array {
  return office.app.services.tickets.take(ticket)?.bytes ?? new Uint8Array()
}

export async function madeBook(from: TestOffice, to: TestOffice): Promise<Uint8Array> {
  const { ticket } = await from.client.bundles.books.make({ toUnit: to.unitId })
  return bytesOf(from, ticket)
}

export async function openedBook(to: TestOffice, bytes: Uint8Array): Promise<string> {
  await to.client.bundles.openFile({ ticket: handOver(to, bytes) })
  const { books } = await to.client.bundles.books.list()
  return books.find((book) => book.direction === 'in' && book.state === 'opened')?.id ?? ''
}

/** Answers every open question as the program proposes, or as `choose` says. */
export async function answerAll(
  office: TestOffice,
  id: string,
  choose: (question: { kind: string; proposed: string }) => string = ({ proposed }) => proposed,
): Promise<void> {
  const { questions } = await office.client.bundles.books.preview({ id })
  const answers = questions.map((question) => ({ ...question, answer: choose(question) }))
  await office.client.bundles.books.answer({ id, answers })
}

/** Makes, opens, answers, applies and accepts: the whole way of a book. */
export async function moveBook(from: TestOffice, to: TestOffice): Promise<void> {
  const id = await openedBook(to, await madeBook(from, to))
  await answerAll(to, id)
  await to.client.bundles.books.apply({ id })
  const { ticket } = await to.client.bundles.books.accept({ id })
  await from.client.bundles.openFile({ ticket: handOver(from, bytesOf(to, ticket)) })
}

export async function totalsIn(office: TestOffice, unitId = office.unitId) {
  return totalsOf(await readBookRows(bookOf(office).read, { unitId, kinds: BOOK_KIND_NAMES }))
}

export function receipt(values: Partial<NewRecord<'receipt'>>): NewRecord<'receipt'> {
  return {
    series: 'PT',
    year: 2026,
    number: 1,
    on_day: '2026-08-03',
    donor_id: null,
    payer_name: 'Công ty Sông Mã',
    amount: 1_000_000,
    currency: 'VND',
    method: 'cash',
    source: 'own',
    counterpart_unit: null,
    purpose: null,
    reverses: null,
    reason: null,
    prints: 0,
    search: '',
    ...values,
  }
}

export function allocation(
  values: Partial<NewRecord<'allocation'>> & Pick<NewRecord<'allocation'>, 'receipt_id'>,
): NewRecord<'allocation'> {
  return {
    pairing_id: null,
    house_id: null,
    purpose: null,
    first_month: null,
    last_month: null,
    amount: 1_000_000,
    currency: 'VND',
    reverses: null,
    ...values,
  }
}

export function donor(values: Partial<NewRecord<'donor'>> = {}): NewRecord<'donor'> {
  return {
    kind: 'business',
    name: 'Công ty Sông Mã',
    representative: null,
    phone: '0912345678',
    email: null,
    place: 'Thanh Hóa',
    tax_code: '2800123456',
    anonymous: 0,
    note: 'gọi trước 9 giờ',
    import_id: null,
    merged_into: null,
    search: 'cong ty song ma',
    sort_key: 'cong ty song ma',
    ...values,
  }
}

export function pairing(
  values: Partial<NewRecord<'pairing'>> & Pick<NewRecord<'pairing'>, 'address_id' | 'donor_id'>,
): NewRecord<'pairing'> {
  return {
    state: 'active',
    channel: 'fund',
    help_form: 'cash',
    amount: 500_000,
    currency: 'VND',
    frequency: 'monthly',
    first_month: '2026-07',
    last_month: '2026-12',
    past: null,
    ended_on: null,
    end_reason: null,
    replaces: null,
    note: null,
    import_id: null,
    ...values,
  }
}

/** A small book with a sponsor, families, money received, shared out and handed over, and a visit. */
export async function fillBook(office: TestOffice, people: readonly string[]) {
  const donorId = await record(office, 'donor', donor())
  const addresses = await addFamilies(
    office,
    people.map((name) => ({ name, consent: name.endsWith('Mé') })),
  )
  const receiptId = await record(office, 'receipt', receipt({ donor_id: donorId, amount: 3_000_000 }))
  const pairings: string[] = []
  for (const [index, address_id] of addresses.entries()) {
    const pairingId = await record(office, 'pairing', pairing({ address_id, donor_id: donorId }))
    pairings.push(pairingId)
    const amount = index === 0 ? 3_000_000 - 500_000 * (addresses.length - 1) : 500_000
    await record(office, 'allocation', allocation({ receipt_id: receiptId, pairing_id: pairingId, amount }))
    const given = { address_id, pairing_id: pairingId, donor_id: donorId, on_day: '2026-08-20' }
    await record(office, 'delivery', delivery({ ...given, goods_value: 120_000, goods_item: 'gạo' }))
  }
  await record(office, 'visit', {
    address_id: addresses[0] ?? '',
    house_id: null,
    due_on: null,
    made_on: '2026-09-02',
    by_name: 'Hà',
    result: 'better',
    note: 'đã đi học lại',
  })
  return { donorId, addresses, receiptId, pairings }
}

/** Every row an office holds, as text, to see that nothing was written. */
export async function wholeBook(office: TestOffice): Promise<string> {
  const rows = await readBookRows(bookOf(office).read, { unitId: office.unitId })
  return JSON.stringify([...rows])
}

/** An office of this unit, from the template: quicker than making one. */
export async function openUnit(code: string, options: TestAppOptions = {}): Promise<TestOffice> {
  const office = await openTestApp(options)
  const unitId = sharedRecordId('unit', code)
  const open = office.app.holder.office
  if (open === undefined) throw new Error('no office is open')
  const epoch = crypto.randomUUID()
  await writeAs(office, async (db) => {
    const row = await db.selectFrom('setting').select('value').where('name', '=', 'office').executeTakeFirstOrThrow()
    const value = JSON.stringify({ ...JSON.parse(row.value), unitId, unitCode: code, epoch })
    await db.updateTable('setting').set({ value }).where('name', '=', 'office').execute()
  })
  Object.assign(open, { unitId, unitCode: code, epoch })
  return { app: office.app, client: office.client, unitId }
}
