import { readXlsx } from 'hucre/xlsx'
import { describe, expect, test } from 'vitest'
import { lastOf } from '../../src/cli/lastOf.ts'
import { insertRecord } from '../../src/db/recordWriter.ts'
import { addPairing } from '../features/addresses/addPairing.ts'
import { markupWordsOf, printMarkup } from '../features/papers/paperDesk.ts'
import { addressFields, addVillage } from '../support/builders.ts'
import { openTestApp, TEST_NOW, type TestApp, type TestClient } from '../support/openTestApp.ts'

const NUMBER = '038165000123'
const NAME = 'Lò Thị Pành'
const MONTH = '2026-11'

async function officeWithPerson(dialect: 'sqlite' | 'postgres' = 'sqlite') {
  const office = await openTestApp({ dialect, printPdf: printMarkup })
  const villageId = await addVillage(office.app, { name: 'Bản Ón', unitId: office.unitId })
  const fields = addressFields({ name: NAME, villageId, idNumber: NUMBER })
  const { id } = await office.client.addresses.add({ fields })
  return { ...office, id }
}

async function bytesOf(client: TestClient, made: Promise<{ ticket: string }>): Promise<Uint8Array> {
  const { file } = await client.files.take({ ticket: (await made).ticket })
  return new Uint8Array(await file.arrayBuffer())
}

async function noted({ app }: Pick<TestApp, 'app'>): Promise<string> {
  await app.holder.trail?.flush()
  const rows = await app.holder.office!.database.read.selectFrom('audit_detail').select('detail').execute()
  return JSON.stringify(rows.flatMap(({ detail }) => detail ?? []))
}

test('row 61: no list, paper or copy shows whole identity numbers to whoever may not see them', async () => {
  const { client, clientAs, id } = await officeWithPerson()
  const treasurer = clientAs(['treasurer'])
  const form = { language: 'vi', kind: 'surveyForm', subjectId: id } as const
  const copy = { id, language: 'vi' } as const
  const takenOut = async (who: TestClient) => [
    JSON.stringify(await who.addresses.flatList({})),
    markupWordsOf(await bytesOf(who, who.papers.make(form))),
    JSON.stringify(await readXlsx(await bytesOf(who, who.addresses.exportPerson(copy)))),
  ]
  expect((await takenOut(client)).map((text) => text.includes(NUMBER))).toEqual([true, true, true])
  expect((await takenOut(treasurer)).map((text) => text.includes(NUMBER))).toEqual([false, false, false])
})

test('the name of a paper’s file says what it is, not of whom: a browser and a stick keep it in plain text', async () => {
  const { client, id } = await officeWithPerson()
  const { name } = await client.papers.make({ language: 'vi', kind: 'surveyForm', subjectId: id })
  expect(name).toBe(`phieu-khao-sat-${id.slice(-6)}.pdf`)
})

test('row 62: the log tells which list went out and what narrowed it, not whom it named', async () => {
  const office = await officeWithPerson()
  const columns = [{ label: 'Họ và tên', figures: false, width: 20 }]
  const list = { list: 'addresses', title: 'Sổ', format: 'csv', columns, rows: [[NAME]] } as const
  await office.client.sheets.make({ ...list, columns, rows: [[NAME]], filter: { state: 'proposed' } })
  const told = await noted(office)
  expect(told).toContain('proposed')
  expect(told).not.toContain(NAME)
})

test('row 62: lines of an import that are to be mended leave as a file, and the log tells it', async () => {
  const office = await officeWithPerson()
  const sheet = 'Họ và tên\tGiới tính\tNăm sinh\tThôn\tXã\tĐối tượng\nLò Thị Oanh\tNữ\t19xx\tBản\tKhông có\tHộ nghèo\n'
  const { ticket } = await office.client.files.put({ file: new File([sheet], 'so.csv', { type: 'text/csv' }) })
  const { batchId } = await lastOf(await office.client.imports.read({ ticket }))
  await office.client.imports.failedRowsXlsx({ batchId, language: 'vi' })
  const { lines } = await office.client.audit.list({ month: MONTH, kinds: ['export'] })
  expect(lines.map(({ procedure }) => procedure)).toEqual(['imports.failedRowsXlsx'])
})

describe.each(['sqlite', 'postgres'] as const)('somebody made anonymous on %s', (dialect) => {
  test('row 67: leaves neither searches nor half-typed forms, views or file names, and the log still holds', async () => {
    const office = await officeWithPerson(dialect)
    const { client, id } = office
    await client.addresses.list({ filter: { search: NAME } })
    await client.addresses.list({ filter: { search: 'lo thi panh' } })
    const content = JSON.stringify({ name: NAME, idNumber: NUMBER })
    await client.desk.keepDraft({ form: `addresses.edit:${id}`, id: 'sheet', content })
    const view = JSON.stringify({ search: new URLSearchParams({ q: NAME }).toString() })
    await client.desk.saveView({ list: 'addresses', name: 'Hôm nay', content: view, shared: false })
    await client.desk.saveView({
      list: 'addresses',
      name: 'Hộ nghèo',
      content: '{"search":"category=poor"}',
      shared: false,
    })
    await client.papers.printed(await client.papers.make({ language: 'vi', kind: 'surveyForm', subjectId: id }))
    expect(await noted(office)).toContain('lo thi panh')
    await client.addresses.anonymise({ id, reason: 'Yêu cầu xóa' })
    await office.app.holder.trail?.flush()
    const { read } = office.app.holder.office!.database
    const telling: string[] = []
    for (const { name } of await read.introspection.getTables()) {
      const rows = await read
        .selectFrom(name as 'person')
        .selectAll()
        .execute()
      const text = `${JSON.stringify(rows)}${rows.map((row) => Object.values(row).filter(Buffer.isBuffer).join(' ')).join(' ')}`
      if ([NAME, NUMBER, 'lo thi panh', 'panh'].some((word) => text.includes(word))) telling.push(name)
    }
    expect(telling).toEqual([])
    expect((await client.desk.listViews({ list: 'addresses' })).views.map(({ name }) => name)).toEqual(['Hộ nghèo'])
    expect((await client.audit.verify()).problems).toEqual([])
    await client.addresses.anonymise({ id: (await another(office)).id, reason: 'Lần nữa' })
    expect((await client.audit.verify()).problems).toEqual([])
  })

  test('row 62: erasing somebody hides no line that was altered before', async () => {
    const office = await officeWithPerson(dialect)
    await office.app.holder.office!.database.write((db) =>
      db.updateTable('journal').set({ new_values: '{}' }).where('table_name', '=', 'person').execute(),
    )
    await office.client.addresses.anonymise({ id: office.id, reason: 'Yêu cầu xóa' })
    expect((await office.client.audit.verify()).problems.map(({ kind }) => kind)).toEqual(['journal'])
  })
})

async function another({ client, app, unitId }: TestApp) {
  const villageId = await addVillage(app, { name: 'Bản Khạ', unitId })
  return client.addresses.add({ fields: addressFields({ name: 'Hà Văn Núi', villageId }) })
}

test('row 63: a line of the change log names the person whose data are only kept, however it tells of them', async () => {
  const office = await officeWithPerson()
  const { client, id, app, unitId } = office
  const { id: otherId } = await another(office)
  await client.duplicates.dismiss({ kind: 'address', id: otherId, otherIds: [id] })
  const pairingId = await addPairing(office, { addressId: id, donorName: 'Chùa Chặng', amount: 300_000 })
  const context = { userId: 'test', unitId, now: TEST_NOW }
  const slip = { kind: 'refund', series: 'PC', year: 2026, number: 1, on_day: '2026-11-20', donor_id: null } as const
  const money = {
    payee_name: 'Chùa Chặng',
    counterpart_unit: null,
    amount: 1000,
    currency: 'VND',
    method: 'cash',
  } as const
  const purse = {
    pairing_id: pairingId,
    house_id: null,
    purpose: null,
    to_pairing_id: null,
    to_house_id: null,
  } as const
  const rest = { to_purpose: null, house_payment_id: null, note: null, reverses: null, reason: null }
  await app.holder.office!.database.write((db) =>
    insertRecord(db, context, { table: 'payout', values: { ...slip, ...money, ...purse, ...rest } }),
  )
  await client.addresses.restrict({ id, on: '2026-11-21' })
  const { entries } = await client.history.log({ limit: 50 })
  const told = entries.flatMap(({ records }) => records.map(({ table, addressId }) => [table, addressId]))
  expect(told).toContainEqual(['not_duplicate', id])
  expect(told).toContainEqual(['payout', id])
})
