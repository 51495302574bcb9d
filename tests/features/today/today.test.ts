import { describe, expect, test } from 'vitest'
import { backupLine, groupOfDay, nextReportOn } from '../../../src/features/today/common/rules.ts'
import type { WorkGroup } from '../../../src/features/today/common/worklistSchemas.ts'
import { addressFields, addVillage } from '../../support/builders.ts'
import { openTestApp, type TestApp, type TestClient } from '../../support/openTestApp.ts'
import { addRound, addSupported, deliver, write } from './worklistRecords.ts'

async function linesOf(client: TestClient, group: WorkGroup) {
  const { groups } = await client.today.worklist()
  return groups.find((each) => each.group === group)!.lines
}

async function countsOf({ client }: TestApp): Promise<Record<string, number>> {
  const { groups } = await client.today.worklist()
  return Object.fromEntries(groups.filter(({ count }) => count > 0).map(({ group, count }) => [group, count]))
}

describe.each(['sqlite', 'postgres'] as const)('today on %s', (dialect) => {
  test('an empty book begins with its villages and the old register, and knows when its next report is', async () => {
    const office = await openTestApp({ dialect })
    const kinds = async () => (await linesOf(office.client, 'today')).map(({ kind }) => kind)
    expect(await kinds()).toEqual(['firstVillage', 'firstImport', 'firstAddress'])
    expect(await countsOf(office)).toEqual({ today: 3 })
    const volunteer = office.clientAs(['volunteer'])
    expect((await linesOf(volunteer, 'today')).map(({ kind }) => kind)).toEqual(['firstVillage', 'firstAddress'])
    await addVillage(office.app, { name: 'Bản Ón', unitId: office.unitId })
    expect(await kinds()).toEqual(['firstImport', 'firstAddress'])
    expect((await office.client.today.worklist()).nextReportOn).toBe('2026-12-31')
  })

  test('an office that others report to begins with the keys of those others', async () => {
    const { client } = await openTestApp({ dialect, kind: 'province' })
    expect((await linesOf(client, 'today')).map(({ kind, link }) => [kind, link])).toEqual([['firstUnit', '/bundles']])
  })

  test('few people stand there by name with all their open months, late ones apart', async () => {
    const office = await openTestApp({ dialect })
    const { pairingId } = await addSupported(office, {
      name: 'Lò Thị Pành',
      months: ['2026-09', '2026-10', '2026-11', '2026-12'],
    })
    expect(await linesOf(office.client, 'overdue')).toEqual([
      {
        key: `overdue:${pairingId}`,
        kind: 'instalmentDue',
        name: 'Lò Thị Pành',
        detail: 'Công ty Bình Minh',
        count: 1,
        fromMonth: '2026-09',
        toMonth: '2026-10',
        amount: 1_000_000,
        currency: 'VND',
        by: '2026-09-30',
        recordId: pairingId,
        link: `/pairings/${pairingId}`,
      },
    ])
    const open = await linesOf(office.client, 'thisMonth')
    expect(open.map(({ fromMonth, toMonth, amount }) => [fromMonth, toMonth, amount])).toEqual([
      ['2026-11', '2026-11', 500_000],
    ])
  })

  test('many people are one line with all their months, with the way to a distribution round', async () => {
    const office = await openTestApp({ dialect })
    for (let index = 0; index < 9; index++) {
      await addSupported(office, { name: `Người Thứ ${index}`, months: index < 8 ? ['2026-11'] : ['2026-10'] })
    }
    expect(await linesOf(office.client, 'thisMonth')).toMatchObject([
      {
        kind: 'instalmentDue',
        name: null,
        count: 8,
        fromMonth: '2026-11',
        amount: 4_000_000,
        link: '/rounds/new?month=2026-11',
      },
    ])
    expect(await linesOf(office.client, 'overdue')).toMatchObject([{ name: 'Người Thứ 8', count: 1 }])
    expect(await countsOf(office)).toEqual({ overdue: 1, thisMonth: 8 })
  })

  test('what was handed over is done, a part leaves the rest, a reversal brings it back', async () => {
    const office = await openTestApp({ dialect })
    const { addressId, instalmentIds } = await addSupported(office, { name: 'Lò Thị Pành', months: ['2026-11'] })
    const instalmentId = instalmentIds[0]!
    const missing = async () => (await linesOf(office.client, 'thisMonth')).map(({ amount }) => amount)
    await deliver(office, { addressId, instalmentId, amount: 200_000 })
    expect(await missing()).toEqual([300_000])
    await deliver(office, { addressId, instalmentId, amount: 300_000 })
    expect(await missing()).toEqual([])
    await deliver(office, { addressId, instalmentId, amount: -300_000 })
    expect(await missing()).toEqual([300_000])
  })

  test('a pairing whose period ends or is over asks: extend or end?', async () => {
    const office = await openTestApp({ dialect })
    const { pairingId } = await addSupported(office, { name: 'Lò Thị Pành', months: ['2026-10'] })
    const over = async () => {
      const { groups } = await office.client.today.worklist()
      return groups.flatMap(({ group, lines }) =>
        lines.filter(({ kind }) => kind === 'pairingOver').map(({ by, recordId }) => [group, by, recordId]),
      )
    }
    expect(await over()).toEqual([])
    const { version, terms } = await office.client.pairings.get({ id: pairingId })
    await office.client.pairings.update({ id: pairingId, version, terms: { ...terms, lastMonth: '2026-11' } })
    expect(await over()).toEqual([['thisMonth', '2026-11-30', pairingId]])
    office.setNow('2026-12-02T02:00:00.000Z')
    expect(await over()).toEqual([['overdue', '2026-11-30', pairingId]])
    await office.client.pairings.extend({ id: pairingId, version: version + 1, lastMonth: '2027-06' })
    expect(await over()).toEqual([])
  })

  test('what is on its way to approval is counted step by step', async () => {
    const office = await openTestApp({ dialect })
    const villageId = await addVillage(office.app, { name: 'Bản Ón', unitId: office.unitId })
    const { id } = await office.client.addresses.add({ fields: addressFields({ name: 'Lò Thị Pành', villageId }) })
    const waiting = async () => {
      const { groups } = await office.client.today.worklist()
      return groups.flatMap(({ lines }) => lines.filter(({ recordId }) => recordId === id).map(({ kind }) => kind))
    }
    expect(await waiting()).toEqual(['surveyWaiting'])
    await office.client.addresses.approve({ ids: [id], paper: { title: 'Quyết định số 12' } })
    expect(await waiting()).toEqual([])
  })

  test('months the old register left open as unknown are nobody’s work', async () => {
    const office = await openTestApp({ dialect })
    await addSupported(office, { name: 'Lò Thị Pành', months: ['2026-09'], past: 'unknown' })
    await addSupported(office, { name: 'Hà Văn Sơn', months: ['2026-09'], past: 'delivered' })
    expect(await countsOf(office)).toEqual({})
  })

  test('what a sponsor pays directly is asked after, not put on a list', async () => {
    const office = await openTestApp({ dialect })
    await addSupported(office, { name: 'Lò Thị Pành', months: ['2026-10'], channel: 'direct' })
    expect(await linesOf(office.client, 'overdue')).toMatchObject([{ kind: 'directDue', name: 'Lò Thị Pành' }])
  })

  test('a kỳ on the list of an open round is the round’s work', async () => {
    const office = await openTestApp({ dialect })
    const { instalmentIds, ...supported } = await addSupported(office, { name: 'Lò Thị Pành', months: ['2026-10'] })
    const roundId = await addRound(office, { ...supported, instalmentId: instalmentIds[0]!, onDay: '2026-11-21' })
    expect(await countsOf(office)).toEqual({ today: 1 })
    expect(await linesOf(office.client, 'today')).toMatchObject([
      { kind: 'roundOpen', name: 'Đợt trao tháng 10', amount: 500_000, by: '2026-11-21', link: `/rounds/${roundId}` },
    ])
  })

  test('a village head’s advance is work from its day on, for those who see the books', async () => {
    const office = await openTestApp({ dialect })
    const more = { purpose: null, close_reason: null }
    const round = {
      ...more,
      name: 'Đợt 1',
      on_day: '2026-10-01',
      place: null,
      state: 'confirmed' as const,
      printed_at: null,
      note: null,
    }
    const roundId = await write(office, 'round', round)
    const advance = {
      round_id: roundId,
      village_id: null,
      holder_name: 'Vi Văn Thon',
      amount: 2_000_000,
      currency: 'VND',
      returned: 0,
      settle_reason: null,
    }
    await write(office, 'advance', { ...advance, given_on: '2026-11-10', due_on: '2026-11-24', settled_on: null })
    await write(office, 'advance', {
      ...advance,
      given_on: '2026-10-01',
      due_on: '2026-10-10',
      settled_on: '2026-10-09',
    })
    expect(await linesOf(office.client, 'thisWeek')).toMatchObject([
      { kind: 'advanceDue', name: 'Vi Văn Thon', amount: 2_000_000, by: '2026-11-24', link: `/rounds/${roundId}` },
    ])
    expect(await linesOf(office.clientAs(['volunteer']), 'thisWeek')).toEqual([])
  })

  test('visits, papers and houses stand where they belong', async () => {
    const office = await openTestApp({ dialect })
    const villageId = await addVillage(office.app, { name: 'Bản Ón', unitId: office.unitId })
    const visit = addressFields({ name: 'Lò Thị Pành', villageId, nextVisitOn: '2026-11-20' })
    const { id } = await office.client.addresses.add({ fields: visit })
    await office.client.addresses.takeStep({ ids: [id], state: 'verified', onDay: '2026-11-20' })
    const house = await office.client.houses.add({ fields: { addressId: id, kind: 'new', budget: 60_000_000 } })
    await office.client.houses.setStage({ ...house, version: 1, stage: 'approved', onDay: '2026-11-20' })
    expect(await linesOf(office.client, 'overdue')).toMatchObject([
      { kind: 'visitDue', by: '2026-11-20', detail: 'Bản Ón' },
    ])
    expect(await linesOf(office.client, 'waitingElsewhere')).toMatchObject([
      { kind: 'approvalWaiting', name: 'Lò Thị Pành', by: null, link: `/addresses/${id}` },
      { kind: 'houseMoney', amount: 60_000_000, link: `/houses/${house.id}` },
    ])
    await office.client.houses.setStage({ ...house, version: 2, stage: 'finishing', onDay: '2026-11-20' })
    expect(await linesOf(office.client, 'thisWeek')).toMatchObject([{ kind: 'houseAcceptance', name: 'Lò Thị Pành' }])
  })

  test('the report is asked for when its quarter ends, and late after it', async () => {
    const office = await openTestApp({ dialect, now: '2026-12-28T02:00:00.000Z' })
    expect(await linesOf(office.client, 'thisWeek')).toMatchObject([{ kind: 'bundleDue', by: '2026-12-31' }])
    const sent = {
      from_day: '2026-07-01',
      to_day: '2026-09-30',
      made_at: '2026-10-02T02:00:00.000Z',
      records: 1,
      bytes: 1,
    }
    await office.app.holder.office!.database.write((db) =>
      db
        .insertInto('bundle_sent')
        .values({
          id: 'b',
          to_unit: 'u',
          kind: 'report',
          contents: 'snapshot',
          book_seq: 1,
          epoch: 'e',
          seq: 1,
          prev_hash: null,
          hash: 'h',
          ...sent,
        })
        .execute(),
    )
    office.setNow('2027-01-03T02:00:00.000Z')
    expect(await linesOf(office.client, 'overdue')).toMatchObject([{ kind: 'bundleDue', by: '2026-12-31' }])
  })
})

describe('the rules of the worklist', () => {
  test.each([
    ['2026-11-20', 'overdue'],
    ['2026-11-21', 'today'],
    ['2026-11-28', 'thisWeek'],
    ['2026-11-29', 'thisMonth'],
  ])('due on %s on 21/11/2026: %s', (by, group) => {
    expect(groupOfDay(by, '2026-11-21')).toBe(group)
  })

  test.each([
    [null, '2026-12-31'],
    ['2026-09-30', '2026-12-31'],
    ['2026-06-30', '2026-09-30'],
    ['2026-11-15', '2026-12-31'],
    ['2026-12-31', '2027-03-31'],
  ])('reported up to %s: the next report covers up to %s', (last, next) => {
    expect(nextReportOn(last, '2026-11-21')).toBe(next)
  })

  test('a copy of the book is asked for after a week, and at once when there is none', () => {
    expect(backupLine('2026-11-14', '2026-11-21')).toBeUndefined()
    expect(backupLine('2026-11-13', '2026-11-21')).toMatchObject({ kind: 'backupOld', by: '2026-11-20' })
    expect(backupLine(undefined, '2026-11-21')).toMatchObject({ by: null })
  })
})
