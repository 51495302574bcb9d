import { execFileSync } from 'node:child_process'
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, onTestFinished, test } from 'vitest'
import { newRecordId, sharedRecordId } from '../../../src/base/common/recordId.ts'
import { gridState } from '../../../src/features/province/common/gridState.ts'
import type { QuarterInput } from '../../../src/features/reports/common/quarterSchemas.ts'
import { noFigures } from '../../../src/features/reports/common/rules.ts'
import { openTestApp } from '../../support/openTestApp.ts'
import {
  acknowledge,
  addFamilies,
  bookOf,
  delivery,
  exchangeKeys,
  makeReport,
  openReport,
  record,
  type TestOffice,
  writeAs,
} from '../bundles/offices.ts'

const Q3: QuarterInput = { year: 2026, quarter: 3 }
const Q4: QuarterInput = { year: 2026, quarter: 4 }

describe('the grid of units and quarters', () => {
  test('row 56: 166 branches stand against four quarters, each in its state', async () => {
    const province = await openTestApp({ kind: 'province' })
    const units = await communes(province, 166)
    await writeAs(province, async (db) => {
      for (const [index, unitId] of units.entries()) {
        await db.insertInto('unit_key').values(senderKey(unitId, index)).execute()
        // The first 151 sent the third quarter in time, the next 12 late, the last 3 not.
        if (index < 163)
          await db
            .insertInto('bundle_received')
            .values(receivedRow(unitId, index, index < 151))
            .execute()
      }
    })
    await province.client.reports.typePaper({ ...Q3, unitId: units[165] ?? '', figures: noFigures(), note: 'số 12' })
    const { rows } = await province.client.province.grid({ year: 2026 })
    expect(rows).toHaveLength(166)
    const states = rows.map((row) => row.cells.map((cell) => cell.state))
    const count = (quarter: number, state: string) => states.filter((cells) => cells[quarter - 1] === state).length
    expect([count(3, 'sent'), count(3, 'late'), count(3, 'missing'), count(3, 'paper')]).toEqual([151, 12, 2, 1])
    // A file of the third quarter carries the second too, though late for it.
    expect([count(2, 'late'), count(2, 'missing'), count(4, 'notDue')]).toEqual([163, 3, 166])
  })

  test('row 56: a resend replaces the figures and keeps the day of the first', async () => {
    const { branch, province } = await twoOffices()
    const [id = ''] = await addFamilies(branch, [{ name: 'Hà Thị Mé' }])
    await record(branch, 'delivery', delivery({ address_id: id, amount: 500_000 }))
    await openReport(province, await makeReport(branch, province))
    await record(branch, 'delivery', delivery({ address_id: id, amount: 700_000 }))
    await openReport(province, await makeReport(branch, province))
    const row = (await province.client.reports.quarter(Q4)).rows.find((each) => each.unit.id === branch.unitId)
    expect(row?.figures).toMatchObject({ delivered: 1_200_000, times: 2, people: 1 })
    const [unit] = (await province.client.province.grid({ year: 2026 })).rows
    expect(unit?.cells[3]).toMatchObject({ state: 'sent', seq: 2 })
  })

  test('a unit whose file waits or was refused is shown as such, until a good one comes', async () => {
    const { branch, province } = await twoOffices()
    await addFamilies(branch, [{ name: 'Hà Thị Mé' }])
    const first = await makeReport(branch, province)
    const second = await makeReport(branch, province)
    await openReport(province, second).catch(() => undefined)
    const stateNow = async () => (await province.client.province.grid({ year: 2026 })).rows[0]?.cells[3]?.state
    expect(await stateNow()).toBe('waiting')
    await openReport(province, first)
    expect(await stateNow()).toBe('sent')
  })

  test('the first whole file decides whether a unit was late, and the due day is the office’s own', () => {
    const due = { today: '2026-10-20', dueDays: 15, dayOf: (moment: string) => moment.slice(0, 10) }
    const nothing = { opened: [], waiting: [], refused: [], paper: false }
    const file = (madeAt: string, to = '2026-09-30') => ({ from: '2026-07-01', to, madeAt })
    expect(gridState(Q3, nothing, due)).toBe('missing')
    expect(gridState(Q3, nothing, { ...due, dueDays: 30 })).toBe('notDue')
    expect(gridState(Q3, { ...nothing, opened: [file('2026-10-16')] }, due)).toBe('late')
    expect(gridState(Q3, { ...nothing, opened: [file('2026-10-15'), file('2026-10-19')] }, due)).toBe('sent')
    expect(gridState(Q3, { ...nothing, opened: [file('2026-10-15', '2026-08-31')] }, due)).toBe('partly')
    expect(gridState(Q3, { ...nothing, refused: [file('2026-10-15')], paper: true }, due)).toBe('refused')
  })

  test('a unit enrolled after a due day took no part then, unless it has reported an earlier quarter', () => {
    const due = { today: '2026-11-22', dueDays: 15, dayOf: (moment: string) => moment.slice(0, 10) }
    const joined = { opened: [], waiting: [], refused: [], paper: false, since: '2026-11-01' }
    const spring = { from: '2026-04-01', to: '2026-06-30', madeAt: '2026-11-20' }
    expect(gridState(Q3, joined, due)).toBe('before')
    expect(gridState(Q3, { ...joined, opened: [spring] }, due)).toBe('missing')
  })
})

describe('figures at the desk', () => {
  test('row 77: totals typed a thousand times too high are refused with the question tỷ or nghìn tỷ', async () => {
    const { branch, province } = await twoOffices()
    const figures = { ...noFigures(), people: 70_000, times: 74_957, helped: 70_000 }
    const typed = (value: number) =>
      province.client.reports.typePaper({
        ...Q3,
        unitId: branch.unitId,
        figures: { ...figures, deliveredFund: value, cash: value },
      })
    await expect(typed(48_687_000_000_000)).rejects.toMatchObject({
      code: 'reports.scaleSlip',
      data: { instead: 649_532, value: 48_687_000_000 },
    })
    expect((await typed(48_687_000_000)).findings).toEqual([])
    const table = await province.client.reports.quarter(Q3)
    const row = table.rows.find((each) => each.unit.id === branch.unitId)
    expect(row).toMatchObject({
      status: 'paper',
      figures: { delivered: 48_687_000_000, people: 70_000, times: 74_957 },
    })
    expect(table.total.delivered).toBe(48_687_000_000)
  })

  test('row 78: a report counts one person helped three times as one person and three times', async () => {
    const { branch, province } = await twoOffices()
    const [id = ''] = await addFamilies(branch, [{ name: 'Hà Thị Mé' }])
    for (const day of ['2026-10-05', '2026-11-05', '2026-11-20']) {
      await record(branch, 'delivery', delivery({ address_id: id, on_day: day }))
    }
    await openReport(province, await makeReport(branch, province))
    const { rows, total } = await province.client.reports.quarter(Q4)
    expect(rows.find((row) => row.unit.id === branch.unitId)?.figures).toMatchObject({ people: 1, times: 3 })
    expect([total.people, total.times]).toEqual([1, 3])
  })

  test('a doubtful figure goes back to its unit with the next receipt and stands in its worklist', async () => {
    const { branch, province } = await twoOffices()
    const [id = ''] = await addFamilies(branch, [{ name: 'Hà Thị Mé' }])
    for (let count = 0; count < 25; count += 1) {
      await record(branch, 'delivery', delivery({ address_id: id, amount: 649_532_000 }))
    }
    await openReport(province, await makeReport(branch, province))
    const { findings } = await province.client.reports.findings(Q4)
    const [slip] = findings.filter((finding) => finding.rule === 'R2')
    expect(slip).toMatchObject({ unitId: branch.unitId, figure: 'delivered', weight: 'refused' })
    await expect(province.client.reports.sign(Q4)).rejects.toMatchObject({ code: 'reports.scaleSlip' })
    const { id: questionId } = await province.client.province.ask({
      ...Q4,
      unitId: branch.unitId,
      figure: 'delivered',
      value: slip?.value ?? 0,
      rule: 'R2',
      note: 'Tỷ hay nghìn tỷ?',
    })
    const told = await acknowledge(province, branch)
    expect(told.questions).toMatchObject([{ figure: 'delivered', note: 'Tỷ hay nghìn tỷ?', year: 2026, quarter: 4 }])
    const asked = async () => {
      const { groups } = await branch.client.today.worklist()
      return groups.flatMap(({ group, lines }) => lines.filter(({ kind }) => kind === 'figureAsked').map(() => group))
    }
    expect(await asked()).toEqual(['thisWeek'])
    // The next report is the answer: what comes of it is for the province to say.
    branch.setNow('2026-11-22T02:00:00.000Z')
    await makeReport(branch, province)
    expect(await asked()).toEqual(['waitingElsewhere'])
    await province.client.province.closeQuestion({ id: questionId })
    expect((await acknowledge(province, branch)).questions).toEqual([])
    expect(await asked()).toEqual([])
  })

  test('a signed report never changes, and a late file shows what is another figure now', async () => {
    const { branch, province } = await twoOffices()
    const [id = ''] = await addFamilies(branch, [{ name: 'Hà Thị Mé' }])
    await record(branch, 'delivery', delivery({ address_id: id, amount: 500_000 }))
    await openReport(province, await makeReport(branch, province))
    await province.client.reports.sign(Q4)
    const [signed] = (await province.client.reports.signed(Q4)).reports
    expect(signed?.differences).toEqual([])
    await record(branch, 'delivery', delivery({ address_id: id, amount: 700_000 }))
    await openReport(province, await makeReport(branch, province))
    const [later] = (await province.client.reports.signed(Q4)).reports
    expect([later?.table, later?.hash]).toEqual([signed?.table, signed?.hash])
    const changed = later?.differences.map(({ unit, figure, signed: was, now }) => [unit.id, figure, was, now])
    expect(changed).toContainEqual([branch.unitId, 'delivered', 500_000, 1_200_000])
    expect(changed).toContainEqual([branch.unitId, 'times', 1, 2])
  })

  test('typed totals give way to a file, and are not taken where a file came', async () => {
    const { branch, province } = await twoOffices()
    const paper = { ...Q4, unitId: branch.unitId, figures: { ...noFigures(), deliveredFund: 300_000, cash: 300_000 } }
    await province.client.reports.typePaper({ ...paper, figures: { ...paper.figures, times: 1, people: 1, helped: 1 } })
    const [id = ''] = await addFamilies(branch, [{ name: 'Hà Thị Mé' }])
    await record(branch, 'delivery', delivery({ address_id: id, amount: 500_000 }))
    await openReport(province, await makeReport(branch, province))
    expect((await province.client.reports.quarter(Q4)).total.delivered).toBe(500_000)
    await expect(province.client.reports.typePaper(paper)).rejects.toMatchObject({ code: 'reports.sentByFile' })
  })
})

test('row 57: a person whom two branches help is flagged at the province, and one without consent is not', async () => {
  const { branch, province } = await twoOffices()
  const other = await openTestApp({ kind: 'neighbour' })
  await exchangeKeys(other, province)
  for (const office of [branch, other]) {
    const [id = ''] = await addFamilies(office, [
      { name: 'Trịnh Thị Sen', consent: true },
      { name: 'Lò Văn Ín', consent: office === branch },
    ])
    await record(office, 'delivery', delivery({ address_id: id }))
    await openReport(province, await makeReport(office, province))
  }
  const { pairs } = await province.client.province.crossPairs()
  expect(pairs.map(({ first, second }) => [first.name, second.name])).toEqual([['Trịnh Thị Sen', 'Trịnh Thị Sen']])
  const [pair] = pairs
  expect([pair?.first.unit.id, pair?.second.unit.id].sort()).toEqual([branch.unitId, other.unitId].sort())
  expect([pair?.first.times, pair?.second.times]).toEqual([1, 1])
})

test('receipts for all go out as one zip that stock tools unpack, a file for each unit', async () => {
  const { branch, province } = await twoOffices()
  await addFamilies(branch, [{ name: 'Hà Thị Mé' }])
  expect(await province.client.bundles.createReceipts()).toMatchObject({ ticket: null, receipts: 0 })
  await openReport(province, await makeReport(branch, province))
  const made = await province.client.bundles.createReceipts()
  const folder = mkdtempSync(join(tmpdir(), 'receipts-'))
  onTestFinished(() => rmSync(folder, { recursive: true }))
  writeFileSync(join(folder, 'all.zip'), province.app.services.tickets.take(made.ticket ?? '')?.bytes ?? '')
  execFileSync('python3', ['-m', 'zipfile', '-e', 'all.zip', 'out'], { cwd: folder })
  expect(readdirSync(join(folder, 'out'))).toEqual(['15013-BienNhan-XaNaMeo-den-lan-1.rcb'])
})

async function twoOffices() {
  const branch = await openTestApp()
  const province = await openTestApp({ kind: 'province' })
  await exchangeKeys(branch, province)
  return { branch, province }
}

async function communes(province: TestOffice, count: number): Promise<string[]> {
  const rows = await bookOf(province)
    .read.selectFrom('unit')
    .select('id')
    .where('level', '=', 'commune')
    .where('valid_to', 'is', null)
    .where('id', '<>', sharedRecordId('unit', '15013'))
    .orderBy('code')
    .limit(count)
    .execute()
  return rows.map((row) => row.id)
}

function senderKey(unitId: string, index: number) {
  return {
    id: newRecordId(),
    unit_id: unitId,
    signing_public: `key ${index}`,
    box_public: `box ${index}`,
    recovery_public: null,
    fingerprint: `SHA256:${index}`,
    role: 'sender' as const,
    enrolled_at: '2026-01-02T00:00:00.000Z',
    revoked_from_seq: null,
  }
}

function receivedRow(unitId: string, index: number, inTime: boolean) {
  return {
    id: newRecordId(),
    from_unit: unitId,
    kind: 'report' as const,
    contents: 'snapshot' as const,
    accepted_by: null,
    audit_head: null,
    from_fingerprint: `SHA256:${index}`,
    epoch: newRecordId(),
    seq: 1,
    hash: String(index),
    change_seq: 1_000_000 + index,
    made_at: inTime ? '2026-10-10T02:00:00.000Z' : '2026-10-25T02:00:00.000Z',
    opened_at: '2026-10-26T02:00:00.000Z',
    from_day: '2026-07-01',
    to_day: '2026-09-30',
    records: 1,
    bytes: 1,
  }
}
