import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { failureOf } from '../../../src/base/common/failures.ts'
import type { AddressFields } from '../../../src/features/addresses/common/addressSchemas.ts'
import { listAttachmentFiles } from '../../../src/features/attachments/core/attachmentStore.ts'
import { CONSENT_PURPOSES } from '../../../src/features/consents/common/consentSchemas.ts'
import { mayUse } from '../../../src/features/consents/common/rules.ts'
import { addressFields, addVillage } from '../../support/builders.ts'
import { openTestApp, type TestApp } from '../../support/openTestApp.ts'
import { minimalPdf } from '../attachments/testPhotos.ts'

const GIVEN_ON = '2026-11-20'

async function addPeople(
  { app, client, unitId }: TestApp,
  people: (Partial<AddressFields> & { name: string })[],
): Promise<{ ids: string[]; villageId: string }> {
  const villageId = await addVillage(app, { name: 'Bản Ón', unitId })
  const ids: string[] = []
  for (const person of people) {
    ids.push((await client.addresses.add({ fields: addressFields({ ...person, villageId }) })).id)
  }
  return { ids, villageId }
}

describe.each(['sqlite', 'postgres'] as const)('consents on %s', (dialect) => {
  test('nothing is allowed before a paper is signed', async () => {
    const office = await openTestApp({ dialect })
    const { ids } = await addPeople(office, [{ name: 'Lò Thị Pành' }])
    const { purposes } = await office.client.consents.listForAddress({ addressId: ids[0]! })
    expect(purposes.map(({ purpose, blockedBy }) => [purpose, blockedBy])).toEqual(
      CONSENT_PURPOSES.map((purpose) => [purpose, 'none']),
    )
  })

  test('a signed sheet is recorded for all at once, and what stands already is passed over', async () => {
    const office = await openTestApp({ dialect })
    const { ids } = await addPeople(office, [{ name: 'Lò Thị Pành' }, { name: 'Hà Văn Sơn' }])
    await office.client.consents.record({ ids: [ids[0]!], purposes: ['keep'], givenOn: GIVEN_ON })
    const answer = await office.client.consents.record({ ids, purposes: ['keep', 'sendUpFull'], givenOn: GIVEN_ON })
    expect(answer).toMatchObject({ recorded: 3, already: 1 })
    const { purposes } = await office.client.consents.listForAddress({ addressId: ids[1]! })
    expect(purposes.filter(({ blockedBy }) => blockedBy === undefined).map(({ purpose }) => purpose)).toEqual([
      'keep',
      'sendUpFull',
    ])
    expect(purposes[0]?.consents[0]?.signedBy).toBe('Hà Văn Sơn')
  })

  test('a guardian signs by the name on file, and is asked for when there is none', async () => {
    const office = await openTestApp({ dialect })
    const { ids } = await addPeople(office, [
      { name: 'Lò Văn An', birthDay: '2015-03-02', guardianName: 'Lò Văn Bình' },
      { name: 'Hà Thị Chi', birthDay: '2016' },
    ])
    await office.client.consents.record({ ids: [ids[0]!], purposes: ['keep'], givenOn: GIVEN_ON, guardian: true })
    const { purposes, child } = await office.client.consents.listForAddress({ addressId: ids[0]! })
    expect(child).toBe(true)
    expect(purposes[0]?.consents[0]).toMatchObject({ signedBy: 'Lò Văn Bình', guardian: true })
    const failed = await office.client.consents
      .record({ ids, purposes: ['publish'], givenOn: GIVEN_ON, guardian: true })
      .catch(failureOf)
    expect(failed).toEqual({ code: 'consents.guardianUnknown', params: { name: 'Hà Thị Chi' } })
    const after = await office.client.consents.listForAddress({ addressId: ids[0]! })
    expect(after.purposes.find(({ purpose }) => purpose === 'publish')?.consents).toEqual([])
  })

  test('row 65: to publish anything about a child of seven or more, the child and the guardian both sign', async () => {
    const office = await openTestApp({ dialect })
    const { consents } = office.client
    const { ids } = await addPeople(office, [
      { name: 'Lò Văn An', birthDay: '2015-03-02', guardianName: 'Lò Văn Bình' },
    ])
    const blocked = async (purpose: string) =>
      (await consents.listForAddress({ addressId: ids[0]! })).purposes.find((each) => each.purpose === purpose)
        ?.blockedBy
    expect([await blocked('publish'), await blocked('keep')]).toEqual(['childNeedsBoth', 'childNeedsGuardian'])
    const paper = { ids, purposes: ['publish' as const, 'keep' as const], givenOn: GIVEN_ON }
    await consents.record({ ...paper, guardian: true })
    expect([await blocked('publish'), await blocked('keep')]).toEqual(['childNeedsBoth', undefined])
    await consents.record({ ...paper, signedBy: 'Lò Văn An' })
    expect(await blocked('publish')).toBeUndefined()
    const { purposes } = await consents.listForAddress({ addressId: ids[0]! })
    const own = purposes.find(({ purpose }) => purpose === 'publish')?.consents.find(({ guardian }) => !guardian)
    await consents.withdraw({ id: own!.id, on: '2026-11-21' })
    expect([await blocked('publish'), await blocked('keep')]).toEqual(['withdrawn', undefined])
  })

  test('row 65: the scan of a sheet is kept once and stands behind everybody who signed on it', async () => {
    const office = await openTestApp({ dialect })
    const { client, dir } = office
    const { ids } = await addPeople(office, [{ name: 'Lò Thị Pành' }, { name: 'Hà Văn Sơn' }])
    const recorded = await client.consents.record({ ids, purposes: ['keep', 'publish'], givenOn: GIVEN_ON })
    const { ticket } = await client.files.put({
      file: new File([new Uint8Array(minimalPdf('phiếu thôn'))], 'thon.pdf'),
    })
    const to = recorded.ids.map((id) => ({ table: 'consent' as const, id }))
    expect(await client.attachments.addToMany({ to, kind: 'document', ticket })).toEqual({ added: 4 })
    expect((await client.attachments.list({ of: to[3]! })).attachments).toMatchObject([{ fileName: 'thon.pdf' }])
    expect(await listAttachmentFiles(dir)).toHaveLength(1)
  })

  test('only the office whose register it is records what its people signed', async () => {
    const office = await openTestApp({ dialect })
    const { ids } = await addPeople(office, [{ name: 'Lò Thị Pành' }])
    const { database } = office.app.holder.office!
    await database.write((db) => db.updateTable('address').set({ owner_unit: 'another' }).execute())
    const recording = office.client.consents.record({ ids, purposes: ['keep'], givenOn: GIVEN_ON })
    expect(await recording.then(() => undefined, failureOf)).toMatchObject({ code: 'common.notAllowed' })
  })

  test('withdrawing stops the purpose and keeps the paper of the time before', async () => {
    const office = await openTestApp({ dialect })
    const { ids } = await addPeople(office, [{ name: 'Lò Thị Pành' }])
    await office.client.consents.record({ ids, purposes: ['publish'], givenOn: GIVEN_ON, proof: 'Cặp 3, tờ 12' })
    const before = await office.client.consents.listForAddress({ addressId: ids[0]! })
    const id = before.purposes[2]!.consents[0]!.id
    const early = await office.client.consents.withdraw({ id, on: '2026-11-19' }).catch(failureOf)
    expect(early).toMatchObject({ code: 'consents.withdrawnBeforeGiven' })
    const ahead = await office.client.consents.withdraw({ id, on: '2026-11-22' }).catch(failureOf)
    expect(ahead).toMatchObject({ code: 'consents.dayAhead' })
    await office.client.consents.withdraw({ id, on: '2026-11-21' })
    const after = await office.client.consents.listForAddress({ addressId: ids[0]! })
    expect(after.purposes[2]).toMatchObject({
      blockedBy: 'withdrawn',
      consents: [{ withdrawnOn: '2026-11-21', proof: 'Cặp 3, tờ 12' }],
    })
  })

  test('the list of missing papers goes by village and says how many each village still has', async () => {
    const office = await openTestApp({ dialect })
    const { ids, villageId } = await addPeople(office, [{ name: 'Lò Thị Pành' }, { name: 'Hà Văn Sơn' }])
    const other = await addVillage(office.app, { name: 'Bản Cha Khót', unitId: office.unitId })
    await office.client.addresses.add({ fields: addressFields({ name: 'Thao Văn Dia', villageId: other }) })
    await office.client.consents.record({ ids: [ids[0]!], purposes: ['keep'], givenOn: GIVEN_ON })
    const { rows } = await office.client.consents.missing({ filter: { purpose: 'keep' } })
    expect(rows.map((row) => [row.villageName, row.displayName])).toEqual([
      ['Bản Cha Khót', 'Thao Văn Dia'],
      ['Bản Ón', 'Hà Văn Sơn'],
    ])
    const count = await office.client.consents.countMissing({ filter: { purpose: 'keep', villageId } })
    expect(count.total).toBe(1)
    expect(count.villages.map(({ name, count: people }) => [name, people])).toEqual([
      ['Bản Cha Khót', 1],
      ['Bản Ón', 1],
    ])
  })

  test('the list of missing papers follows the same rule as a single file, whatever the age and the papers', async () => {
    const office = await openTestApp({ dialect })
    const births = [
      null,
      '1950',
      '2009',
      '2010',
      '2010-11',
      '2010-11-21',
      '2010-11-22',
      '2011',
      '2019',
      '2019-12',
      '2024',
    ]
    const papers = [[], ['own'], ['guardian'], ['own', 'guardian'], ['withdrawn'], ['withdrawn', 'guardian']] as const
    const people = births.flatMap((birthDay) => papers.map((signed) => ({ birthDay, signed })))
    const { ids } = await addPeople(
      office,
      people.map(({ birthDay }, index) => ({ name: `Người Thứ ${index}`, birthDay, guardianName: 'Người Giám Hộ' })),
    )
    for (const [index, { signed }] of people.entries()) await sign(office, ids[index]!, signed)
    for (const purpose of ['keep', 'publish'] as const) {
      const { rows } = await office.client.consents.missing({ filter: { purpose }, limit: 500 })
      const blocked = await Promise.all(ids.map((id) => isBlocked(office, id, purpose)))
      expect(new Set(rows.map((row) => row.addressId))).toEqual(new Set(ids.filter((_id, index) => blocked[index])))
    }
  })
})

async function sign({ client }: TestApp, id: string, signed: readonly string[]): Promise<void> {
  for (const signer of signed) {
    const guardian = signer === 'guardian'
    await client.consents.record({ ids: [id], purposes: ['keep', 'publish'], givenOn: GIVEN_ON, guardian })
    if (signer !== 'withdrawn') continue
    const { purposes } = await client.consents.listForAddress({ addressId: id })
    for (const consent of purposes.flatMap(({ consents }) => consents)) {
      await client.consents.withdraw({ id: consent.id, on: GIVEN_ON })
    }
  }
}

async function isBlocked({ client }: TestApp, id: string, purpose: string): Promise<boolean> {
  const { purposes } = await client.consents.listForAddress({ addressId: id })
  return purposes.find((each) => each.purpose === purpose)?.blockedBy !== undefined
}

describe('who has to sign', () => {
  const today = '2026-11-21'
  const own = { purpose: 'publish', guardian: false, withdrawnOn: null } as const
  const guardian = { ...own, guardian: true } as const

  test.each([
    { title: 'a child of six: the guardian alone', birthDay: '2020-06-01', consents: [guardian], ok: true },
    {
      title: 'a child of seven: the guardian alone is not enough',
      birthDay: '2019-11-21',
      consents: [guardian],
      ok: false,
    },
    { title: 'a child of seven: nor the child alone', birthDay: '2019-11-21', consents: [own], ok: false },
    { title: 'a child of seven: both', birthDay: '2019-11-21', consents: [own, guardian], ok: true },
    {
      title: 'born in the year in which a child turns seven: both, to be safe',
      birthDay: '2019',
      consents: [guardian],
      ok: false,
    },
    { title: 'the day before sixteen: both', birthDay: '2010-11-22', consents: [own], ok: false },
    { title: 'sixteen today: the person', birthDay: '2010-11-21', consents: [own], ok: true },
    { title: 'an adult who cannot sign: the guardian', birthDay: '1950', consents: [guardian], ok: true },
  ])('$title', ({ birthDay, consents, ok }) => {
    expect(mayUse('publish', consents, { birthDay, today }).ok).toBe(ok)
  })

  test('an adult who withdrew is not overruled by a guardian', () => {
    const withdrawn = { ...own, withdrawnOn: today }
    expect(mayUse('publish', [withdrawn, guardian], { birthDay: '1950', today })).toEqual({
      ok: false,
      blockedBy: 'withdrawn',
    })
  })

  test('row 66: a consent for one purpose never allows another, so withdrawing one stops exactly that one', () => {
    const purposes = fc.constantFrom(...CONSENT_PURPOSES)
    const mark = fc.record({ purpose: purposes, guardian: fc.boolean(), withdrawnOn: fc.constantFrom(null, today) })
    fc.assert(
      fc.property(
        purposes,
        fc.array(mark),
        fc.constantFrom(null, '1950', '2015', '2024'),
        (purpose, marks, birthDay) => {
          const others = marks.filter((each) => each.purpose !== purpose)
          expect(mayUse(purpose, others, { birthDay, today }).ok).toBe(false)
        },
      ),
    )
  })
})
