import { readXlsx } from 'hucre/xlsx'
import { describe, expect, test } from 'vitest'
import expected from '../../fixtures/registers/register-by-person.expected.json' with { type: 'json' }
import { addressFields, addVillage } from '../../support/builders.ts'
import { openTestApp, type TestApp } from '../../support/openTestApp.ts'
import { addPairing } from './addPairing.ts'

async function addOne({ app, client, unitId }: TestApp, fields: Partial<Parameters<typeof addressFields>[0]>) {
  const villageId = await addVillage(app, { name: 'Bản Ón', unitId })
  return client.addresses.add({ fields: addressFields({ name: 'Lò Thị An', villageId, ...fields }) })
}

async function exported({ client }: TestApp, input: Parameters<TestApp['client']['addresses']['exportXlsx']>[0]) {
  const { ticket, rows } = await client.addresses.exportXlsx(input)
  const { file } = await client.files.take({ ticket })
  const book = await readXlsx(new Uint8Array(await file.arrayBuffer()))
  return { name: file.name, rows, sheet: book.sheets[0]! }
}

describe.each(['sqlite', 'postgres'] as const)('the register goes out on %s', (dialect) => {
  test('the spreadsheet has the columns asked for, headed in the language asked for, and only what the filter lets through', async () => {
    const app = await openTestApp({ dialect })
    const { id } = await addOne(app, { sex: 'F', birthDay: '1950-02', monthlyNeed: 400_000, idNumber: '038150000111' })
    await addOne(app, { name: 'Lò Văn Bình', mainCategory: 'orphan' })
    await addPairing(app, { addressId: id, donorName: 'Chùa Chặng', amount: 300_000 })
    const { rows, sheet, name } = await exported(app, {
      filter: { category: 'poor' },
      columns: ['name', 'birthDay', 'idNumber', 'category', 'state', 'donors', 'monthlySupport'],
      language: 'lo',
    })
    expect(rows).toBe(1)
    expect(name).toMatch(/2026-11-21\.xlsx$/)
    expect(sheet.rows).toEqual([
      ['ຊື່ ແລະ ນາມສະກຸນ', 'ວັນເດືອນປີເກີດ', 'ເລກບັດປະຈຳຕົວ', 'ປະເພດ', 'ສະຖານະ', 'ຜູ້ສະໜັບສະໜູນ', 'ຊ່ວຍເຫຼືອ/ເດືອນ'],
      ['Lò Thị An', '02/1950', '038150000111', 'ຄອບຄົວທຸກຍາກ', 'ສະເໜີ', 'Chùa Chặng', 300_000],
    ])
  })

  test('a text that begins like a formula stays text', async () => {
    const app = await openTestApp({ dialect })
    await addOne(app, { name: '=HYPERLINK("http://x")', note: '+84 912 345 678' })
    const { sheet } = await exported(app, { columns: ['name', 'note'] })
    expect(sheet.rows[1]).toEqual(['=HYPERLINK("http://x")', '+84 912 345 678'])
    expect([...(sheet.cells?.values() ?? [])].some((cell) => cell.formula !== undefined)).toBe(false)
  })

  test('the whole register goes out, more than one slice of it', async () => {
    const app = await openTestApp({ dialect })
    const villageId = await addVillage(app.app, { name: 'Bản Ón', unitId: app.unitId })
    for (let person = 0; person < 510; person += 1) {
      await app.client.addresses.add({ fields: addressFields({ name: `Lò Văn ${person}`, villageId }) })
    }
    const { sheet } = await exported(app, { columns: ['name'] })
    expect(new Set(sheet.rows.slice(1).map(([name]) => name)).size).toBe(510)
  }, 60_000)

  test('exporting needs its right', async () => {
    const app = await openTestApp({ dialect })
    await expect(app.clientAs(['volunteer']).addresses.exportXlsx({})).rejects.toMatchObject({
      code: 'common.notAllowed',
    })
    await expect(app.clientAs(['auditor']).addresses.flatList({})).rejects.toMatchObject({ code: 'common.notAllowed' })
  })

  test('the flat view has the keys of the sample registers and one line per sponsor', async () => {
    const app = await openTestApp({ dialect })
    const { id } = await addOne(app, { sex: 'F', birthDay: '1950-02-03', idNumber: '038150000111' })
    await addPairing(app, {
      addressId: id,
      donorName: 'Chùa Chặng',
      amount: 700_000,
      firstMonth: '2025-03',
      lastMonth: '2025-11',
    })
    await addPairing(app, { addressId: id, donorName: 'Ông Khoát', amount: 200_000, firstMonth: '2026-01' })
    await addOne(app, {
      name: 'Bế Văn Ánh',
      mainCategory: 'exceptionalHardship',
      birthDay: '1960',
      needFrom: '2025-06',
      needMonths: 12,
    })
    const { rows } = await app.client.addresses.flatList({})
    expect(rows).toEqual([
      {
        name: 'Lò Thị An',
        sex: 'F',
        birthYear: 1950,
        birthDay: '03/02/1950',
        commune: 'Na Mèo',
        village: 'Bản Ón',
        category: 'poor',
        donor: 'Chùa Chặng',
        monthly: 700_000,
        year: 2025,
        fromMonth: 3,
        months: 9,
        cccd: '038150000111',
      },
      expect.objectContaining({ donor: 'Ông Khoát', monthly: 200_000, year: 2026, fromMonth: 1, months: null }),
      expect.objectContaining({
        name: 'Bế Văn Ánh',
        birthYear: 1960,
        birthDay: null,
        category: 'hardship',
        donor: null,
        monthly: null,
        year: 2025,
        fromMonth: 6,
        months: 12,
      }),
    ])
    expect(Object.keys(rows[0]!)).toEqual(Object.keys(expected[0]!))
  })

  test('imported lines keep the order of their register, before what was typed here', async () => {
    const app = await openTestApp({ dialect })
    await addOne(app, { name: 'Ai Gõ Tay' })
    const imported: string[] = []
    for (const name of ['Vi Văn Yên', 'Vi Văn Ba', 'Vi Văn Cả']) imported.push((await addOne(app, { name })).id)
    await app.app.holder.office!.database.write((db) =>
      db.updateTable('address').set({ import_id: 'batch' }).where('id', 'in', imported).execute(),
    )
    const { rows } = await app.client.addresses.flatList({})
    expect(rows.map((row) => row.name)).toEqual(['Vi Văn Yên', 'Vi Văn Ba', 'Vi Văn Cả', 'Ai Gõ Tay'])
  })
})
