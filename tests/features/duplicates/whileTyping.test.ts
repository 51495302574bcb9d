import { describe, expect, it } from 'vitest'
import { addressFields } from '../../support/builders.ts'
import { openDuplicateOffice } from './duplicateOffice.ts'

describe.each(['sqlite', 'postgres'] as const)('while somebody is typed on %s', (dialect) => {
  it('row 39: who is on file already is shown before saving, with what agrees and what differs', async () => {
    const office = await openDuplicateOffice(dialect)
    const { client, villageId } = office
    const typed = { name: 'Lo Thi Mo', birthDay: '1951', idNumber: null, villageId }
    expect((await client.addresses.findSimilar(typed)).rows).toEqual([])
    const id = await office.addPerson({ name: 'Lò Thị Mơ', birthDay: '1950' })
    const { rows } = await client.addresses.findSimilar(typed)
    expect(rows).toMatchObject([
      { id, likely: true, birthDay: '1950', evidence: ['sameNameNoMarks', 'nearBirthYear', 'sameVillage'] },
    ])
  })

  it('row 39: a slip of one letter, a missing middle name and the same phone are seen too', async () => {
    const office = await openDuplicateOffice(dialect)
    const { client, villageId } = office
    const id = await office.addPerson({ name: 'Hoàng Thị Nhung', birthDay: '1988-08-08', phone: '0912 345 678' })
    const found = async (typed: { name: string; birthDay?: string; phone?: string }) => {
      const asked = { birthDay: null, idNumber: null, villageId, ...typed }
      return (await client.addresses.findSimilar(asked)).rows.map((row) => row.id)
    }
    expect(await found({ name: 'Hoàng Thị Nhugn', birthDay: '1988' })).toEqual([id])
    expect(await found({ name: 'Hoàng Nhung' })).toEqual([id])
    expect(await found({ name: 'Hoàng Nhung', phone: '+84912345678' })).toEqual([id])
    expect(await found({ name: 'Hoàng Thị Nhàn', birthDay: '1988-08-08' })).toEqual([])
  })

  it('who was called another person when the file was written is never asked about', async () => {
    const office = await openDuplicateOffice(dialect)
    const { client, villageId } = office
    const hoa = { name: 'Nguyễn Thị Hoa', birthDay: '1972' }
    const known = await office.addPerson(hoa)
    const fields = addressFields({ ...hoa, villageId })
    const { id } = await client.addresses.add({ fields, otherThan: [known, 'nobody'] })
    await office.scan()
    expect(await office.pairNames()).toEqual([])
    const { rows } = await client.duplicates.dismissed({})
    expect(rows.map(({ firstId, secondId }) => [firstId, secondId].sort())).toEqual([[known, id].sort()])
  })

  it('who was called another person is not shown again while the file is edited', async () => {
    const office = await openDuplicateOffice(dialect)
    const { client, villageId } = office
    const one = await office.addPerson({ name: 'Nguyễn Thị Hoa', birthDay: '1972' })
    const other = await office.addPerson({ name: 'Nguyễn Thị Hoa', birthDay: '1972' })
    const asked = { name: 'Nguyễn Thị Hoa', birthDay: '1972', idNumber: null, villageId, exceptId: one }
    expect((await client.addresses.findSimilar(asked)).rows).toHaveLength(1)
    await client.duplicates.dismiss({ id: one, otherIds: [other] })
    expect((await client.addresses.findSimilar(asked)).rows).toEqual([])
  })
})
