import { describe, expect, test } from 'vitest'
import type { VocabularyKind } from '../../../src/features/units/common/contract.ts'
import { openTestApp, type TestClient } from '../../support/openTestApp.ts'
import { lookAt, markupWordsOf, printMarkup } from '../papers/paperDesk.ts'

async function wordOf(client: TestClient, kind: VocabularyKind, code: string) {
  const { words } = await client.units.words.list()
  return words.find((word) => word.kind === kind && word.code === code)
}

describe.each(['sqlite', 'postgres'] as const)('words of the office on %s', (dialect) => {
  test('row 81: shared and own wording stand side by side, and the own one can be given up again', async () => {
    const { client } = await openTestApp({ dialect })
    const before = await wordOf(client, 'category', 'poor')
    expect(before).toMatchObject({ shared: { vi: 'Hộ nghèo' }, own: null })
    const names = { vi: 'Gia đình nghèo', en: null, lo: 'ຄອບຄົວທຸກ' }
    await client.units.words.save({ kind: 'category', code: 'poor', names })
    expect(await wordOf(client, 'category', 'poor')).toEqual({ ...before, own: names })
    const { words } = await client.units.vocabulary({ kind: 'category' })
    // Where the own wording says nothing in a language, its Vietnamese stands.
    expect(words.find(({ code }) => code === 'poor')?.names).toEqual({ ...names, en: 'Gia đình nghèo' })
    await client.units.words.reset({ kind: 'category', code: 'poor' })
    expect(await wordOf(client, 'category', 'poor')).toEqual(before)
  })

  test('a word only this office has is listed as such, last in its list', async () => {
    const { client } = await openTestApp({ dialect })
    await client.units.words.save({ kind: 'helpForm', code: 'own-1', names: { vi: 'Bò giống', en: null, lo: null } })
    const { words } = await client.units.words.list()
    expect(words.filter(({ kind }) => kind === 'helpForm').at(-1)).toMatchObject({ code: 'own-1', shared: null })
  })
})

test('papers and the change log say a word as the office words it', async () => {
  const { client } = await openTestApp({ printPdf: printMarkup })
  const { id: villageId } = await client.units.villages.add({ name: 'Bản Ón' })
  await client.addresses.add({
    fields: { name: 'Lò Thị Pành', villageId, mainCategory: 'poor' } as Parameters<
      typeof client.addresses.add
    >[0]['fields'],
  })
  await client.units.words.save({ kind: 'category', code: 'poor', names: { vi: 'Gia đình nghèo' } })
  const { entries } = await client.history.log({ filter: { group: 'people' } })
  const values = entries.flatMap(({ records }) => records.flatMap(({ changes }) => changes))
  expect(values.find(({ field }) => field === 'main_category')?.after?.words?.vi).toBe('Gia đình nghèo')
  const [purpose] = (await client.units.vocabulary({ kind: 'consentPurpose' })).words
  const names = { vi: 'Lập hồ sơ ở Hội xã', en: null, lo: null }
  await client.units.words.save({ kind: 'consentPurpose', code: purpose?.code ?? '', names })
  const { bytes } = await lookAt({ client }, { kind: 'consentSheet', language: 'vi' })
  expect(markupWordsOf(bytes)).toContain(names.vi)
})

test('who may not change settings words nothing anew', async () => {
  const { clientAs } = await openTestApp()
  const save = clientAs(['treasurer']).units.words.save({ kind: 'category', code: 'poor', names: { vi: 'Khác' } })
  await expect(save).rejects.toMatchObject({ code: 'common.notAllowed' })
})
