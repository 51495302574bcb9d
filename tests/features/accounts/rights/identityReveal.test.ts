import { readXlsx } from 'hucre/xlsx'
import { describe, expect, test } from 'vitest'
import { addressFields, addVillage } from '../../../support/builders.ts'
import { openTestApp, type TestClient } from '../../../support/openTestApp.ts'

const NUMBER = '038185001234'
const MASKED = '••••••234'

async function officeWithNumber(dialect: 'sqlite' | 'postgres' = 'sqlite') {
  const office = await openTestApp({ dialect })
  const villageId = await addVillage(office.app, { name: 'Bản Ón', unitId: office.unitId })
  const fields = addressFields({ name: 'Đặng Thị Đào', villageId, idNumber: NUMBER })
  const { id } = await office.client.addresses.add({ fields })
  return { ...office, id }
}

async function sheetText(client: TestClient): Promise<string> {
  const { ticket } = await client.addresses.exportXlsx({ filter: {} })
  const { file } = await client.files.take({ ticket })
  const book = await readXlsx(new Uint8Array(await file.arrayBuffer()))
  return JSON.stringify(book.sheets)
}

describe.each(['sqlite', 'postgres'] as const)('identity numbers on %s', (dialect) => {
  test('row 61: are masked for whoever has no right to them, in the file and in its history', async () => {
    const office = await officeWithNumber(dialect)
    const volunteer = office.clientAs(['volunteer'])
    expect((await volunteer.addresses.get({ id: office.id })).fields.idNumber).toBe(MASKED)
    const { entries } = await volunteer.history.forRecord({ table: 'address', id: office.id })
    expect(JSON.stringify(entries)).toContain(MASKED)
    expect(JSON.stringify(entries)).not.toContain(NUMBER)
    const officer = office.clientAs(['officer'])
    expect((await officer.addresses.get({ id: office.id })).fields.idNumber).toBe(NUMBER)
  })
})

test('row 61: a form that was shown the masked number leaves the number on file alone', async () => {
  const office = await officeWithNumber()
  const volunteer = office.clientAs(['volunteer'])
  const file = await volunteer.addresses.get({ id: office.id })
  const fields = { ...file.fields, villageId: file.fields.villageId ?? '', note: 'Nhà cuối bản' }
  await volunteer.addresses.update({ id: office.id, version: file.version, fields })
  const saved = await office.client.addresses.get({ id: office.id })
  expect(saved.fields).toMatchObject({ idNumber: NUMBER, note: 'Nhà cuối bản' })
})

test('row 61: a spreadsheet for whoever may not see the numbers has no such column', async () => {
  const office = await officeWithNumber()
  expect(await sheetText(office.client)).toContain(NUMBER)
  expect(await sheetText(office.clientAs(['treasurer']))).not.toContain(NUMBER.slice(0, 6))
})
