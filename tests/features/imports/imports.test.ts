import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { failureOf } from '../../../src/base/common/failures.ts'
import type { FlatRegisterRow } from '../../../src/features/imports/common/flatRegisterView.ts'
import { openTestApp, reopen } from '../../support/openTestApp.ts'
import { apply, countLiving, countRows, finish, PAPER, registerOf, stage, stageFixture } from './importFiles.ts'

function expectedRows(name: string): FlatRegisterRow[] {
  return JSON.parse(readFileSync(new URL(`../../fixtures/registers/${name}`, import.meta.url), 'utf8'))
}

/** What the file itself does not hold (see reading/sampleRegisters.test.ts) is not to be found. */
function heldByFile(rows: FlatRegisterRow[], absent: (keyof FlatRegisterRow)[]): FlatRegisterRow[] {
  return rows.map((row) => ({
    ...row,
    ...Object.fromEntries(absent.map((field) => [field, null])),
    ...(row.donor === null ? { fromMonth: null, months: null } : {}),
  }))
}

function byName(rows: FlatRegisterRow[]): FlatRegisterRow[] {
  const key = (row: FlatRegisterRow) => `${row.name} ${row.birthYear}`
  return [...rows].sort((one, other) => (key(one) < key(other) ? -1 : 1))
}

async function failureCode(call: Promise<unknown>): Promise<string> {
  return call.then(
    () => 'done',
    (error: unknown) => failureOf(error).code,
  )
}

describe.each(['sqlite', 'postgres'] as const)('imports on %s', (dialect) => {
  test.each([
    { file: 'register-by-person.xlsx', list: 'register-by-person', absent: [], sorted: false },
    { file: 'register-by-donor.xlsx', list: 'register-by-donor', absent: ['cccd'], sorted: true },
    { file: 'register-by-donor.ods', list: 'register-by-donor', absent: ['cccd'], sorted: true },
    { file: 'register-tcvn3.xls', list: 'register-tcvn3', absent: ['cccd', 'birthDay'], sorted: false },
  ] as const)('$file comes out of the book as it stands in the file', async ({ file, list, absent, sorted }) => {
    const office = await openTestApp({ dialect })
    const staged = await stageFixture(office, file)
    expect(staged.counts).toMatchObject({ refused: 0, duplicate: 0 })
    expect(staged.openCommunes).toEqual([])
    const expected = heldByFile(expectedRows(`${list}.expected.json`), [...absent])
    const applied = await apply(office, staged.batchId, { past: 'delivered', decision: PAPER })
    expect(applied).toMatchObject({ addresses: expected.length, refused: 0, duplicatesSkipped: 0 })
    const { rows } = await office.client.addresses.flatList({})
    expect(sorted ? byName(rows) : rows).toEqual(sorted ? byName(expected) : expected)
  })

  test('the same file again is all duplicates, each with the person on file', async () => {
    const office = await openTestApp({ dialect })
    const first = await stageFixture(office, 'register-by-person.xlsx')
    await apply(office, first.batchId)
    const again = await stageFixture(office, 'register-by-person.xlsx')
    expect(again.counts).toEqual({ total: 60, good: 0, refused: 0, duplicate: 60, taken: 0, joined: 0, asking: 0 })
    expect(again.importedBefore).not.toBeNull()
    expect(again.mappingFrom).toBe('memory')
    for (const row of again.preview) expect(row.lookalikes.map(({ name }) => name)).toContain(row.values.name)
    expect(
      await failureCode(
        finish(office.client.imports.apply({ batchId: again.batchId, past: 'unknown', decision: null })),
      ),
    ).toBe('imports.nothingToApply')
  })

  test('reading and dropping a file writes nothing', async () => {
    const office = await openTestApp({ dialect })
    const before = await countRows(office)
    const { batchId } = await stageFixture(office, 'register-by-person.xlsx')
    await office.client.imports.drop({ batchId })
    expect(await countRows(office)).toEqual(before)
    expect(await failureCode(office.client.imports.preview({ batchId }))).toBe('imports.batchGone')
  })

  test('row 48: undoing an import gives back the count of every table, and leaves what was there', async () => {
    const office = await openTestApp({ dialect })
    const kept = await stage(
      office,
      await registerOf([{ name: 'Vi Văn Thêm', donor: 'Chùa Chặng', monthly: 300000, from: '01/2026', months: 6 }]),
    )
    await apply(office, kept.batchId, { decision: PAPER })
    const before = await countLiving(office)
    const staged = await stageFixture(office, 'register-by-person.xlsx')
    await apply(office, staged.batchId, { past: 'owed', decision: PAPER })
    const { removed } = await office.client.imports.undo({ batchId: staged.batchId })
    expect(removed).toBe(60)
    expect(await countLiving(office)).toEqual(before)
    expect((await office.client.addresses.list({})).rows.map((row) => row.displayName)).toEqual(['Vi Văn Thêm'])
    const { imports } = await office.client.imports.list()
    expect(imports.map(({ id, state }) => [id, state])).toEqual([
      [staged.batchId, 'undone'],
      [kept.batchId, 'applied'],
    ])
    expect(await failureCode(office.client.imports.undo({ batchId: staged.batchId }))).toBe('imports.notApplied')
  })

  test.runIf(dialect === 'sqlite')('row 92: an import is undone after the program was started again', async () => {
    const office = await openTestApp({ dialect })
    const { batchId } = await stage(office, await registerOf([{ name: 'Vi Văn Thêm' }]))
    await apply(office, batchId, { decision: PAPER })
    const client = await reopen(office.app)
    expect(await client.imports.undo({ batchId })).toMatchObject({ removed: 1 })
    expect((await client.addresses.list({})).rows).toEqual([])
  })

  test('a village and a sponsor that others have come to use stay when an import is undone', async () => {
    const office = await openTestApp({ dialect })
    const line = { donor: 'Chùa Chặng', monthly: 300000, from: '01/2026', months: 6 }
    const first = await stage(office, await registerOf([{ ...line, name: 'Vi Văn Thêm' }]))
    await apply(office, first.batchId)
    const second = await stage(office, await registerOf([{ ...line, name: 'Hà Thị Mơ' }]))
    const applied = await apply(office, second.batchId)
    expect(applied).toMatchObject({ villages: 0, donors: 0, pairings: 1 })
    await office.client.imports.undo({ batchId: first.batchId })
    const { rows } = await office.client.addresses.flatList({})
    expect(rows).toMatchObject([{ name: 'Hà Thị Mơ', village: 'Bản Ón', donor: 'Chùa Chặng' }])
    expect(await countLiving(office)).toMatchObject({ village: 1, donor: 1, person: 1, address: 1, pairing: 1 })
  })

  test('an import with money on it is not undone', async () => {
    const office = await openTestApp({ dialect })
    const staged = await stage(
      office,
      await registerOf([{ donor: 'Chùa Chặng', monthly: 300000, from: '01/2026', months: 6 }]),
    )
    await apply(office, staged.batchId, { past: 'owed', decision: PAPER })
    const before = await countLiving(office)
    await recordDelivery(office)
    const failure = await office.client.imports.undo({ batchId: staged.batchId }).catch(failureOf)
    expect(failure).toEqual({ code: 'imports.hasMoney', params: { count: 1 } })
    expect(await countLiving(office)).toEqual(before)
  })

  test('row 46: one bad row of 500 is named by its row and column; the other 499 are taken', async () => {
    const office = await openTestApp({ dialect })
    const lines = Array.from({ length: 500 }, (_, index) => (index === 249 ? { birth: '31/2/1950' } : {}))
    const staged = await stage(office, await registerOf(lines))
    expect(staged.counts).toMatchObject({ total: 500, good: 499, refused: 1, duplicate: 0, taken: 0 })
    const { rows, total } = await office.client.imports.preview({ batchId: staged.batchId, status: 'refused' })
    expect(total).toBe(1)
    expect(rows).toMatchObject([
      { rowNumber: 252, problems: [{ column: 'C', code: 'imports.unreadableDay', params: { text: '31/2/1950' } }] },
    ])
    const applied = await apply(office, staged.batchId)
    expect(applied).toMatchObject({ addresses: 499, refused: 1, villages: 1 })
    expect(await countLiving(office)).toMatchObject({ address: 499, person: 499, village: 1, address_step: 499 })
  })

  test('the file of refused rows, put right, brings in only those', async () => {
    const office = await openTestApp({ dialect })
    const staged = await stage(
      office,
      await registerOf([
        { name: 'Vi Văn Thêm' },
        { name: 'Hà Thị Mơ', birth: '31/2/1950', donor: 'Chùa Chặng', monthly: 300000, from: '3/2026', months: 6 },
      ]),
    )
    await apply(office, staged.batchId)
    const { ticket, rows } = await office.client.imports.failedRowsXlsx({ batchId: staged.batchId })
    expect(rows).toBe(1)
    const { file } = await office.client.files.take({ ticket })
    const bytes = new Uint8Array(await file.arrayBuffer())
    const again = await stage(office, bytes)
    expect(again.questions.filter(({ code }) => code !== 'imports.askYear')).toEqual([])
    expect(again.counts).toMatchObject({ total: 1, refused: 1 })
    expect(again.preview).toMatchObject([
      {
        values: {
          name: 'Hà Thị Mơ',
          villageName: 'Bản Ón',
          categories: ['poor'],
          donorName: 'Chùa Chặng',
          monthly: 300000,
          fromMonth: '2026-03',
          months: 6,
          note: null,
        },
        problems: [{ code: 'imports.unreadableDay', params: { text: '31/2/1950' } }],
      },
    ])
  })

  test('a person twice in one file waits for a decision, and is taken when somebody says so', async () => {
    const office = await openTestApp({ dialect })
    const staged = await stage(
      office,
      await registerOf([
        { name: 'Hà Thị Mơ', birth: 1950 },
        { name: 'Hà  thị mơ', birth: 1951 },
        { name: 'Hà Thị Mơ', birth: 1980 },
        { name: 'Vi Văn Đá', birth: 1950, idNumber: '038050000001' },
        { name: 'Vi Đá', birth: 1950, idNumber: '038050000001' },
        { name: 'Vi Văn Đá', birth: 1950, idNumber: '038050000002' },
      ]),
    )
    expect(staged.preview.map(({ status }) => status)).toEqual([
      'good',
      'duplicate',
      'good',
      'good',
      'duplicate',
      'good',
    ])
    expect(staged.preview[1]?.lookalikes).toMatchObject([{ addressId: null, rowNumber: 3, name: 'Hà Thị Mơ' }])
    const { batchId } = staged
    const { counts } = await office.client.imports.decideDuplicate({ batchId, rowNumber: 4, take: true })
    expect(counts).toMatchObject({ duplicate: 2, taken: 1 })
    const applied = await apply(office, batchId)
    expect(applied).toMatchObject({ addresses: 5, duplicatesSkipped: 1 })
  })

  test('nobody on file is changed by an import that names them', async () => {
    const office = await openTestApp({ dialect })
    const twins = [
      { name: 'Hà Thị Mơ', birth: 1950 },
      { name: 'Hà Thị Mơ', birth: 1950, village: 'Bản Bo' },
    ]
    const first = await stage(office, await registerOf(twins))
    await apply(office, first.batchId)
    const before = await people(office)
    const second = await stage(
      office,
      await registerOf([{ name: 'HÀ THỊ MƠ', birth: 1950, village: 'bản ón', category: 'Khuyết tật' }]),
    )
    expect(second.preview).toMatchObject([{ status: 'duplicate', lookalikes: [{ villageName: 'Bản Ón' }] }])
    await office.client.imports.decideDuplicate({ batchId: second.batchId, take: true })
    await apply(office, second.batchId)
    const after = await people(office)
    expect(after.filter(({ id }) => before.some((known) => known.id === id))).toEqual(before)
    expect(after.length).toBe(3)
  })
})

async function people({ app }: Awaited<ReturnType<typeof openTestApp>>) {
  return app.holder.office!.database.read.selectFrom('person').selectAll().orderBy('id').execute()
}

/** Help that reached the first address, as the ledger would write it. */
async function recordDelivery({ app, unitId }: Awaited<ReturnType<typeof openTestApp>>): Promise<void> {
  const { database } = app.holder.office!
  const address = await database.read.selectFrom('address').select('id').executeTakeFirstOrThrow()
  const facts = {
    owner_unit: unitId,
    version: 1,
    change_seq: 1_000_000,
    created_at: '2026-11-21T02:00:00.000Z',
    deleted_at: null,
  }
  const empty = {
    pairing_id: null,
    instalment_id: null,
    round_line_id: null,
    donor_id: null,
    goods_item: null,
    goods_quantity: null,
  }
  await database.write((db) =>
    db
      .insertInto('delivery')
      .values({
        ...facts,
        ...empty,
        id: 'delivery',
        address_id: address.id,
        on_day: '2026-11-20',
        channel: 'fund',
        source: 'own',
        help_form: 'cash',
        amount: 300000,
        currency: 'VND',
        goods_unit: null,
        goods_value: 0,
        purpose: null,
        receiver: 'self',
        proxy_name: null,
        proxy_relation: null,
        proof: 'signature',
        note: null,
        reverses: null,
        reason: null,
      })
      .execute(),
  )
}
