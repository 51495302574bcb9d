import { describe, expect, test } from 'vitest'
import { failureOf } from '../../../src/base/common/failures.ts'
import { addressFields, addVillage } from '../../support/builders.ts'
import { openTestApp, type TestApp } from '../../support/openTestApp.ts'
import { apply, countLiving, PAPER, registerOf, stage } from './importFiles.ts'
import { workbookOf } from './reading/registerFiles.ts'

async function openOffice(dialect: 'sqlite' | 'postgres' = 'sqlite') {
  const office = await openTestApp({ dialect })
  const villageId = await addVillage(office.app, { name: 'Bản Ón', unitId: office.unitId })
  const add = async (fields: Omit<Parameters<typeof addressFields>[0], 'villageId'>) =>
    (await office.client.addresses.add({ fields: addressFields({ ...fields, villageId }) })).id
  return { ...office, villageId, add }
}

function registerWithHeads(rows: readonly [name: string, head: string | null][]) {
  return workbookOf([
    ['DANH SÁCH ĐỊA CHỈ NHÂN ĐẠO NĂM 2026'],
    ['STT', 'Họ và tên', 'Năm sinh', 'Chủ hộ', 'Thôn', 'Đối tượng'],
    ...rows.map(([name, head], index) => [index + 1, name, 1950 + index, head, 'Bản Ón', 'Hộ nghèo']),
  ])
}

async function idOf({ client }: TestApp, name: string): Promise<string> {
  const { rows } = await client.addresses.list({})
  return rows.find(({ displayName }) => displayName === name)?.id ?? ''
}

describe.each(['sqlite', 'postgres'] as const)('a row that is somebody on file, on %s', (dialect) => {
  test('row 47: a row that could be two people on file stops with a question; the first is never taken', async () => {
    const office = await openOffice(dialect)
    const one = await office.add({ name: 'Hà Thị Mơ', birthDay: '1950' })
    const other = await office.add({ name: 'Hà Thị Mơ', birthDay: '1951' })
    const { batchId, preview, counts } = await stage(office, await registerOf([{ name: 'Hà Thị Mơ', birth: 1950 }]))
    expect(counts).toMatchObject({ duplicate: 1, asking: 1 })
    expect(preview[0]?.lookalikes.map(({ addressId }) => addressId).sort()).toEqual([one, other].sort())
    const { decideDuplicate } = office.client.imports
    expect((await decideDuplicate({ batchId, take: true })).counts).toMatchObject({ taken: 0, asking: 1 })
    const wrong = await decideDuplicate({ batchId, rowNumber: 3, take: false, joinId: office.villageId }).catch(
      failureOf,
    )
    expect(wrong).toMatchObject({ code: 'imports.notALookalike' })
    const answered = await decideDuplicate({ batchId, rowNumber: 3, take: false, joinId: other })
    expect(answered.counts).toMatchObject({ joined: 1, asking: 0 })
  })

  test('joining fills what is blank and touches nothing that is written; undoing blanks it again', async () => {
    const office = await openOffice(dialect)
    const { client } = office
    const id = await office.add({ name: 'Hà Thị Mơ', birthDay: '1950', phone: '0912 345 678' })
    const line = { name: 'HÀ THỊ MƠ', birth: '12/03/1951', idNumber: '038151000001' }
    const { batchId } = await stage(office, await registerOf([line]))
    await client.imports.decideDuplicate({ batchId, rowNumber: 3, take: false, joinId: id })
    const applied = await apply(office, batchId)
    expect(applied).toMatchObject({ addresses: 0, joined: 1, duplicatesSkipped: 0 })
    const { fields } = await client.addresses.get({ id })
    expect(fields).toMatchObject({
      name: 'Hà Thị Mơ',
      birthDay: '1950',
      idNumber: '038151000001',
      phone: '0912 345 678',
    })
    expect((await client.addresses.list({ filter: { search: '038151000001' } })).rows).toHaveLength(1)
    expect(await client.imports.undo({ batchId })).toEqual({ removed: 0, unjoined: 1, kept: [] })
    expect((await client.addresses.get({ id })).fields.idNumber).toBeNull()
  })

  test('row 48: people edited, approved, consented or merged since stay when their import is undone, each with the reason', async () => {
    const office = await openOffice(dialect)
    const { client } = office
    const names = ['Hà Thị Sửa', 'Hà Văn Duyệt', 'Vi Thị Thuận', 'Lò Văn Gộp', 'Lò Văn Thôi']
    const staged = await stage(
      office,
      await registerOf(names.map((name, index) => ({ name, birth: 1940 + index * 5 }))),
    )
    await apply(office, staged.batchId)
    const edited = await client.addresses.get({ id: await idOf(office, 'Hà Thị Sửa') })
    const fields = { ...edited.fields, villageId: edited.fields.villageId ?? '', phone: '0912 345 678' }
    await client.addresses.update({ id: edited.id, version: edited.version, fields })
    await client.addresses.approve({ ids: [await idOf(office, 'Hà Văn Duyệt')], paper: PAPER })
    const consented = await idOf(office, 'Vi Thị Thuận')
    await client.consents.record({ ids: [consented], purposes: ['keep'], givenOn: '2026-11-01' })
    const mine = await office.add({ name: 'Lò Gộp' })
    await client.duplicates.merge({ kind: 'address', survivorId: mine, otherId: await idOf(office, 'Lò Văn Gộp') })
    const undone = await client.imports.undo({ batchId: staged.batchId })
    expect(undone.removed).toBe(1)
    expect(Object.fromEntries(undone.kept.map(({ name, reason }) => [name, reason]))).toEqual({
      'Hà Thị Sửa': 'edited',
      'Hà Văn Duyệt': 'stepped',
      'Vi Thị Thuận': 'consented',
      'Lò Văn Gộp': 'merged',
    })
    const left = (await client.addresses.list({})).rows.map(({ displayName }) => displayName).sort()
    expect(left).toEqual(['Hà Thị Sửa', 'Hà Văn Duyệt', 'Lò Gộp', 'Vi Thị Thuận'])
    expect((await client.addresses.get({ id: edited.id })).fields.phone).toBe('0912 345 678')
  })
})

describe('what an import says and writes beside the people', () => {
  test('somebody an undone import took away comes back as a whole person', async () => {
    const office = await openOffice()
    const staged = await stage(office, await registerOf([{ name: 'Hà Thị Mơ', birth: 1950 }]))
    await apply(office, staged.batchId)
    const id = await idOf(office, 'Hà Thị Mơ')
    await office.client.imports.undo({ batchId: staged.batchId })
    expect(await countLiving(office)).toMatchObject({ person: 0, address: 0 })
    await office.client.addresses.restore({ id })
    expect(await countLiving(office)).toMatchObject({ person: 1, address: 1 })
    expect((await office.client.addresses.get({ id })).fields.birthDay).toBe('1950')
  })

  test('villages it would write are told before, those of other communes first', async () => {
    const office = await openOffice()
    const rows = [
      ['Hà Thị Mơ', 1950, 'Bản Ón', 'Na Mèo'],
      ['Vi Văn Đá', 1960, 'Bản Mới', 'Na Mèo'],
      ['Lò Văn Én', 1961, 'Bản Mới', 'Na Mèo'],
      ['Lò Thị Én', 1970, 'Khu 2', 'Quan Sơn'],
    ]
    const heading = ['Họ và tên', 'Năm sinh', 'Thôn', 'Xã', 'Đối tượng']
    const file = await workbookOf([heading, ...rows.map((row) => [...row, 'Hộ nghèo'])])
    const { newVillages } = await stage(office, file)
    expect(newVillages).toEqual([
      { name: 'Khu 2', communeName: 'Quan Sơn', elsewhere: true, rows: 1 },
      { name: 'Bản Mới', communeName: 'Na Mèo', elsewhere: false, rows: 2 },
    ])
  })

  test('the column "Chủ hộ" makes households: the head of the file, or one written in by name', async () => {
    const office = await openOffice()
    const { batchId } = await stage(
      office,
      await registerWithHeads([
        ['Lò Thị Mơ', 'Lò Văn An'],
        ['Lò Văn An', null],
        ['Vi Thị Sen', 'Vi Văn Đá'],
        ['Vi Thị Súng', 'Vi Văn Đá'],
        ['Hà Văn Một', null],
      ]),
    )
    await apply(office, batchId)
    const members = async (name: string) =>
      (await office.client.addresses.get({ id: await idOf(office, name) })).members.map((each) => each.name).sort()
    expect(await members('Lò Thị Mơ')).toEqual(['Lò Văn An'])
    expect(await members('Lò Văn An')).toEqual(['Lò Thị Mơ'])
    expect(await members('Vi Thị Sen')).toEqual(['Vi Thị Súng', 'Vi Văn Đá'])
    expect(await members('Hà Văn Một')).toEqual([])
    const db = office.app.holder.office!.database.read
    const heads = await db
      .selectFrom('household')
      .innerJoin('person', 'person.id', 'household.head_person_id')
      .select('person.full_name')
      .orderBy('person.full_name')
      .execute()
    expect(heads.map((row) => row.full_name)).toEqual(['Lò Văn An', 'Vi Văn Đá'])
    await office.client.imports.undo({ batchId })
    expect(await countLiving(office)).toMatchObject({ person: 0, address: 0 })
    const { left } = await db
      .selectFrom('household')
      .select((expression) => expression.fn.countAll().as('left'))
      .where('deleted_at', 'is', null)
      .executeTakeFirstOrThrow()
    expect(Number(left)).toBe(0)
  })
})
