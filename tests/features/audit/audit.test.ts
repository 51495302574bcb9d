import { createHash } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { contract } from '../../../src/app/common/contract.ts'
import { resources } from '../../../src/app/common/resources.ts'
import { LANGUAGES } from '../../../src/base/common/language.ts'
import { lastOf } from '../../../src/cli/lastOf.ts'
import { addressFields, addVillage } from '../../support/builders.ts'
import { TEST_PASSPHRASE, TEST_USER } from '../../support/officeTemplate.ts'
import { clientWith, openTestApp, type TestApp } from '../../support/openTestApp.ts'

const MONTH = '2026-11'

async function officeWithAddress(dialect: 'sqlite' | 'postgres' = 'sqlite') {
  const office = await openTestApp({ dialect })
  const villageId = await addVillage(office.app, { name: 'Bản Ón', unitId: office.unitId })
  const { id } = await office.client.addresses.add({ fields: addressFields({ name: 'Đặng Thị Đào', villageId }) })
  return { ...office, id, villageId }
}

async function linesOf(
  { client }: Pick<TestApp, 'client'>,
  kinds: ('bundle' | 'change' | 'read' | 'search' | 'export' | 'print')[],
) {
  return (await client.audit.list({ month: MONTH, kinds })).lines
}

describe.each(['sqlite', 'postgres'] as const)('the audit log on %s', (dialect) => {
  test('a change is one entry with its fields and without a value', async () => {
    const office = await officeWithAddress(dialect)
    const { app, client, id } = office
    const [line] = await linesOf(office, ['change'])
    expect(line).toMatchObject({ procedure: 'addresses.add' })
    expect(line?.records).toContainEqual({ id, name: 'Đặng Thị Đào', path: `/addresses/${id}` })
    const entries = await app.holder.office!.database.read.selectFrom('audit_entry').selectAll().execute()
    expect(JSON.stringify(entries)).toContain('display_name')
    expect(JSON.stringify(entries)).not.toContain('Đào')
    const report = await client.audit.verify()
    expect(report.problems).toEqual([])
    expect(report.entries).toBeGreaterThan(0)
  })

  test('who opened whom and who searched what is told in groups, and not twice for the same look', async () => {
    const office = await officeWithAddress(dialect)
    const auditor = office.clientAs(['auditor'])
    await auditor.addresses.get({ id: office.id })
    await auditor.addresses.get({ id: office.id })
    await auditor.addresses.list({ filter: { search: 'dang dao' } })
    const looks = await linesOf(office, ['read'])
    expect(looks.filter((line) => line.procedure === 'addresses.get').map((line) => line.count)).toEqual([1])
    const [search] = await linesOf(office, ['search'])
    expect(search).toMatchObject({ procedure: 'addresses.list', count: 1 })
    expect(search?.asked).toContainEqual({ name: 'search', value: 'dang dao' })
    const stored = await office.app.holder.office!.database.read.selectFrom('audit_entry').selectAll().execute()
    expect(JSON.stringify(stored)).not.toContain('dang dao')
  })

  test('row 62: an export is told with who, the filter, how many rows, and the hash of the file', async () => {
    const office = await officeWithAddress(dialect)
    const officer = office.clientAs(['officer'])
    const { ticket } = await officer.addresses.exportXlsx({ filter: { search: 'dao' } })
    const { file } = await officer.files.take({ ticket })
    const bytes = Buffer.from(await file.arrayBuffer())
    const [line] = await linesOf(office, ['export'])
    expect(line).toMatchObject({
      procedure: 'addresses.exportXlsx',
      count: 1,
      sha256: createHash('sha256').update(bytes).digest('hex'),
    })
    expect(line?.asked).toContainEqual({ name: 'search', value: 'dao' })
    expect(line?.userId).not.toBe('')
  })

  test('looking at what could be sent, and to whom, takes nothing out', async () => {
    const office = await officeWithAddress(dialect)
    const { partners } = await office.client.bundles.shares.partners()
    const toUnit = partners[0]?.unit.id ?? ''
    await office.client.bundles.shares.preview({ toUnit, through: { year: 2026, quarter: 3 } })
    expect(await linesOf(office, ['bundle'])).toEqual([])
  })
})

test('a key file that was read is told without what it holds', async () => {
  const [branch, province] = [await openTestApp(), await openTestApp({ kind: 'province' })]
  const { text } = await branch.client.bundles.keys.requestFile()
  await province.client.bundles.keys.readFile({ file: { text } })
  const look = (await linesOf(province, ['read'])).find(({ procedure }) => procedure === 'bundles.keys.readFile')
  expect(look?.asked).toEqual([])
})

test('what was asked about one record is told by its name, not by its id', async () => {
  const office = await officeWithAddress()
  await office.clientAs(['auditor']).pairings.list({ filter: { addressId: office.id } })
  const [line] = await linesOf(office, ['read'])
  expect(line?.records.map(({ path }) => path)).toEqual([`/addresses/${office.id}`])
  expect(JSON.stringify(line?.asked)).not.toContain(office.id)
})

test('a form that is compared with the book while it is typed leaves its name in the log and nothing else', async () => {
  const office = await officeWithAddress()
  const typed = { name: 'Đặng Thị Đào', idNumber: '038150000001', situation: 'Nhà dột' }
  const form = { ...addressFields({ ...typed, villageId: office.villageId }), birthDay: null }
  await office.clientAs(['volunteer']).addresses.findSimilar(form)
  const lines = JSON.stringify(await linesOf(office, ['search', 'read']))
  expect(lines).toContain(typed.name)
  expect(lines).not.toContain(typed.idNumber)
  expect(lines).not.toContain(typed.situation)
})

test.each(LANGUAGES)('every part of the book has its name in the log in %s', (language) => {
  const { places } = resources[language].audit as { places: Record<string, string> }
  expect(Object.keys(contract).filter((feature) => places[feature] === undefined)).toEqual([])
})

test('the month tells for each person how much was seen, changed and taken out', async () => {
  const office = await officeWithAddress()
  const { people, head } = await office.client.audit.month({ month: MONTH })
  const [person] = people
  expect(person?.kinds.change).toBeGreaterThan(0)
  expect(head?.text).toMatch(/^\d+ · [0-9a-f]{4}( [0-9a-f]{4}){4}$/)
  expect((await office.client.audit.month({ month: '2026-10' })).people).toEqual([])
})

test('a journal row changed behind the program is found by the entry that committed to it', async () => {
  const office = await officeWithAddress()
  const { database } = office.app.holder.office!
  const before = await entryCount(office)
  const fields = [1, 2, 3].map((count) => addressFields({ name: `Người ${count}`, villageId: office.villageId }))
  for (const each of fields) await office.client.addresses.add({ fields: each })
  expect((await entryCount(office)) - before).toBe(3)
  await database.write((db) =>
    db.updateTable('journal').set({ new_values: '{}' }).where('new_values', 'like', '%Người 2%').execute(),
  )
  const report = await office.client.audit.verify()
  expect(report.problems.map((problem) => problem.kind)).toEqual(['journal'])
})

test('an import is one entry that commits to every record it brought', async () => {
  const office = await officeWithAddress()
  const sheet =
    'Họ và tên\tGiới tính\tNăm sinh\tThôn\tXã\tĐối tượng\nLò Thị Oanh\tNữ\t1960\tBản Ón\tNa Mèo\tHộ nghèo\nHà Văn Sơn\tNam\t1950\tBản Ón\tNa Mèo\tHộ nghèo\n'
  const file = new File([sheet], 'so.csv', { type: 'text/csv' })
  const { ticket } = await office.client.files.put({ file })
  const staged = await lastOf(await office.client.imports.read({ ticket }))
  const applying = { batchId: staged.batchId, past: 'unknown' as const, decision: null }
  await lastOf(await office.client.imports.apply(applying))
  const { database } = office.app.holder.office!
  const { journalRows } = await database.read
    .selectFrom('journal')
    .select((query) => query.fn.countAll<number>().as('journalRows'))
    .where('batch_id', '=', staged.batchId)
    .executeTakeFirstOrThrow()
  expect(Number(journalRows)).toBeGreaterThan(3)
  expect((await office.client.audit.verify()).problems).toEqual([])
  await database.write((db) =>
    db.updateTable('journal').set({ row_id: 'another' }).where('batch_id', '=', staged.batchId).execute(),
  )
  expect((await office.client.audit.verify()).problems.map(({ kind }) => kind)).toContain('journal')
})

test('a head on paper finds a log that was written anew after it was printed', async () => {
  const office = await officeWithAddress()
  const head = await office.client.audit.putOnPaper({ reference: 'Sổ quỹ tháng 11' })
  const anchor = { seq: head.seq, hash: head.text.split(' · ')[1] ?? '' }
  expect((await office.client.audit.verify({ anchor })).problems).toEqual([])
  const other = { seq: head.seq, hash: '0000 1111 2222 3333' }
  const report = await office.client.audit.verify({ anchor: other })
  expect(report.problems).toMatchObject([{ kind: 'anchor', seq: head.seq }])
})

test('looks that wait are written before the office closes', async () => {
  const office = await officeWithAddress()
  await office.client.addresses.get({ id: office.id })
  await office.app.close()
  const again = await reopen(office)
  const lines = await linesOf(again, ['read'])
  expect(lines.map((line) => line.procedure)).toContain('addresses.get')
})

test('only another pair of eyes reads the log', async () => {
  const office = await officeWithAddress()
  for (const role of ['officer', 'treasurer', 'volunteer', 'provinceOfficer'] as const) {
    await expect(office.clientAs([role]).audit.month({ month: MONTH })).rejects.toMatchObject({
      code: 'common.notAllowed',
    })
  }
  for (const role of ['head', 'auditor'] as const) await office.clientAs([role]).audit.month({ month: MONTH })
})

async function entryCount({ app }: TestApp): Promise<number> {
  const row = await app.holder
    .office!.database.read.selectFrom('audit_entry')
    .select((query) => query.fn.countAll().as('entries'))
    .executeTakeFirstOrThrow()
  return Number(row.entries)
}

async function reopen({ app }: TestApp): Promise<Pick<TestApp, 'client'>> {
  const door = clientWith(app, undefined)
  const { token } = await door.accounts.unlock({ userName: TEST_USER, passphrase: TEST_PASSPHRASE })
  return { client: clientWith(app, token) }
}
