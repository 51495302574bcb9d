import fc from 'fast-check'
import { readXlsx } from 'hucre/xlsx'
import { describe, expect, test } from 'vitest'
import { daysBetween } from '../../../src/base/common/day.ts'
import { failureOf } from '../../../src/base/common/failures.ts'
import { extendedDay, requestDays } from '../../../src/features/addresses/common/requestRules.ts'
import { REQUEST_KINDS } from '../../../src/features/addresses/common/requestSchemas.ts'
import { listAttachmentFiles } from '../../../src/features/attachments/core/attachmentStore.ts'
import { packStagedRow, type StagedRow } from '../../../src/features/imports/common/stagedRow.ts'
import { addressFields, addVillage } from '../../support/builders.ts'
import { openTestApp, type TestApp } from '../../support/openTestApp.ts'
import { TINY_JPEG } from '../attachments/testPhotos.ts'
import { addPairing } from './addPairing.ts'

const TODAY = '2026-11-21'
const SECRETS = ['Pành', '038165000123', '0912345678', 'bệnh tim', 'Núi', 'chữ ký', '105.0221']

async function addWholeFile(office: TestApp): Promise<string> {
  const { client } = office
  const villageId = await addVillage(office.app, { name: 'Bản Ón', unitId: office.unitId })
  const person = {
    name: 'Lò Thị Pành',
    sex: 'F' as const,
    birthDay: '1965-03-12',
    idNumber: '038165000123',
    phone: '0912345678',
    guardianName: 'Hà Văn Núi',
    situation: 'bệnh tim',
    point: { latitude: 20.1934, longitude: 105.0221 },
    otherCategories: ['disability'],
  }
  const { id } = await client.addresses.add({ fields: addressFields({ villageId, ...person }) })
  await client.addresses.surveys.save({ addressId: id, fields: { onDay: '2026-10-01', health: 'bệnh tim' } })
  await client.addresses.certificates.save({ addressId: id, fields: { kind: 'poorHousehold', number: '038165000123' } })
  await client.visits.record({
    addressId: id,
    fields: { madeOn: '2026-11-01', result: 'stable', note: 'bà Pành khỏe' },
  })
  await client.consents.record({ ids: [id], purposes: ['keep'], givenOn: '2026-11-01', proof: 'chữ ký tờ 3' })
  const { ticket } = await client.files.put({ file: new File([new Uint8Array(TINY_JPEG)], 'Pành.jpg') })
  await client.attachments.add({ of: { table: 'address', id }, kind: 'photo', ticket })
  return id
}

/** Every text of the whole book, as somebody who holds the file would read it. */
async function wholeBook({ app }: TestApp): Promise<string> {
  const { read } = app.holder.office!.database
  const tables = (await read.introspection.getTables()).filter(({ name }) => !name.startsWith('search_'))
  const rows = []
  for (const { name } of tables) {
    if (!['unit', 'unit_name', 'unit_successor', 'shared_word', 'vocabulary'].includes(name)) {
      rows.push(
        await read
          .selectFrom(name as 'person')
          .selectAll()
          .execute(),
      )
    }
  }
  return JSON.stringify(rows)
}

describe.each(['sqlite', 'postgres'] as const)('personal data on %s', (dialect) => {
  test('row 67: an anonymised person is nowhere in the book any more, and no total has changed', async () => {
    const office = await openTestApp({ dialect })
    const { client } = office
    const id = await addWholeFile(office)
    const totals = async () => [
      await client.addresses.count({}),
      (await client.addresses.countByCategory({})).rows,
      (await client.reports.quarter({ year: 2026, quarter: 4 })).rows,
      (await client.visits.countDue({})).overdue,
    ]
    const before = await totals()
    const written = await wholeBook(office)
    expect(SECRETS.filter((secret) => !written.includes(secret))).toEqual([])
    await client.addresses.anonymise({ id, reason: 'Người được trợ giúp yêu cầu xóa' })
    const after = await wholeBook(office)
    expect(SECRETS.filter((secret) => after.includes(secret))).toEqual([])
    expect(await totals()).toEqual(before)
    const file = await client.addresses.get({ id })
    expect(file).toMatchObject({ anonymisedOn: TODAY, fields: { birthDay: '1965', sex: 'F', idNumber: null } })
    expect(await listAttachmentFiles(office.dir)).toEqual([])
    expect((await client.addresses.list({ filter: { search: 'Pành' } })).rows).toEqual([])
    const again = client.addresses.anonymise({ id, reason: 'lần nữa' })
    expect(await again.catch(failureOf)).toMatchObject({ code: 'addresses.anonymisedAlready' })
  })

  test('row 67: undo does not bring a name back, and a family with a sponsor is not anonymised', async () => {
    const office = await openTestApp({ dialect })
    const { client } = office
    const id = await addWholeFile(office)
    await client.addresses.anonymise({ id, reason: 'Yêu cầu xóa' })
    await client.history.undoLast().catch(failureOf)
    expect((await client.addresses.get({ id })).fields.name).not.toContain('Pành')
    const paired = await addWholeFile(office)
    await addPairing(office, { addressId: paired, donorName: 'Chùa Chặng', amount: 300_000 })
    const refused = client.addresses.anonymise({ id: paired, reason: 'Yêu cầu xóa' })
    expect(await refused.catch(failureOf)).toMatchObject({ code: 'addresses.hasActivePairing' })
    const officer = office.clientAs(['volunteer']).addresses.anonymise({ id: paired, reason: 'x' })
    expect(await officer.catch(failureOf)).toMatchObject({ code: 'common.notAllowed' })
  })

  test('row 82: a request has the days of the law, is answered, extended once and done', async () => {
    const office = await openTestApp({ dialect })
    const { client } = office
    const addressId = await addWholeFile(office)
    const fields = { kind: 'restrict' as const, requester: 'Hà Văn Núi', receivedOn: '2026-11-20', thirdParties: true }
    const { id } = await client.addresses.requests.add({ addressId, fields })
    const only = async () => (await client.addresses.requests.list({})).requests[0]!
    expect(await only()).toMatchObject({
      answerBy: '2026-11-24',
      doBy: '2026-12-10',
      late: null,
      displayName: 'Lò Thị Pành',
    })
    office.setNow('2026-11-25T02:00:00.000Z')
    expect((await only()).late).toBe('answer')
    const step = async (taken: 'answer' | 'extend' | 'done' | 'refuse', note: string | null = null) => {
      const { version } = await only()
      return client.addresses.requests.step({ id, version, step: taken, onDay: '2026-11-25', note }).catch(failureOf)
    }
    await step('answer')
    await step('extend', 'Chờ tỉnh trả lời')
    expect(await only()).toMatchObject({ doBy: '2026-12-25', late: null })
    expect(await step('extend')).toMatchObject({ code: 'addresses.extendedAlready' })
    expect(await step('refuse')).toMatchObject({ code: 'addresses.reasonNeeded' })
    await step('done')
    expect(await only()).toMatchObject({ outcome: 'done', doneOn: '2026-11-25' })
    expect((await client.addresses.get({ id: addressId })).restrictedOn).toBe('2026-11-25')
    expect((await client.addresses.requests.list({ openOnly: true })).requests).toEqual([])
    expect(await step('done')).toMatchObject({ code: 'addresses.requestClosed' })
  })

  test('row 82: erasing is done by anonymising; a copy holds everything kept about the person', async () => {
    const office = await openTestApp({ dialect })
    const { client } = office
    const addressId = await addWholeFile(office)
    const fields = { kind: 'erase' as const, requester: 'Lò Thị Pành', receivedOn: TODAY }
    const { id } = await client.addresses.requests.add({ addressId, fields })
    const done = () => client.addresses.requests.step({ id, version: 1, step: 'done', onDay: TODAY })
    expect(await done().then(() => undefined, failureOf)).toMatchObject({ code: 'addresses.anonymiseFirst' })
    const { ticket } = await client.addresses.exportPerson({ id: addressId, language: 'vi' })
    const text = await readXlsxText((await client.files.take({ ticket })).file)
    expect(SECRETS.slice(0, 5).filter((secret) => !text.includes(secret))).toEqual([])
    await client.addresses.anonymise({ id: addressId, reason: 'Theo yêu cầu' })
    const [open] = (await client.addresses.requests.list({})).requests
    await client.addresses.requests.step({ id, version: open!.version, step: 'done', onDay: TODAY })
    expect((await client.addresses.requests.list({})).requests).toMatchObject([{ outcome: 'done' }])
  })
})

describe.each(['sqlite', 'postgres'] as const)('data that are only kept on %s', (dialect) => {
  test('row 82: leave by no file: the register without the person, a list with figures only', async () => {
    const office = await openTestApp({ dialect })
    const { client } = office
    const id = await addWholeFile(office)
    const other = await addWholeFile(office)
    await client.addresses.restrict({ id, on: TODAY })
    const register = await client.addresses.exportXlsx({})
    expect(register).toMatchObject({ rows: 1, withheld: 1 })
    const flat = await client.addresses.flatList({})
    expect([flat.rows.length, flat.withheld]).toEqual([1, 1])
    const columns = ['Họ và tên', 'Thôn', 'Mỗi tháng'].map((label, index) => ({
      label,
      figures: index === 2,
      width: 20,
    }))
    const line = ['Lò Thị Pành', 'Bản Ón', 500_000]
    const input = { list: 'addresses', title: 'Sổ', format: 'xlsx' as const, columns, filter: {} }
    const made = await client.sheets.make({ ...input, rows: [line, line, line], addressIds: [id, other, null] })
    expect(made).toMatchObject({ rows: 3, withheld: 1 })
    const { file } = await client.files.take({ ticket: made.ticket })
    const [sheet] = (await readXlsx(new Uint8Array(await file.arrayBuffer()))).sheets
    expect(sheet?.rows.slice(1)).toEqual([['(Ngừng dùng dữ liệu theo yêu cầu)', null, 500_000], line, line])
  })

  test('row 82: a request stands among the work of the day with the days of the law', async () => {
    const office = await openTestApp({ dialect })
    const addressId = await addWholeFile(office)
    const fields = { kind: 'access' as const, requester: 'Hà Văn Núi', receivedOn: '2026-11-20' }
    const { id } = await office.client.addresses.requests.add({ addressId, fields })
    const work = async () =>
      (await office.client.today.worklist()).groups.flatMap(({ group, lines }) =>
        lines.filter(({ kind }) => kind.startsWith('request')).map(({ kind, name, by }) => [group, kind, name, by]),
      )
    expect(await work()).toEqual([['thisWeek', 'requestAnswer', 'Hà Văn Núi', '2026-11-24']])
    office.setNow('2026-11-25T02:00:00.000Z')
    expect((await work())[0]?.slice(0, 2)).toEqual(['overdue', 'requestAnswer'])
    await office.client.addresses.requests.step({ id, version: 1, step: 'answer', onDay: '2026-11-25', note: null })
    expect(await work()).toEqual([['thisWeek', 'requestAction', 'Hà Văn Núi', '2026-11-30']])
    await office.client.addresses.requests.step({ id, version: 2, step: 'done', onDay: '2026-11-25', note: null })
    expect(await work()).toEqual([])
  })

  test('row 67: lines of an imported file that tell of an anonymised person go with them', async () => {
    const office = await openTestApp({ dialect })
    const id = await addWholeFile(office)
    const line = (values: Partial<StagedRow>) => packStagedRow({ ...EMPTY_LINE, ...values })
    const lines = [
      line({ name: 'Lò Thị Pành', nameKey: 'lo thi panh', birthDay: '1965' }),
      line({ name: 'Lò Thị Panh', nameKey: 'x', idNumber: '038165000123' }),
      line({ name: 'Bà Pành', nameKey: 'ba panh' }),
      line({ name: 'Lò Thị Pành', nameKey: 'lo thi panh', birthDay: '1990' }),
    ]
    await office.app.holder.office!.database.write((db) =>
      db
        .insertInto('import_row')
        .values(
          lines.map((values_json, index) => ({
            ...{
              batch_id: 'b',
              row_number: index,
              status: 'refused' as const,
              values_json,
              problems_json: '[]',
              take: 0,
            },
            duplicates_json: index === 2 ? JSON.stringify([{ addressId: id }]) : '[]',
            ...{ join_id: null, asks: null },
          })),
        )
        .execute(),
    )
    await office.client.addresses.anonymise({ id, reason: 'Yêu cầu xóa' })
    const left = await office.app.holder.office!.database.read.selectFrom('import_row').select('row_number').execute()
    expect(left).toEqual([{ row_number: 3 }])
  })
})

test('row 82: no request is answered later than four days or done later than the law allows', () => {
  const days = fc.date({ min: new Date('2026-01-01'), max: new Date('2040-12-31'), noInvalidDate: true })
  fc.assert(
    fc.property(days, fc.constantFrom(...REQUEST_KINDS), fc.boolean(), (date, kind, thirdParties) => {
      const receivedOn = date.toISOString().slice(0, 10)
      const { answerBy, doBy } = requestDays(kind, receivedOn, thirdParties)
      expect([0, 6]).not.toContain(new Date(answerBy).getUTCDay())
      expect(daysBetween(receivedOn, answerBy)).toBeGreaterThanOrEqual(2)
      expect(daysBetween(receivedOn, answerBy)).toBeLessThanOrEqual(4)
      expect(daysBetween(receivedOn, doBy)).toBeLessThanOrEqual(20)
      expect(daysBetween(doBy, extendedDay(doBy))).toBe(15)
    }),
  )
})

const EMPTY_LINE: StagedRow = {
  ...{ name: '', sex: null, birthDay: null, idNumber: null, ethnicity: null, phone: null, householdHead: null },
  ...{ guardian: null, villageName: null, communeName: null, addressDetail: null, categories: [], donorName: null },
  ...{ monthly: null, fromMonth: null, months: null, year: null, note: null, communeId: null, formerPlace: null },
  ...{ idKind: null, nameKey: '', sortKey: '', search: '' },
}

async function readXlsxText(file: File): Promise<string> {
  return JSON.stringify(await readXlsx(new Uint8Array(await file.arrayBuffer())))
}
