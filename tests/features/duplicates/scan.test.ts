import { describe, expect, it } from 'vitest'
import { failureOf } from '../../../src/base/common/failures.ts'
import { openDuplicateOffice } from './duplicateOffice.ts'

describe.each(['sqlite', 'postgres'] as const)('looking through the book on %s', (dialect) => {
  it('finds who stands in it twice, the likeliest first, and says why', async () => {
    const office = await openDuplicateOffice(dialect)
    await office.addPerson({ name: 'Lò Thị Mơ', birthDay: '1950' })
    await office.addPerson({ name: 'Lo Thi Mo', birthDay: '1951' })
    await office.addPerson({ name: 'Vi Văn Đá', birthDay: '1960-04-12', idNumber: '038060000001' })
    await office.addPerson({ name: 'Vi Đá', birthDay: '1960', idNumber: '038060000001' })
    await office.addPerson({ name: 'Hà Văn Hùng', birthDay: '1970' })
    await office.addPerson({ name: 'Hà Văn Hưng', birthDay: '1970' })
    expect(await office.scan()).toEqual({ people: 7, pairs: 2 })
    const { pairs, total, scannedAt } = await office.client.duplicates.list({})
    expect(total).toBe(2)
    expect(scannedAt).not.toBeNull()
    expect(pairs[0]?.evidence).toContain('sameIdNumber')
    expect(pairs[1]?.evidence).toEqual(['sameNameNoMarks', 'nearBirthYear', 'sameVillage'])
  })

  it('row 43: a pair called different never comes back: after a rescan, a new name, a merge of one of them', async () => {
    const office = await openDuplicateOffice(dialect)
    const one = await office.addPerson({ name: 'Nguyễn Thị Hoa', birthDay: '1972' })
    const other = await office.addPerson({ name: 'Nguyễn Thị Hoa', birthDay: '1972' })
    await office.scan()
    expect(await office.pairNames()).toEqual(['Nguyễn Thị Hoa = Nguyễn Thị Hoa'])
    await office.client.duplicates.dismiss({ id: one, otherIds: [other] })
    expect(await office.pairNames()).toEqual([])
    await office.scan()
    expect(await office.pairNames()).toEqual([])
    const file = await office.client.addresses.get({ id: other })
    const fields = { ...file.fields, villageId: office.villageId, name: 'Nguyễn Thị Thúy Hoa' }
    await office.client.addresses.update({ id: other, version: file.version, fields })
    await office.scan()
    expect(await office.pairNames()).toEqual([])
    const third = await office.addPerson({ name: 'Nguyễn Thị Thúy Hoa', birthDay: '1972', phone: '0912 345 678' })
    await office.merge(third, other)
    await office.scan()
    expect(await office.pairNames()).toEqual([])
    const refused = await office.client.duplicates
      .merge({ kind: 'address', survivorId: third, otherId: one })
      .catch(failureOf)
    expect(refused).toMatchObject({ code: 'duplicates.saidDifferent' })
  })

  it('"these are two" can be taken back by a person, and only so', async () => {
    const office = await openDuplicateOffice(dialect)
    const one = await office.addPerson({ name: 'Ngân Thị Xoan', birthDay: '1947' })
    const other = await office.addPerson({ name: 'Ngân Thị Xoan', birthDay: '1948' })
    await office.scan()
    await office.client.duplicates.dismiss({ id: one, otherIds: [other] })
    const { rows } = await office.client.duplicates.dismissed({})
    expect(rows).toMatchObject([{ first: 'Ngân Thị Xoan', second: 'Ngân Thị Xoan' }])
    expect(rows.flatMap(({ firstKnownBy, secondKnownBy }) => [firstKnownBy, secondKnownBy])).toEqual(
      expect.arrayContaining(['1947', '1948'].map((birthDay) => ({ birthDay, place: 'Bản Ón' }))),
    )
    await office.client.duplicates.reconsider({ id: rows[0]?.id ?? '' })
    expect(await office.pairNames()).toHaveLength(1)
  })

  it('row 67: nobody reads from a list of likenesses who an anonymised person was', async () => {
    const office = await openDuplicateOffice(dialect)
    const { client } = office
    const hong = { name: 'Quàng Thị Hồng', birthDay: '1950' }
    const gone = await office.addPerson(hong)
    const stays = await office.addPerson(hong)
    const [one, other] = [await office.addPerson(hong), await office.addPerson(hong)]
    await client.duplicates.dismiss({ id: gone, otherIds: [stays] })
    await client.duplicates.dismiss({ id: one, otherIds: [other] })
    await office.scan()
    expect(await office.pairNames()).toHaveLength(4)
    await client.addresses.anonymise({ id: gone, reason: 'Theo yêu cầu' })
    expect(await office.pairNames()).toEqual(Array(2).fill('Quàng Thị Hồng = Quàng Thị Hồng'))
    expect(await client.duplicates.dismissed({})).toMatchObject({ total: 1, rows: [{ first: hong.name }] })
  })

  it('row 73: a scan tells how far it is and can be stopped; what was found before then stands', async () => {
    const office = await openDuplicateOffice(dialect)
    await office.addPerson({ name: 'Lò Thị Mơ', birthDay: '1950' })
    await office.addPerson({ name: 'Lò Thị Mơ', birthDay: '1950' })
    await office.scan()
    await office.addPerson({ name: 'Lò Thị Mơ', birthDay: '1951' })
    const stop = new AbortController()
    const events = await office.client.duplicates.scan({}, { signal: stop.signal })
    stop.abort()
    const end = await Promise.resolve(events.next()).then(() => events.next().catch(failureOf), failureOf)
    expect(end).toMatchObject({ code: 'common.cancelled' })
    expect(await office.pairNames()).toHaveLength(1)
    // The core answers others while the worker compares.
    const running = office.scan()
    expect((await office.client.addresses.count({})).total).toBe(4)
    expect(await running).toEqual({ people: 4, pairs: 3 })
  })

  it('complaint 16: sponsors written twice are found by name, phone and tax code', async () => {
    const office = await openDuplicateOffice(dialect)
    const { client } = office
    await client.donors.add({ fields: { name: 'Cty TNHH Hoàng Anh', kind: 'business' } })
    await client.donors.add({ fields: { name: 'Chùa Chặng', phone: '0912 345 678' } })
    await client.donors.add({ fields: { name: 'Chua Chang', phone: '0912 345 678' } })
    await office.scan('donor')
    expect(await office.pairNames('donor')).toContain('Cty TNHH Hoàng Anh = Công ty Hoàng Anh')
    expect(await office.pairNames('donor')).toContain('Chua Chang = Chùa Chặng')
  })
})
