import { describe, expect, test } from 'vitest'
import { foldForSearch } from '../../../src/base/common/foldForSearch.ts'
import { unitFullName } from '../../../src/features/units/common/unitNames.ts'
import { openTestApp } from '../../support/openTestApp.ts'

describe.each(['sqlite', 'postgres'] as const)('communes and words on %s', (dialect) => {
  test('typing without marks finds a commune, those of the own province first', async () => {
    const { client } = await openTestApp({ dialect })
    const { communes } = await client.units.searchCommunes({ search: 'tan thanh', limit: 100 })
    const namesakes = communes.filter((commune) => /^Tân Th[àạ]nh$/.test(commune.name))
    const provinces = namesakes.map((commune) => commune.province?.name)
    expect(namesakes.length).toBeGreaterThan(3)
    expect(provinces[0]).toBe('Thanh Hóa')
    expect(provinces.slice(1)).not.toContain('Thanh Hóa')
    expect(new Set(communes.map((commune) => commune.id)).size).toBe(communes.length)
  })

  test('row 6: three groups of keys are enough for any commune: its name, its province, Enter', async () => {
    const { client, app } = await openTestApp({ dialect })
    const all = await app.holder
      .office!.database.read.selectFrom('unit')
      .innerJoin('unit_name as commune', 'commune.unit_id', 'unit.id')
      .innerJoin('unit_name as province', 'province.unit_id', 'commune.parent_id')
      .select(['unit.id', 'commune.name', 'province.name as province'])
      .where('unit.level', '=', 'commune')
      .where('unit.valid_to', 'is', null)
      .where('commune.valid_to', 'is', null)
      .orderBy('commune.sort_key')
      .orderBy('unit.id')
      .execute()
    expect(all.length).toBeGreaterThan(3000)
    // Every two hundredth of the list by name.
    for (const commune of all.filter((_, at) => at % 200 === 0)) {
      const search = foldForSearch(`${commune.name} ${commune.province}`)
      const { communes } = await client.units.searchCommunes({ search, limit: 1 })
      expect(communes[0]?.id, search).toBe(commune.id)
    }
  })

  test('row 7: a name from before July 2025 leads to the commune of today and is shown with it', async () => {
    const { client } = await openTestApp({ dialect })
    const { communes } = await client.units.searchCommunes({ search: 'Đông Sơn Bỉm Sơn' })
    const [commune] = communes
    expect(commune?.formerName).toMatch(/Đông Sơn, Thị xã Bỉm Sơn, Tỉnh Thanh Hóa/)
    expect(commune && unitFullName(commune, 'vi')).toMatch(/^Phường /)
  })

  test('nothing typed offers the own commune, then its neighbours of the province', async () => {
    const { client, unitId } = await openTestApp({ dialect })
    const { communes } = await client.units.searchCommunes({ limit: 5 })
    expect(communes).toHaveLength(5)
    expect(communes[0]?.id).toBe(unitId)
    expect(new Set(communes.map((commune) => commune.province?.name))).toEqual(new Set(['Thanh Hóa']))
  })

  test('a code finds its unit, and a province is found where any level may be chosen', async () => {
    const { client } = await openTestApp({ dialect })
    const first = async (search: string, anyLevel: boolean) =>
      (await client.units.searchCommunes({ search, anyLevel })).communes[0]
    expect(await first('15013', false)).toMatchObject({ code: '15013', name: 'Na Mèo' })
    expect(await first('Thanh Hóa', true)).toMatchObject({ code: '38', type: 'province', name: 'Thanh Hóa' })
    expect(await first('tỉnh Thanh Hóa', true)).toMatchObject({ code: '38' })
    expect(await first('38', true)).toMatchObject({ code: '38' })
    expect((await first('Thanh Hóa', false))?.type).not.toBe('province')
  })

  test('a district of Huaphanh is found in Lao, in English and in Vietnamese', async () => {
    const { client } = await openTestApp({ dialect })
    const [viengxay] = (await client.units.searchCommunes({ search: 'viengxay' })).communes
    expect(viengxay?.nameLo).toBeDefined()
    for (const search of [viengxay?.nameLo ?? '', viengxay?.name ?? '']) {
      const { communes } = await client.units.searchCommunes({ search })
      expect(communes.map((commune) => commune.id)).toContain(viengxay?.id)
    }
  })

  test('words come in three languages and in their order', async () => {
    const { client } = await openTestApp({ dialect })
    const { words } = await client.units.vocabulary({ kind: 'category' })
    expect(words[0]).toEqual({
      code: 'poor',
      names: { vi: 'Hộ nghèo', en: expect.any(String), lo: 'ຄອບຄົວທຸກຍາກ' },
    })
  })

  test('a word without Lao stands in Vietnamese', async () => {
    const { client, app } = await openTestApp({ dialect })
    await app.holder.office!.database.write((db) =>
      db
        .insertInto('shared_word')
        .values({ kind: 'category', code: 'local', name_vi: 'Theo xã', name_en: null, name_lo: null, sort: 99 })
        .execute(),
    )
    const { words } = await client.units.vocabulary({ kind: 'category' })
    expect(words.at(-1)).toEqual({ code: 'local', names: { vi: 'Theo xã', en: 'Theo xã', lo: 'Theo xã' } })
  })
})
