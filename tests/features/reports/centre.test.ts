import { describe, expect, test } from 'vitest'
import { sharedRecordId } from '../../../src/base/common/recordId.ts'
import type { BundleRecord } from '../../../src/features/bundles/common/bundleManifest.ts'
import { noFigures } from '../../../src/features/reports/common/rules.ts'
import { openTestApp } from '../../support/openTestApp.ts'
import {
  addFamilies,
  bookOf,
  delivery,
  exchangeKeys,
  handOver,
  makeReport,
  openReport,
  record,
  signedBy,
  type TestOffice,
} from '../bundles/offices.ts'
import { receipt } from './receipt.ts'

const Q4 = { year: 2026, quarter: 4 } as const
const CENTRE = sharedRecordId('unit', 'VN')

describe('the centre over its provinces', () => {
  test.each(['sqlite', 'postgres'] as const)(
    'a province is own + its branches - what passed between them, to the dong (%s)',
    async (dialect) => {
      const { centre, province, branch, silent } = await levels(dialect)
      await record(centre, 'receipt', receipt({ number: 1, amount: 20_000_000 }))
      await record(province, 'receipt', receipt({ number: 1, amount: 10_000_000 }))
      await record(province, 'receipt', receipt({ number: 2, amount: 5_000_000, source: 'fromAbove' }))
      await bookOfBranch(branch)
      await openReport(province, await makeReport(branch, province))
      const below = await province.client.reports.quarter(Q4)
      await openReport(centre, await makeReport(province, centre))

      const table = await centre.client.reports.quarter(Q4)
      expect(table.rows.map((row) => [row.unit.code, row.status])).toEqual([
        ['VN', 'own'],
        ['38', 'sent'],
      ])
      const [own, row] = table.rows
      // The province had 5m from the centre and the branch 1m: counted by the centre too.
      expect(row?.figures).toEqual({
        ...below.total,
        internal: below.total.internal + 6_000_000,
        receivedNet: below.total.receivedNet - 6_000_000,
      })
      expect(row?.figures).toMatchObject({
        receivedOwn: 13_000_000,
        receivedFromAbove: 10_000_000,
        internal: 10_000_000,
      })
      expect(row?.own).toMatchObject({ receivedOwn: 10_000_000, delivered: 0 })
      expect(row?.below.map((each) => [each.unit.vi, each.status, each.figures?.delivered])).toEqual([
        ['Xã Mường Lát', 'paper', 200_000],
        ['Xã Na Mèo', 'sent', 1_000_000],
      ])
      expect(table.total.receivedNet).toBe(33_000_000)
      expect(table.total.receivedNet).toBe((own?.figures?.receivedNet ?? 0) + 13_000_000)

      const drill = await centre.client.reports.drill({ ...Q4, figure: 'delivered', unitId: province.unitId })
      expect(drill.parts.map((part) => [part.unit.code, part.value])).toEqual([
        [silent, 200_000],
        ['15013', 1_000_000],
      ])
      expect(drill.rows).toEqual([])
      const one = await centre.client.reports.drill({ ...Q4, figure: 'times', unitId: branch.unitId })
      expect(one.parts.map((part) => part.value)).toEqual([1])
      const all = await centre.client.reports.drill({ ...Q4, figure: 'receivedNet', unitId: null })
      expect(all.sum + all.parts.reduce((sum, part) => sum + part.value, 0)).toBe(table.total.receivedNet)
    },
  )

  test('no row of a branch and no name of its people goes up with its figures', async () => {
    const { centre, province, branch } = await levels()
    await bookOfBranch(branch)
    await openReport(province, await makeReport(branch, province))
    await openReport(centre, await makeReport(province, centre))
    const db = bookOf(centre).read
    expect(await db.selectFrom('address').selectAll().execute()).toEqual([])
    const told = await db.selectFrom('told_figures').selectAll().orderBy('quarter').execute()
    expect(told.map((row) => [row.year, row.quarter])).toEqual([1, 2, 3, 4].map((quarter) => [2026, quarter]))
    expect(JSON.stringify(told)).not.toContain('Hà Thị Mé')
  })

  test('a signed table of the centre stays; a branch that is late shows there and at its province', async () => {
    const { centre, province, branch } = await levels()
    await openReport(centre, await makeReport(province, centre))
    await province.client.reports.sign(Q4)
    await centre.client.reports.sign(Q4)
    await bookOfBranch(branch)
    await openReport(province, await makeReport(branch, province))
    const late = await makeReport(province, centre)
    const seen = await centre.client.bundles.inspect({ ticket: handOver(centre, late) })
    expect(seen.differences).toEqual([{ kind: 'quarterFigures', inBundle: 4, added: 0, changed: 4, gone: 0 }])
    await openReport(centre, late)
    const { reports } = await centre.client.reports.signed(Q4)
    expect(reports[0]?.table.rows[1]?.figures).toMatchObject({ delivered: 200_000 })
    expect(
      reports[0]?.differences
        .filter((each) => each.figure === 'delivered')
        .map((each) => [each.unit.code, each.signed, each.now]),
    ).toEqual([
      ['38', 200_000, 1_200_000],
      ['15013', null, 1_000_000],
    ])
    const [, row] = (await centre.client.reports.quarter(Q4)).rows
    // The province signed before the branch came: nothing was signed of it.
    expect(row?.below.find((each) => each.unit.id === branch.unitId)?.signed).toBeNull()
    await record(branch, 'delivery', delivery({ address_id: await firstAddress(branch), amount: 300_000 }))
    await province.client.reports.sign(Q4)
    await openReport(province, await makeReport(branch, province))
    await openReport(centre, await makeReport(province, centre))
    const [, later] = (await centre.client.reports.quarter(Q4)).rows
    expect(later?.below.find((each) => each.unit.id === branch.unitId)).toMatchObject({
      figures: { delivered: 1_300_000 },
      signed: { delivered: 1_000_000 },
    })
  })

  test('a branch that two offices tell of, or that reports here itself, is counted once and named', async () => {
    const { centre, province, branch } = await levels()
    await bookOfBranch(branch)
    await openReport(province, await makeReport(branch, province))
    await openReport(centre, await makeReport(province, centre))
    const once = (await centre.client.reports.quarter(Q4)).total
    await centre.client.reports.typePaper({ ...Q4, unitId: branch.unitId, figures: noFigures() })
    const { rows, total } = await centre.client.reports.quarter(Q4)
    const told = rows.find((row) => row.unit.id === province.unitId)
    expect(told?.elsewhere.map((unit) => unit.code)).toEqual(['15013'])
    expect(total.delivered).toBe(once.delivered - 1_000_000)
    const { findings } = await centre.client.reports.findings(Q4)
    expect(findings.filter(({ rule }) => rule === 'R7')).toMatchObject([
      { unitId: province.unitId, params: { twice: 'Xã Na Mèo' } },
    ])
  })

  test('a year’s figures count a person of a branch once, also at the centre', async () => {
    const { centre, province, branch } = await levels()
    const address = await bookOfBranch(branch)
    await record(branch, 'delivery', delivery({ address_id: address, amount: 400_000, on_day: '2026-08-01' }))
    await openReport(province, await makeReport(branch, province))
    await openReport(centre, await makeReport(province, centre))
    const { services } = centre.app
    const figures = await services.readYearFigures(bookOf(centre).read, { ...Q4, officeId: CENTRE })
    expect(figures.find((each) => each.unit.id === province.unitId)?.figures).toMatchObject({
      // One family in two quarters, and the one on paper.
      people: 2,
      times: 3,
      delivered: 1_600_000,
    })
  })
})

describe('what an office may tell', () => {
  test('what contradicts itself, is beyond any office, or is more than figures is refused', async () => {
    const centre = await openTestApp({ kind: 'central' })
    const province = await openTestApp({ kind: 'province' })
    await exchangeKeys(province, centre)
    const wrong = {
      'figures that do not follow from each other': { figures: { ...noFigures(), delivered: 1 } },
      'a negative count': { figures: { ...noFigures(), times: -1 } },
      'more than any office holds': { figures: { ...noFigures(), receivedOwn: 2e12, receivedNet: 2e12 } },
      'the sender itself': { id: province.unitId },
      'a field nobody knows': { people: ['Hà Thị Mé'] },
    }
    for (const [what, part] of Object.entries(wrong)) {
      const told = await toldBy(province, centre, { ...toldUnit(), ...part })
      const refused = await openReport(centre, told).catch((error: { code: string }) => error.code)
      expect([what, refused]).toEqual([what, 'bundles.malformed'])
    }
    const good = await toldBy(province, centre, toldUnit())
    await expect(openReport(centre, good)).resolves.toMatchObject({ alreadyOpened: null })
  })

  test('a branch, below which nobody is, writes the schema every office reads', async () => {
    const province = await openTestApp({ kind: 'province' })
    const branch = await openTestApp()
    await exchangeKeys(branch, province)
    await addFamilies(branch, [{ name: 'Hà Thị Mé' }])
    const preview = await branch.client.bundles.preview({
      toUnit: province.unitId,
      period: { from: '2026-10-01', to: '2026-12-31' },
    })
    expect(preview.toldUnits).toBe(0)
    await openReport(province, await makeReport(branch, province))
    expect(await bookOf(province).read.selectFrom('told_figures').selectAll().execute()).toEqual([])
  })
})

/** A centre, a province, a branch with a program and one on paper. */
async function levels(dialect: 'sqlite' | 'postgres' = 'sqlite') {
  const centre = await openTestApp({ kind: 'central', dialect })
  const province = await openTestApp({ kind: 'province' })
  const branch = await openTestApp()
  await exchangeKeys(province, centre)
  await exchangeKeys(branch, province)
  const silent = '14845'
  await province.client.reports.typePaper({
    ...Q4,
    unitId: sharedRecordId('unit', silent),
    figures: { ...noFigures(), helped: 1, people: 1, times: 1, deliveredFund: 200_000, cash: 200_000 },
  })
  return { centre, province, branch, silent }
}

/** 3m raised, 4m from the province, 1m from the centre, 1m handed over to one family. */
async function bookOfBranch(branch: TestOffice): Promise<string> {
  await record(branch, 'receipt', receipt({ number: 1, amount: 3_000_000 }))
  await record(branch, 'receipt', receipt({ number: 2, amount: 4_000_000, source: 'fromAbove' }))
  await record(
    branch,
    'receipt',
    receipt({ number: 3, amount: 1_000_000, source: 'fromAbove', counterpart_unit: CENTRE }),
  )
  const [address = ''] = await addFamilies(branch, [{ name: 'Hà Thị Mé', consent: true }])
  await record(branch, 'delivery', delivery({ address_id: address, amount: 1_000_000 }))
  return address
}

async function firstAddress(office: TestOffice): Promise<string> {
  return (await bookOf(office).read.selectFrom('address').select('id').executeTakeFirstOrThrow()).id
}

function toldUnit() {
  return {
    id: sharedRecordId('unit', '15013'),
    code: '15013',
    name: 'Xã Na Mèo',
    status: 'sent',
    sentTo: '2026-12-31',
    figures: noFigures() as object,
    soFar: null,
    signed: null,
    outside: [],
    otherCurrencies: [],
  }
}

/** A report under the province's own good key that says nothing but this of a unit. */
function toldBy(province: TestOffice, centre: TestOffice, unit: object): Promise<Uint8Array> {
  const line: BundleRecord = { kind: 'quarterFigures', ownerUnit: province.unitId, ...Q4, units: [unit] }
  return signedBy(province, centre, { kind: 'report', records: [line] })
}
