import { describe, expect, test } from 'vitest'
import { bookProblemCodes } from '../../../src/features/imports/common/registerRow.ts'
import { openTestApp } from '../../support/openTestApp.ts'
import { apply, registerOf, stage } from './importFiles.ts'
import { workbookOf } from './reading/registerFiles.ts'

const seen = new Set<string>()

function register(commune: string | null) {
  const place = commune === null ? {} : { heading: ['Xã'], cell: [commune] }
  return workbookOf([
    ['Họ và tên', 'Năm sinh', 'Thôn', ...(place.heading ?? []), 'Đối tượng'],
    ['Hà Thị Mơ', 1950, 'Bản Ón', ...(place.cell ?? []), 'Hộ nghèo'],
  ])
}

describe('where a register meets the book', () => {
  test('a sponsor two people on file are called is asked about', async () => {
    const office = await openTestApp()
    for (const phone of ['0912345678', '0987654321']) {
      await office.client.donors.add({ fields: { name: 'Bà Lê Thị Lan', phone } })
    }
    await office.client.donors.add({ fields: { name: 'Bà Lê Thị Lân' } })
    const staged = await stage(
      office,
      await registerOf([
        { donor: 'Bà Lê Thị Lan', monthly: 300000, from: '01/2026', months: 6 },
        { donor: 'Bà Lê Thị Lân', monthly: 300000, from: '01/2026', months: 6 },
        { donor: 'Chùa Chặng' },
      ]),
    )
    expect(staged.preview.map(({ status }) => status)).toEqual(['refused', 'good', 'good'])
    expect(staged.preview[0]?.problems).toMatchObject([{ column: 'G', code: 'imports.ambiguousDonor' }])
    await apply(office, staged.batchId)
    const { rows } = await office.client.donors.list({})
    expect(rows.map(({ name }) => name).sort()).toEqual([
      'Bà Lê Thị Lan',
      'Bà Lê Thị Lan',
      'Bà Lê Thị Lân',
      'Chùa Chặng',
    ])
    remember(staged)
  })

  test('a name that was two communes is asked about with both, and one nobody knows with none', async () => {
    const office = await openTestApp()
    const ambiguous = await stage(office, await register('Trường Sơn'))
    expect(ambiguous.openCommunes[0]?.choices.map(({ name }) => name).sort()).toEqual([
      'Phường Sầm Sơn, Thanh Hóa',
      'Xã Trường Văn, Thanh Hóa',
    ])
    expect(ambiguous.preview).toMatchObject([{ status: 'refused', problems: [{ column: 'D' }] }])
    const unknown = await stage(office, await register('Ma Mẻo'))
    expect(unknown.openCommunes).toMatchObject([{ text: 'Ma Mẻo', choices: [] }])
    remember(ambiguous)
    remember(unknown)
  })

  test('a register that names no commune is of the branch itself; a province has to be told', async () => {
    const branch = await openTestApp()
    const own = await stage(branch, await register(null))
    await apply(branch, own.batchId)
    const { rows } = await branch.client.addresses.list({})
    expect(rows).toMatchObject([{ displayName: 'Hà Thị Mơ', communeName: 'Na Mèo' }])
    const province = await openTestApp({ kind: 'province' })
    const untold = await stage(province, await register(null))
    expect(untold.preview).toMatchObject([{ status: 'refused', problems: [{ code: 'imports.noCommune' }] }])
    remember(untold)
  })

  test('every problem met with the book was seen here', () => {
    expect(bookProblemCodes.filter((code) => !seen.has(code))).toEqual([])
  })

  test('somebody who has been given another sponsor since stays when their import is undone', async () => {
    const office = await openTestApp()
    const staged = await stage(office, await registerOf([{ name: 'Hà Thị Mơ' }]))
    await apply(office, staged.batchId)
    const { id: donorId } = await office.client.donors.add({ fields: { name: 'Chùa Chặng' } })
    const [address] = (await office.client.addresses.list({})).rows
    const terms = {
      channel: 'direct',
      helpForm: 'cash',
      amount: 300000,
      frequency: 'monthly',
      firstMonth: '2026-12',
      state: 'intended',
    } as const
    await office.client.pairings.add({ ...terms, addressId: address!.id, donorId, lastMonth: null })
    const undone = await office.client.imports.undo({ batchId: staged.batchId })
    expect(undone).toMatchObject({ removed: 0, kept: [{ addressId: address!.id, reason: 'paired' }] })
    expect((await office.client.addresses.count({})).total).toBe(1)
  })
})

function remember({ preview }: Awaited<ReturnType<typeof stage>>): void {
  for (const { problems } of preview) for (const { code } of problems) seen.add(code)
}
