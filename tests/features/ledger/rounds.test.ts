import { describe, expect, test } from 'vitest'
import type { RoundFile, RoundLine } from '../../../src/features/ledger/common/roundSchemas.ts'
import { printPaper } from '../papers/paperDesk.ts'
import { failureOfCall, openLedgerOffice } from './ledgerOffice.ts'

function lineOf(round: RoundFile, name: string): RoundLine {
  const line = round.villages.flatMap((village) => village.lines).find((each) => each.name === name)
  if (line === undefined) throw new Error(`no line for ${name}`)
  return line
}

const noMark = { proxyName: null, proxyRelation: null, reason: null }

describe.each(['sqlite', 'postgres'] as const)('rounds on %s', (dialect) => {
  test('print, absent, proxy, confirm the rest, close: what was not given comes back in the next proposal', async () => {
    const office = await openLedgerOffice({ dialect, printPdf: async () => new Uint8Array([1]) })
    const { rounds, deliveries } = office.client.ledger
    const people = [
      await office.addPairing({ name: 'Hà Thị Mai' }),
      await office.addPairing({ name: 'Lò Văn Pản' }),
      await office.addPairing({ name: 'Thao Thị Sua', village: 'Bản Bo' }),
    ]
    await office.receive(people, 3_000_000)
    const id = await office.makeRound()
    const draft = await rounds.get({ id })
    expect(draft.villages.map(({ villageName, lines }) => [villageName, lines.length])).toEqual([
      ['Bản Bo', 1],
      ['Bản Ón', 2],
    ])
    expect(draft).toMatchObject({
      state: 'draft',
      aboveReceived: 0,
      totals: { lines: 3, amount: 9_000_000, planned: 3 },
    })
    expect((await rounds.propose({ upToMonth: '2026-11' })).lines).toEqual([])

    await printPaper(office, { kind: 'signatureList', subjectId: id })
    expect((await failureOfCall(rounds.removeLine({ lineId: lineOf(draft, 'Hà Thị Mai').id }))).code).toBe(
      'ledger.notDraft',
    )
    const absent = lineOf(draft, 'Lò Văn Pản')
    await rounds.markLine({ lineId: absent.id, version: absent.version, mark: 'absent' })
    const proxied = lineOf(draft, 'Thao Thị Sua')
    const mark = { lineId: proxied.id, version: proxied.version, mark: 'byProxy' as const }
    expect((await failureOfCall(rounds.markLine(mark))).code).toBe('ledger.proxyNeeded')
    await rounds.markLine({ ...mark, proxyName: 'Thao Thị Dợ', proxyRelation: 'con' })

    const confirmed = await rounds.confirmRest({ id, onDay: '2026-11-21' })
    expect(confirmed).toEqual({ lines: 2, deliveries: 12, amount: 6_000_000 })
    const after = await rounds.get({ id })
    expect(after.state).toBe('confirmed')
    expect(after.totals).toMatchObject({ delivered: 2, deliveredAmount: 6_000_000, absent: 1, planned: 0 })
    const given = await deliveries.list({ filter: { addressId: people[2]!.addressId } })
    expect(given.rows).toHaveLength(6)
    expect(given.rows[0]).toMatchObject({
      channel: 'fund',
      receiver: 'proxy',
      proxyName: 'Thao Thị Dợ',
      amount: 500_000,
    })

    expect((await failureOfCall(rounds.close({ id, version: after.version }))).code).toBe(
      'ledger.differencesNeedReason',
    )
    await rounds.close({ id, version: after.version, reason: 'Ông Pản đi viện' })
    const next = await rounds.propose({ upToMonth: '2026-11' })
    expect(next.lines.map(({ name, amount }) => [name, amount])).toEqual([['Lò Văn Pản', 3_000_000]])
    expect((await failureOfCall(rounds.confirmRest({ id, onDay: '2026-11-21' }))).code).toBe('ledger.roundClosed')
    const closed = await rounds.get({ id })
    await rounds.reopen({ id, version: closed.version, reason: 'Ghi thiếu' })
    expect((await rounds.get({ id })).state).toBe('confirmed')
  })

  test('part of a kỳ leaves the rest due', async () => {
    const office = await openLedgerOffice({ dialect })
    const { rounds } = office.client.ledger
    const pairing = await office.addPairing({ months: 1 })
    await office.receive([pairing], 500_000)
    const [instalmentId = ''] = pairing.instalmentIds
    const { id } = await rounds.create({
      name: 'Đợt một',
      onDay: '2026-11-21',
      lines: [{ addressId: pairing.addressId, instalments: [{ instalmentId, amount: 200_000 }] }],
    })
    await rounds.confirmRest({ id, onDay: '2026-11-21' })
    const { lines } = await rounds.propose({ upToMonth: '2026-11' })
    expect(lines.map((line) => line.amount)).toEqual([300_000])
    const again = { name: 'Đợt hai', onDay: '2026-11-22' }
    const line = { addressId: pairing.addressId, instalments: [{ instalmentId, amount: 300_001 }] }
    const failure = await failureOfCall(rounds.create({ ...again, lines: [line] }))
    expect(failure).toMatchObject({ code: 'ledger.aboveInstalment', data: { amount: 300_001, remaining: 300_000 } })
  })

  test('a sponsor paying two kỳ and another paying one stand on one line of the same address', async () => {
    const office = await openLedgerOffice({ dialect })
    const first = await office.addPairing({ name: 'Hà Thị Mai', months: 2, firstMonth: '2026-10' })
    await office.addPairing({ addressId: first.addressId, months: 1, firstMonth: '2026-11', amount: 300_000 })
    const { lines } = await office.client.ledger.rounds.propose({ upToMonth: '2026-11' })
    expect(lines).toHaveLength(1)
    expect(lines[0]).toMatchObject({ amount: 1_300_000, missing: 1_300_000 })
    const october = await office.client.ledger.rounds.propose({ upToMonth: '2026-10' })
    expect(october.lines[0]?.amount).toBe(500_000)
  })

  test('row 24: handing over more than was received needs a reason, which stays with the deliveries', async () => {
    const office = await openLedgerOffice({ dialect })
    const { rounds } = office.client.ledger
    const pairing = await office.addPairing()
    await office.receive([pairing], 1_000_000)
    const id = await office.makeRound()
    expect((await rounds.get({ id })).aboveReceived).toBe(2_000_000)
    const failure = await failureOfCall(rounds.confirmRest({ id, onDay: '2026-11-21' }))
    expect(failure).toMatchObject({ code: 'ledger.deliveredAboveReceived', data: { above: 2_000_000 } })
    expect((await rounds.get({ id })).totals.delivered).toBe(0)
    await rounds.confirmRest({
      id,
      onDay: '2026-11-21',
      aboveReceivedReason: 'Quỹ Hội ứng trước, công ty chuyển tháng 12',
    })
    expect((await rounds.get({ id })).totals.delivered).toBe(1)
  })

  test('a receipt whose money was handed over is not voided unawares', async () => {
    const office = await openLedgerOffice({ dialect })
    const { rounds, receipts } = office.client.ledger
    const receiptId = await office.receive([await office.addPairing()], 3_000_000)
    await rounds.confirmRest({ id: await office.makeRound(), onDay: '2026-11-21' })
    const failure = await failureOfCall(receipts.void({ id: receiptId, reason: 'Ghi nhầm' }))
    expect(failure).toMatchObject({ code: 'ledger.deliveredAboveReceived', data: { above: 3_000_000 } })
    await receipts.void({ id: receiptId, reason: 'Ghi nhầm', evenIfDelivered: true })
  })

  test('an advance to a village head is settled when the village is confirmed and the cash adds up', async () => {
    const office = await openLedgerOffice({ dialect })
    const { rounds } = office.client.ledger
    const people = [await office.addPairing({ name: 'Hà Thị Mai', months: 1 }), await office.addPairing({ months: 1 })]
    await office.receive(people, 500_000)
    const id = await rounds
      .propose({ upToMonth: '2026-11' })
      .then(({ lines }) => rounds.create({ name: 'Đợt trao', onDay: '2026-11-21', lines }))
      .then((created) => created.id)
    const [village] = (await rounds.get({ id })).villages
    const advance = {
      id,
      villageId: village!.villageId,
      holderName: 'Lò Văn Toản',
      givenOn: '2026-11-21',
      dueOn: '2026-11-28',
    }
    const above = await failureOfCall(rounds.handToVillage({ ...advance, amount: 1_000_001 }))
    expect(above.code).toBe('ledger.advanceAboveVillage')
    const { advanceId } = await rounds.handToVillage({ ...advance, amount: 1_000_000 })
    expect((await failureOfCall(rounds.handToVillage({ ...advance, amount: 1 }))).code).toBe('ledger.villageHasAdvance')
    const handed = await rounds.get({ id })
    expect(handed.state).toBe('handedToVillage')
    expect((await rounds.list({})).rows[0]).toMatchObject({ openAdvances: 1, nextDueOn: '2026-11-28' })
    const settle = { advanceId, version: 1, onDay: '2026-11-21', returned: 0 }
    expect((await failureOfCall(rounds.settleAdvance(settle))).code).toBe('ledger.villageNotConfirmed')
    const absent = lineOf(handed, 'Hà Thị Mai')
    await rounds.markLine({ ...noMark, lineId: absent.id, version: absent.version, mark: 'absent' })
    await rounds.confirmRest({ id, villageId: village!.villageId, onDay: '2026-11-21' })
    const open = await rounds.get({ id })
    const unsettled = await failureOfCall(rounds.close({ id, version: open.version, reason: 'Vắng một người' }))
    expect(unsettled.code).toBe('ledger.advanceNotSettled')
    const differs = await failureOfCall(rounds.settleAdvance(settle))
    expect(differs).toMatchObject({ code: 'ledger.advanceDiffers', data: { difference: 500_000 } })
    await rounds.settleAdvance({ ...settle, returned: 500_000 })
    await rounds.close({ id, version: open.version, reason: 'Vắng một người' })
    const [settled] = (await rounds.get({ id })).villages
    expect(settled?.advance).toMatchObject({ settledOn: '2026-11-21', returned: 500_000, settleReason: null })
  })

  test('villages come back one by one', async () => {
    const office = await openLedgerOffice({ dialect })
    const { rounds } = office.client.ledger
    const people = [await office.addPairing({ village: 'Bản Ón' }), await office.addPairing({ village: 'Bản Bo' })]
    await office.receive(people, 3_000_000)
    const id = await office.makeRound()
    const [first] = (await rounds.get({ id })).villages
    await rounds.confirmRest({ id, villageId: first!.villageId, onDay: '2026-11-21' })
    expect((await rounds.get({ id })).state).toBe('draft')
    await rounds.confirmRest({ id, onDay: '2026-11-21' })
    expect((await rounds.get({ id })).state).toBe('confirmed')
    expect((await failureOfCall(rounds.confirmRest({ id, onDay: '2026-11-21' }))).code).toBe('ledger.nothingToConfirm')
  })

  test('a line confirmed by mistake is taken back by reversal and is due again', async () => {
    const office = await openLedgerOffice({ dialect })
    const { rounds, deliveries } = office.client.ledger
    const pairing = await office.addPairing()
    await office.receive([pairing], 3_000_000)
    const id = await office.makeRound()
    await rounds.confirmRest({ id, onDay: '2026-11-21' })
    const [line] = (await rounds.get({ id })).villages[0]!.lines
    const mark = { ...noMark, lineId: line!.id, version: line!.version, mark: 'planned' as const }
    expect((await failureOfCall(rounds.markLine(mark))).code).toBe('ledger.reasonNeeded')
    await rounds.markLine({ ...mark, reason: 'Ghi nhầm dòng' })
    expect(await rounds.get({ id })).toMatchObject({ state: 'draft', totals: { planned: 1, delivered: 0 } })
    const listed = await deliveries.list({})
    expect(listed.rows.every((row) => row.reversed?.reason === 'Ghi nhầm dòng')).toBe(true)
    expect((await deliveries.count({})).byChannel.fund).toEqual({ deliveries: 0, amount: 0, goodsValue: 0 })
    await rounds.confirmRest({ id, onDay: '2026-11-21' })
    const again = await deliveries.list({})
    expect((await deliveries.count({})).byChannel.fund).toEqual({ deliveries: 6, amount: 3_000_000, goodsValue: 0 })
    const standing = again.rows.find((row) => row.reversed === null)
    expect(await deliveries.reverse({ id: standing!.id, reason: 'Ký nhầm người' })).toEqual({ reversed: 6 })
    expect((await rounds.propose({ upToMonth: '2026-11' })).lines).toHaveLength(1)
  })

  test('row 30: gifts are paid from the purpose of the round only, and a purpose never goes below zero', async () => {
    const office = await openLedgerOffice({ dialect })
    const { rounds, receipts, deliveries } = office.client.ledger
    const { addressId } = await office.addPairing()
    const purpose = 'Tết Nhân ái 2027'
    const line = { addressId, extra: 400_000, goods: '1 túi quà', goodsValue: 300_000 }
    office.setNow('2027-01-30T02:00:00.000Z')
    const round = { name: 'Tết Nhân ái', onDay: '2027-01-30' }
    expect((await failureOfCall(rounds.create({ ...round, lines: [line] }))).code).toBe('ledger.purposeNeeded')
    const { id } = await rounds.create({ ...round, purpose, lines: [line] })
    expect((await failureOfCall(rounds.confirmRest({ id, onDay: '2027-01-30' }))).code).toBe('ledger.purposeTooSmall')
    const allocations = [{ kind: 'purpose' as const, purpose, amount: 700_000 }]
    await receipts.add({ payerName: 'Ủng hộ', onDay: '2027-01-20', amount: 700_000, method: 'cash', allocations })
    await rounds.confirmRest({ id, onDay: '2027-01-30' })
    const { rows } = await deliveries.list({ filter: { addressId } })
    expect(rows).toHaveLength(1)
    expect(rows[0]).toMatchObject({ amount: 400_000, goodsItem: '1 túi quà', goodsValue: 300_000, pairingId: null })
  })

  test('nothing is handed over to an address that is not approved', async () => {
    const office = await openLedgerOffice({ dialect })
    const { rounds, deliveries } = office.client.ledger
    const pairing = await office.addPairing({ name: 'Hà Thị Mai', approved: false })
    const { lines, notApproved } = await rounds.propose({ upToMonth: '2026-11' })
    expect(lines).toEqual([])
    expect(notApproved.map(({ name }) => name)).toEqual(['Hà Thị Mai'])
    const [instalmentId = ''] = pairing.instalmentIds
    const line = { addressId: pairing.addressId, instalments: [{ instalmentId, amount: 500_000 }] }
    const failure = await failureOfCall(rounds.create({ name: 'Đợt', onDay: '2026-11-21', lines: [line] }))
    expect(failure.code).toBe('ledger.addressNotApproved')
    const direct = {
      ...line,
      pairingId: pairing.id,
      channel: 'direct' as const,
      onDay: '2026-11-21',
      proof: 'photo' as const,
    }
    expect((await failureOfCall(deliveries.recordDirect(direct))).code).toBe('ledger.addressNotApproved')
  })

  test('while a draft the list changes, and a removed round frees its kỳ', async () => {
    const office = await openLedgerOffice({ dialect })
    const { rounds } = office.client.ledger
    const one = await office.addPairing({ months: 1 })
    const two = await office.addPairing({ months: 2, firstMonth: '2026-10' })
    const { id } = await rounds.create({ name: 'Đợt', onDay: '2026-11-21', lines: [] })
    const content = (pairing: typeof one, amount: number) =>
      pairing.instalmentIds.map((instalmentId) => ({ instalmentId, amount }))
    await rounds.addLine({ id, line: { addressId: one.addressId, instalments: content(one, 500_000) } })
    const twice = rounds.addLine({ id, line: { addressId: one.addressId, instalments: content(one, 1) } })
    expect((await failureOfCall(twice)).code).toBe('ledger.sameTwice')
    const { lineId } = await rounds.addLine({
      id,
      line: { addressId: two.addressId, instalments: content(two, 500_000) },
    })
    await rounds.changeAmount({ lineId, version: 1, instalments: content(two, 250_000) })
    const stale = rounds.changeAmount({ lineId, version: 1, instalments: content(two, 100_000) })
    expect((await failureOfCall(stale)).code).toBe('common.changedElsewhere')
    expect((await rounds.get({ id })).totals.amount).toBe(1_000_000)
    await rounds.removeLine({ lineId })
    expect((await rounds.get({ id })).totals.amount).toBe(500_000)
    await rounds.remove({ id })
    expect((await rounds.propose({ upToMonth: '2026-11' })).lines).toHaveLength(2)
    expect((await rounds.list({})).total).toBe(0)
  })

  test('without a browser the paper is refused and the draft stays a draft', async () => {
    const office = await openLedgerOffice({ dialect })
    await office.addPairing()
    const id = await office.makeRound()
    const wish = { kind: 'signatureList' as const, subjectId: id, language: 'vi' as const }
    const failure = await failureOfCall(office.client.papers.make(wish))
    expect(failure.code).toBe('papers.noPrinter')
    expect((await office.client.ledger.rounds.get({ id })).state).toBe('draft')
  })

  test('a purpose that lines take from is not taken off its round, and the currency stays', async () => {
    const office = await openLedgerOffice({ dialect })
    const { rounds } = office.client.ledger
    const { addressId } = await office.addPairing({ months: 1 })
    const draft = { name: 'Tết', onDay: '2026-11-25', purpose: 'Tết Nhân ái' }
    const { id } = await rounds.create({ ...draft, lines: [{ addressId, extra: 100_000 }] })
    const cleared = rounds.update({ id, version: 1, ...draft, purpose: null })
    expect((await failureOfCall(cleared)).code).toBe('ledger.purposeInUse')
    expect((await failureOfCall(rounds.update({ id, version: 1, ...draft, currency: 'LAK' }))).code).toBe(
      'ledger.currencyInUse',
    )
    await rounds.update({ id, version: 1, ...draft, purpose: 'Tết 2027', place: 'Nhà văn hóa' })
    expect(await rounds.get({ id })).toMatchObject({ purpose: 'Tết 2027', place: 'Nhà văn hóa' })
  })

  test('no failure of money carries a person’s name: a line is found by its number on the list', async () => {
    const office = await openLedgerOffice({ dialect })
    const { rounds, receipts } = office.client.ledger
    const { addressId } = await office.addPairing({ approved: false, months: 1 })
    const create = rounds.create({ name: 'Đợt', onDay: '2026-11-25', purpose: 'Tết', lines: [{ addressId, extra: 1 }] })
    expect(await failureOfCall(create)).toMatchObject({ code: 'ledger.addressNotApproved', data: { number: 1 } })
    const { id: pairingId } = await office.addPairing({ channel: 'direct', months: 1 })
    const allocations = [{ kind: 'pairing' as const, pairingId, amount: 5 }]
    const add = receipts.add({ payerName: 'A', onDay: '2026-11-02', amount: 5, method: 'cash', allocations })
    expect(await failureOfCall(add)).toMatchObject({ code: 'ledger.notFundChannel', data: { number: 1 } })
  })
})
