import fc from 'fast-check'
import { read } from 'hucre'
import { describe, expect, it } from 'vitest'
import { sharedRecordId } from '../../../src/base/common/recordId.ts'
import { basisOf, membersClash, percentOf, summarise } from '../../../src/features/clusters/common/rules.ts'
import { noFigures } from '../../../src/features/reports/common/rules.ts'
import { openTestApp, type TestApp } from '../../support/openTestApp.ts'
import {
  addFamilies,
  bookOf,
  delivery,
  exchangeKeys,
  handOver,
  makeReport,
  openReport,
  record,
  writeAs,
} from '../bundles/offices.ts'

const Q4 = { year: 2026, quarter: 4 } as const
const NAMES = { vi: 'Cụm 4', en: null, lo: null }
const [NA_MEO, QUAN_SON, SON_THUY, TAM_THANH] = ['15013', '15016', '15019', '15022'].map((code) =>
  sharedRecordId('unit', code),
) as [string, string, string, string]

describe.each(['sqlite', 'postgres'] as const)('a cluster on %s', (dialect) => {
  it('row 89: shows the mean of unit percentages and n of N above target, typed paper totals marked', async () => {
    const province = await provinceWithReport(dialect)
    const { clusters, reports } = province.client
    await reports.typePaper({ year: 2026, quarter: 3, unitId: QUAN_SON, figures: paper(40, 3_000_000), note: 'số 7' })
    await addMeasures(province)
    const { id: clusterId } = await clusters.save({
      names: NAMES,
      members: [NA_MEO, QUAN_SON, SON_THUY].map((unitId) => ({ unitId, validFrom: '2026-01-01' })),
    })
    const targets = [NA_MEO, QUAN_SON, SON_THUY].flatMap((unitId) => [
      { unitId, indicator: 'helped', value: 2 },
      { unitId, indicator: 'value', value: 2_000_000 },
    ])
    await clusters.targets.save({ year: 2026, targets })
    const standing = await clusters.standing({ clusterId, ...Q4 })
    expect(standing.day).toBe('2026-12-31')
    // One family of two; forty of two; nothing came.
    expect(standing.rows.map((row) => [row.unit.vi, row.status, row.cells.map((cell) => cell.percent)])).toEqual([
      ['Xã Na Mèo', 'sent', [50, 25]],
      [expect.any(String), 'notSent', [2000, 150]],
      [expect.any(String), 'notSent', [null, null]],
    ])
    expect(standing.rows.map((row) => [row.paperQuarters, row.missingQuarters])).toEqual([
      [[], []],
      [[3], [1, 2, 4]],
      [[], []],
    ])
    expect(standing.indicators).toMatchObject([
      { code: 'helped', basis: 'count', mean: 1025, counted: 2, withTarget: 3, reached: 1, above: 1 },
      // Not 70 %, the percentage of the sums.
      { code: 'value', basis: 'value', mean: 87.5, counted: 2, withTarget: 3, reached: 1, above: 1 },
    ])
  })

  it('row 89: a table of an earlier day shows the cluster of that day, and units by the names of that day', async () => {
    const province = await openTestApp({ kind: 'province', dialect })
    await addMeasures(province)
    const { clusters } = province.client
    const { id: clusterId } = await clusters.save({
      names: NAMES,
      members: [
        { unitId: NA_MEO, validFrom: '2025-07-01' },
        { unitId: QUAN_SON, validFrom: '2025-07-01', validTo: '2026-03-31' },
        { unitId: SON_THUY, validFrom: '2026-04-01' },
      ],
    })
    await writeAs(province, async (db) => {
      await db.updateTable('unit_name').set({ valid_to: '2026-06-30' }).where('unit_id', '=', NA_MEO).execute()
      const old = await db.selectFrom('unit_name').selectAll().where('unit_id', '=', NA_MEO).executeTakeFirstOrThrow()
      const ward = { ...old, id: 'ward', type: 'ward', valid_from: '2026-07-01', valid_to: null }
      await db.insertInto('unit_name').values(ward).execute()
    })
    const membersIn = async (quarter: 1 | 2 | 3) => {
      const { rows } = await clusters.standing({ clusterId, year: 2026, quarter })
      return [rows.map((row) => row.unit.id), rows[0]?.unit.vi]
    }
    expect(await membersIn(1)).toEqual([[NA_MEO, QUAN_SON], 'Xã Na Mèo'])
    expect(await membersIn(2)).toEqual([[NA_MEO, SON_THUY], 'Xã Na Mèo'])
    expect(await membersIn(3)).toEqual([[NA_MEO, SON_THUY], 'Phường Na Mèo'])
  })

  it('row 81: a new indicator and a new report form come in a directory and work without a new program', async () => {
    const centre = await openTestApp({ kind: 'central' })
    const province = await provinceWithReport(dialect)
    await exchangeKeys(province, centre)
    await addMeasures(centre)
    const names = { vi: 'Biểu 1', en: null, lo: 'ແບບ 1' }
    await centre.client.clusters.forms.save({ code: 'bieu-1', names, indicators: ['value', 'helped'] })
    const { ticket } = await centre.client.bundles.directory.make({})
    const pack = centre.app.services.tickets.take(ticket)?.bytes ?? new Uint8Array()
    await province.client.bundles.openFile({ ticket: handOver(province, pack) })
    const table = await province.client.clusters.forms.table({ code: 'bieu-1', ...Q4 })
    const row = table.rows.find((each) => each.unit.id === NA_MEO)
    expect([row?.values, table.total]).toEqual([
      [500_000, 1],
      [500_000, 1],
    ])
    // Worded anew for this office, and back again.
    const own = { vi: 'Trị giá đã trao (Thanh Hóa)', en: null, lo: null }
    await province.client.clusters.indicators.save({ code: 'value', names: own, figures: ['cash'] })
    const listed = async () => {
      const { indicators } = await province.client.clusters.indicators.list()
      return indicators.find((one) => one.code === 'value')
    }
    expect(await listed()).toMatchObject({ origin: 'own', names: own })
    await province.client.clusters.indicators.remove({ code: 'value' })
    expect(await listed()).toMatchObject({ origin: 'directory', names: { vi: 'Trị giá đã trao' } })
    await expect(province.client.clusters.indicators.remove({ code: 'value' })).rejects.toMatchObject({
      code: 'common.notFound',
    })
  })
})

describe('what clusters refuse and print', () => {
  it('row 89: the spreadsheet labels the basis of each indicator and says what is typed from paper', async () => {
    const province = await openTestApp({ kind: 'province' })
    await province.client.reports.typePaper({ ...Q4, unitId: NA_MEO, figures: paper(3, 1_500_000), note: '' })
    await addMeasures(province)
    const members = [{ unitId: NA_MEO, validFrom: '2026-01-01' }]
    const { id: clusterId } = await province.client.clusters.save({ names: NAMES, members })
    const targets = [{ unitId: NA_MEO, indicator: 'value', value: 1_000_000 }]
    await province.client.clusters.targets.save({ year: 2026, targets })
    const { ticket, name } = await province.client.clusters.standingXlsx({ clusterId, ...Q4 })
    expect(name).toBe('Cụm 4 2026-Q4.xlsx')
    const bytes = province.app.services.tickets.take(ticket)?.bytes ?? new Uint8Array()
    const [sheet] = (await read(bytes)).sheets
    const text = JSON.stringify(sheet?.rows)
    for (const words of ['trị giá, đồng', '150%', 'gõ từ giấy', '1 trên 1']) expect(text).toContain(words)
  })

  it('counts and dong in one indicator, a member twice on one day and unknown units are refused', async () => {
    const { client } = await openTestApp({ kind: 'province' })
    const names = { vi: 'Lẫn lộn' }
    await expect(
      client.clusters.indicators.save({ code: 'mixed', names, figures: ['people', 'cash'] }),
    ).rejects.toMatchObject({ code: 'clusters.mixedFigures' })
    const twice = [
      { unitId: NA_MEO, validFrom: '2026-01-01' },
      { unitId: NA_MEO, validFrom: '2026-03-01' },
    ]
    await expect(client.clusters.save({ names, members: twice })).rejects.toMatchObject({
      code: 'clusters.membersClash',
    })
    const unknown = [{ unitId: sharedRecordId('unit', 'nowhere'), validFrom: '2026-01-01' }]
    await expect(client.clusters.save({ names, members: unknown })).rejects.toMatchObject({
      code: 'clusters.unknownUnit',
    })
    const targets = [{ unitId: NA_MEO, indicator: 'nothing', value: 1 }]
    await expect(client.clusters.targets.save({ year: 2026, targets })).rejects.toMatchObject({
      code: 'clusters.unknownIndicator',
    })
  })

  it('a cluster of the directory is neither changed nor removed here', async () => {
    const office = await openTestApp({ kind: 'province' })
    const { id } = await office.client.clusters.save({ names: NAMES, members: [] })
    await writeAs(office, (db) => db.updateTable('cluster').set({ origin: 'directory' }).execute())
    for (const call of [
      office.client.clusters.remove({ id }),
      office.client.clusters.save({ id, names: { vi: 'x' }, members: [] }),
    ]) {
      await expect(call).rejects.toMatchObject({ code: 'common.notFound' })
    }
    expect(await bookOf(office).read.selectFrom('cluster').select('name_vi').execute()).toEqual([{ name_vi: 'Cụm 4' }])
  })

  it('the mean lies between the least and the greatest percentage, and nobody above was not reached', () => {
    const cell = fc.record({
      target: fc.option(fc.integer({ min: 1, max: 1_000_000_000_000 }), { nil: null }),
      achieved: fc.option(fc.integer({ min: 0, max: 1_000_000_000_000 }), { nil: null }),
    })
    fc.assert(
      fc.property(fc.array(cell, { maxLength: 40 }), (cells) => {
        const judged = cells.map(({ target, achieved }) => ({ target, percent: percentOf(achieved, target) }))
        const { mean, counted, withTarget, reached, above } = summarise(judged)
        const percents = judged.flatMap(({ percent }) => percent ?? [])
        expect(counted).toBe(percents.length)
        expect(above <= reached && reached <= counted && counted <= withTarget).toBe(true)
        if (mean === null) expect(percents).toEqual([])
        else {
          const slack = Math.max(...percents) * 1e-9
          expect(mean).toBeGreaterThanOrEqual(Math.min(...percents) - slack)
          expect(mean).toBeLessThanOrEqual(Math.max(...percents) + slack)
        }
      }),
    )
  })

  it('spans that follow one another are no clash; an unknown figure has no basis', () => {
    const span = (validFrom: string, validTo: string | null) => ({ unitId: TAM_THANH, validFrom, validTo })
    expect(membersClash([span('2026-01-01', '2026-03-31'), span('2026-04-01', null)])).toBe(false)
    expect(membersClash([span('2026-01-01', '2026-04-01'), span('2026-04-01', null)])).toBe(true)
    expect(membersClash([span('2026-04-01', '2026-03-31')])).toBe(true)
    expect([basisOf(['people', 'cash']), basisOf(['fromTheFuture']), basisOf([])]).toEqual([null, null, null])
  })
})

/** A province that has one family's half a million of Na Mèo for the fourth quarter. */
async function provinceWithReport(dialect: 'sqlite' | 'postgres'): Promise<TestApp> {
  const branch = await openTestApp()
  const province = await openTestApp({ kind: 'province', dialect })
  await exchangeKeys(branch, province)
  const [id = ''] = await addFamilies(branch, [{ name: 'Hà Thị Mé' }])
  await record(branch, 'delivery', delivery({ address_id: id, amount: 500_000 }))
  await openReport(province, await makeReport(branch, province))
  return province
}

async function addMeasures({ client }: TestApp): Promise<void> {
  const { save } = client.clusters.indicators
  await save({ code: 'helped', names: { vi: 'Địa chỉ được trợ giúp' }, figures: ['helped'] })
  await save({ code: 'value', names: { vi: 'Trị giá đã trao' }, figures: ['cash', 'goods'] })
}

function paper(helped: number, cash: number) {
  return { ...noFigures(), helped, people: helped, times: helped, deliveredFund: cash, cash }
}
