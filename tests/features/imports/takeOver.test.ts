import { setTimeout as wait } from 'node:timers/promises'
import { describe, expect, test } from 'vitest'
import vi from '../../../locales/vi/imports.json' with { type: 'json' }
import { failureOf } from '../../../src/base/common/failures.ts'
import { cellProblemCodes } from '../../../src/features/imports/common/registerRow.ts'
import { openTestApp, type TestApp } from '../../support/openTestApp.ts'
import { apply, countRows, finish, PAPER, registerOf, stage } from './importFiles.ts'
import { workbookOf } from './reading/registerFiles.ts'

/** Given from July to December 2026; today is 21 November. */
const SPONSORED = { donor: 'Chùa Chặng', monthly: 300000, from: '07/2026', months: 6 }

describe.each(['sqlite', 'postgres'] as const)('taking over a register on %s', (dialect) => {
  test.each([
    { past: 'delivered', taken: 'delivered' },
    { past: 'unknown', taken: 'unknown' },
    { past: 'owed', taken: null },
  ] as const)('months before this one that are $past', async ({ past, taken }) => {
    const office = await openTestApp({ dialect })
    const { batchId } = await stage(office, await registerOf([SPONSORED]))
    await apply(office, batchId, { past, decision: PAPER })
    const instalments = await select(office, 'instalment')
    expect(instalments.map(({ first_month, past: said, amount }) => [first_month, said, Number(amount)])).toEqual([
      ...['2026-07', '2026-08', '2026-09', '2026-10'].map((month) => [month, taken, 300000]),
      ...['2026-11', '2026-12'].map((month) => [month, null, 300000]),
    ])
    expect(await select(office, 'pairing')).toMatchObject([
      { state: 'active', channel: 'fund', first_month: '2026-07', last_month: '2026-12', past, import_id: batchId },
    ])
  })

  test('with a paper everyone is approved by it; a sponsor makes the address active', async () => {
    const office = await openTestApp({ dialect })
    const { batchId } = await stage(office, await registerOf([SPONSORED, {}]))
    await apply(office, batchId, { decision: PAPER })
    const [decision] = await select(office, 'decision')
    expect(decision).toMatchObject({ number: '12/QĐ-HCTĐ', on_day: '2025-01-10', signer: 'Lê Văn Tám' })
    const addresses = await select(office, 'address')
    expect(addresses.map(({ state, state_since, decision_id }) => [state, state_since, decision_id])).toEqual([
      ['active', '2025-01-10', decision?.id],
      ['approved', '2025-01-10', decision?.id],
    ])
    const steps = await select(office, 'address_step')
    expect(steps.map(({ state, by_name }) => [state, by_name])).toEqual([
      ['approved', 'Lê Văn Tám'],
      ['active', null],
      ['approved', 'Lê Văn Tám'],
    ])
  })

  test('without a paper they are proposed and their sponsors intended', async () => {
    const office = await openTestApp({ dialect })
    const { batchId } = await stage(office, await registerOf([SPONSORED]))
    await apply(office, batchId)
    expect(await select(office, 'address')).toMatchObject([{ state: 'proposed', decision_id: null }])
    expect(await select(office, 'pairing')).toMatchObject([{ state: 'intended' }])
    expect(await select(office, 'decision')).toEqual([])
  })

  test('every record written has a change number of its own and, but for kỳ, which are their pairing’s, a journal row of the import', async () => {
    const office = await openTestApp({ dialect })
    const { batchId } = await stage(office, await registerOf([SPONSORED, { category: 'Hộ nghèo, khuyết tật' }]))
    await apply(office, batchId, { decision: PAPER })
    const journal = await office.app.holder
      .office!.database.read.selectFrom('journal')
      .selectAll()
      .where('batch_id', '=', batchId)
      .execute()
    const tables = ['village', 'decision', 'donor', 'person', 'address', 'address_step', 'pairing'] as const
    const written = (await Promise.all(tables.map((table) => select(office, table)))).flat()
    expect(new Set(journal.map(({ row_id }) => row_id))).toEqual(new Set(written.map(({ id }) => id)))
    expect(new Map(journal.map((row) => [row.row_id, Number(row.change_seq)]))).toEqual(
      new Map(written.map((row) => [row.id, Number(row.change_seq)])),
    )
    const numbered = [...written, ...(await select(office, 'instalment'))]
    expect(numbered.length).toBeGreaterThan(written.length)
    expect(new Set(numbered.map(({ change_seq }) => Number(change_seq))).size).toBe(numbered.length)
    const [, second] = await select(office, 'address')
    expect(second).toMatchObject({ main_category: 'poor', other_categories: '["disability"]' })
    const file = await office.client.addresses.get({ id: second!.id })
    expect(file.fields.otherCategories).toEqual(['disability'])
  })

  test('sponsors of one name are one sponsor; their kind is guessed from the name', async () => {
    const office = await openTestApp({ dialect })
    const names = ['Công ty TNHH May Sông Mã', 'công ty TNHH  May Sông Mã', 'Cong ty TNHH May Song Ma', 'Công an xã']
    const more = ['Nhóm thiện nguyện Hoa Ban', 'Gia đình bà Phạm Thị Nụ', 'Chùa Chặng']
    const lines = [...names, ...more].map((donor) => ({ ...SPONSORED, donor }))
    const { batchId } = await stage(office, await registerOf(lines))
    const applied = await apply(office, batchId, { decision: PAPER })
    expect(applied).toMatchObject({ donors: 5, pairings: 7 })
    const donors = await select(office, 'donor')
    expect(donors.map(({ name, kind }) => [name, kind])).toEqual([
      ['Công ty TNHH May Sông Mã', 'business'],
      ['Công an xã', 'organisation'],
      ['Nhóm thiện nguyện Hoa Ban', 'collective'],
      ['Gia đình bà Phạm Thị Nụ', 'person'],
      ['Chùa Chặng', 'organisation'],
    ])
  })

  test('a sponsor without an amount is written with a word on the cell, and nothing is planned', async () => {
    const office = await openTestApp({ dialect })
    const staged = await stage(office, await registerOf([{ donor: 'Chùa Chặng' }]))
    expect(staged.preview[0]?.problems.map(({ column, code, severity }) => [column, code, severity])).toEqual([
      ['H', 'imports.amountMissing', 'warning'],
      ['I', 'imports.startAssumed', 'warning'],
    ])
    await apply(office, staged.batchId, { decision: PAPER })
    expect(await select(office, 'pairing')).toMatchObject([
      { state: 'intended', first_month: '2026-11', last_month: null },
    ])
    expect(await select(office, 'address')).toMatchObject([{ state: 'paired' }])
    expect(await select(office, 'instalment')).toEqual([])
  })

  test('a commune nobody knows is asked about, and the answer brings the row in', async () => {
    const office = await openTestApp({ dialect })
    const file = await workbookOf([
      ['Họ và tên', 'Năm sinh', 'Thôn', 'Xã', 'Đối tượng'],
      ['Hà Thị Mơ', 1950, 'Bản Ón', 'Na Mèo', 'Hộ nghèo'],
      ['Vi Văn Thêm', 1951, 'Bản Bo', 'Xã Ma Mẻo', 'Hộ nghèo'],
    ])
    const staged = await stage(office, file)
    expect(staged.openCommunes).toMatchObject([{ rows: 1, choices: [] }])
    expect(staged.preview[1]?.problems).toMatchObject([
      { column: 'D', code: 'imports.unknownCommune', severity: 'error' },
    ])
    const again = await stage(office, file, { communes: { [staged.openCommunes[0]!.text]: office.unitId } })
    expect(again.counts).toMatchObject({ good: 2, refused: 0 })
    await apply(office, again.batchId)
    expect((await select(office, 'address')).map(({ commune_id }) => commune_id)).toEqual([
      office.unitId,
      office.unitId,
    ])
  })

  test('row 7: a commune that ended in July 2025 becomes the one of today, and its old name is kept', async () => {
    const office = await openTestApp({ dialect })
    const file = await workbookOf([
      ['Họ và tên', 'Năm sinh', 'Thôn', 'Xã', 'Đối tượng'],
      ['Hà Thị Mơ', 1950, 'Bản Hán', 'Hiền Chung', 'Hộ nghèo'],
    ])
    const staged = await stage(office, file)
    await apply(office, staged.batchId)
    const [address] = await select(office, 'address')
    expect(address).toMatchObject({ former_address: 'Bản Hán, Hiền Chung' })
    expect(address?.commune_id).not.toBe(office.unitId)
  })

  test('row 7: a commune that was split asks which part, and the answer keeps what was written', async () => {
    const office = await openTestApp({ dialect })
    const file = await workbookOf([
      ['Họ và tên', 'Năm sinh', 'Thôn', 'Xã', 'Đối tượng'],
      ['Hà Thị Mơ', 1950, 'Bản Hán', 'Hải Yến, huyện Nghi Sơn', 'Hộ nghèo'],
      ['Vi Văn Thêm', 1951, 'Bản Bo', 'xã Hải Yến', 'Hộ nghèo'],
      ['Lò Thị Oanh', 1952, 'Bản Ón', 'Na Mèo', 'Hộ nghèo'],
    ])
    const staged = await stage(office, file)
    expect(staged.counts).toMatchObject({ good: 1, refused: 2 })
    const asked = staged.openCommunes.find(({ text }) => text.endsWith('Hải Yến'))
    expect(asked?.choices).toHaveLength(3)
    const chosen = asked?.choices[1]
    const again = await stage(office, file, { communes: { [asked?.text ?? '']: chosen?.id ?? '' } })
    expect(again.counts).toMatchObject({ good: 2, refused: 1 })
    await apply(office, again.batchId)
    const kept = (await select(office, 'address')).map(({ commune_id, former_address }) => [commune_id, former_address])
    expect(kept).toHaveLength(2)
    expect(kept).toContainEqual([chosen?.id, expect.stringMatching(/^Bản Bo, .*Hải Yến$/)])
    expect(kept).toContainEqual([office.unitId, null])
  })

  test('row 45: what a person decided about the columns is remembered for files of that shape', async () => {
    const office = await openTestApp({ dialect })
    const rows = (name: string) =>
      workbookOf([
        ['Họ và tên', 'Năm sinh', 'Thôn', 'Đối tượng', 'Nguồn lực', 'Mức hỗ trợ'],
        [name, 1950, 'Bản Ón', 'Hộ nghèo', 'Chùa Chặng', 300],
      ])
    const first = await stage(office, await rows('Hà Thị Mơ'))
    expect(first.questions.length).toBeGreaterThan(0)
    const mapping = {
      ...first.mapping,
      columns: { ...first.mapping.columns, E: 'donor' as const },
      amountUnit: 1000 as const,
    }
    const decided = await stage(office, await rows('Hà Thị Mơ'), { mapping })
    expect(decided).toMatchObject({ mappingFrom: 'person', questions: [] })
    await apply(office, decided.batchId)
    const next = await stage(office, await rows('Vi Văn Thêm'))
    expect(next).toMatchObject({ mappingFrom: 'memory', questions: [] })
    expect(next.preview).toMatchObject([{ values: { donorName: 'Chùa Chặng', monthly: 300000 } }])
  })

  test('a failure in the middle of writing leaves nothing', async () => {
    const office = await openTestApp({ dialect })
    const { batchId } = await stage(office, await registerOf(Array.from({ length: 1200 }, () => ({ ...SPONSORED }))))
    const before = await countRows(office)
    // Two rows of the batch that can no longer be read, after a thousand that can.
    await office.app.holder.office!.database.write((db) =>
      db.updateTable('import_row').set({ values_json: '{' }).where('row_number', '>', 1100).execute(),
    )
    const failure = await finish(office.client.imports.apply({ batchId, past: 'owed', decision: PAPER })).catch(
      failureOf,
    )
    expect(failure).toMatchObject({ code: 'common.unexpected' })
    expect(await countRows(office)).toEqual(before)
  })

  test('stopping while writing leaves nothing, and the file can still be written', async () => {
    const office = await openTestApp({ dialect })
    const { batchId } = await stage(office, await registerOf(Array.from({ length: 3000 }, () => ({ ...SPONSORED }))))
    const before = await countRows(office)
    const stop = new AbortController()
    const events = await office.client.imports.apply(
      { batchId, past: 'owed', decision: PAPER },
      { signal: stop.signal },
    )
    await events.next()
    stop.abort()
    await drain(events)
    await until(async () => (await office.client.imports.list()).imports[0]?.state === 'staged')
    expect(await countRows(office)).toEqual(before)
    expect(await apply(office, batchId)).toMatchObject({ addresses: 3000 })
  })

  test('10,000 rows tell how far they are; stopping while reading leaves nothing', async () => {
    const office = await openTestApp({ dialect })
    const file = await registerOf(Array.from({ length: 10_000 }, () => ({})))
    const before = await countRows(office)
    const { ticket } = await office.client.files.put({ file: new File([new Uint8Array(file)], 'lon.xlsx') })
    const stop = new AbortController()
    const events = await office.client.imports.read({ ticket }, { signal: stop.signal })
    let step = await events.next()
    while (step.done !== true && step.value.phase === 'opening') step = await events.next()
    expect(step).toMatchObject({ done: false, value: { phase: 'checking', total: 10_002 } })
    stop.abort()
    await drain(events)
    await until(async () => (await office.client.imports.list()).imports.length === 0)
    expect(await countRows(office)).toEqual(before)

    const again = await office.client.files.put({ file: new File([new Uint8Array(file)], 'lon.xlsx') })
    const { value, progress } = await finish(office.client.imports.read({ ticket: again.ticket }))
    expect(value.counts).toMatchObject({ total: 10_000, good: 10_000 })
    const done = progress.filter(({ phase }) => phase === 'checking').map((each) => each.done)
    expect(done.length).toBeGreaterThan(1)
    expect(done).toEqual([...done].sort((one, other) => one - other))
  })

  test('a file that is no register is refused by its reason and leaves nothing', async () => {
    const office = await openTestApp({ dialect })
    const before = await countRows(office)
    const empty = await workbookOf([['Thông báo'], ['Họp giao ban tháng 11']])
    const failure = await stage(office, empty).catch(failureOf)
    expect(failure).toMatchObject({ code: 'imports.noTable' })
    const noise = await stage(office, new Uint8Array([1, 2, 3])).catch(failureOf)
    expect(noise).toMatchObject({ code: 'imports.notASpreadsheet' })
    expect(await countRows(office)).toEqual(before)
  })

  test('importing needs the right to import', async () => {
    const office = await openTestApp({ dialect })
    const volunteer = office.clientAs(['volunteer'])
    const failure = await volunteer.imports.list().catch(failureOf)
    expect(failure).toMatchObject({ code: 'common.notAllowed' })
  })
})

test('every problem of a cell has its sentence', () => {
  expect(
    Object.keys(vi.problems)
      .map((key) => `imports.${key}`)
      .sort(),
  ).toEqual([...cellProblemCodes].sort())
})

type Read = 'village' | 'decision' | 'donor' | 'person' | 'address' | 'address_step' | 'pairing' | 'instalment'

function select<Name extends Read>({ app }: TestApp, table: Name) {
  // Safe: every table read here has these columns; the rest is looked at by name only.
  const db = app.holder.office!.database.read
  return db
    .selectFrom(table as 'address')
    .selectAll()
    .orderBy('id')
    .execute() as Promise<Row[]>
}

type Row = { id: string; change_seq: number } & Record<string, string | number | null>

async function drain(events: AsyncIterator<unknown>): Promise<void> {
  try {
    while ((await events.next()).done !== true);
  } catch (error) {
    expect(failureOf(error).code).toBe('common.cancelled')
  }
}

/** Waits for work that ends on its own after a stop. */
async function until(isSo: () => Promise<boolean>): Promise<void> {
  for (let tries = 0; tries < 200; tries++) {
    if (await isSo()) return
    await wait(50)
  }
  throw new Error('it never came to that')
}
