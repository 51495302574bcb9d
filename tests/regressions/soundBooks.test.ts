import { describe, expect, test } from 'vitest'
import { failureOf } from '../../src/base/common/failures.ts'
import { newRecordId } from '../../src/base/common/recordId.ts'
import { insertRecord } from '../../src/db/recordWriter.ts'
import { type LedgerOffice, openLedgerOffice, type TestPairing } from '../features/ledger/ledgerOffice.ts'
import { TEST_NOW } from '../support/openTestApp.ts'

const TODAY = '2026-11-21'

const codeOf = (call: Promise<unknown>) =>
  call.then(
    () => 'done',
    (error: unknown) => failureOf(error).code,
  )

/** A delivery as it reaches the books without any rule of ours: a branch's report, or a hand in the file. */
function writeDelivery(
  { app, unitId }: LedgerOffice,
  values: { addressId: string; amount: number; purpose?: string; instalmentId?: string; owner?: string },
): Promise<string> {
  const { addressId, amount, purpose = null, instalmentId = null, owner = unitId } = values
  const none = { pairing_id: null, round_line_id: null, donor_id: null, note: null, reverses: null, reason: null }
  const goods = { goods_item: null, goods_quantity: null, goods_unit: null, goods_value: 0 }
  const receiver = { receiver: 'self' as const, proxy_name: null, proxy_relation: null, proof: 'signature' as const }
  return app.holder.office!.database.write((db) =>
    insertRecord(
      db,
      { userId: 'test', unitId: owner, now: TEST_NOW },
      {
        table: 'delivery',
        values: {
          ...{ ...none, ...goods, ...receiver, address_id: addressId, instalment_id: instalmentId, purpose, amount },
          ...{ on_day: TODAY, channel: 'fund', source: 'own', help_form: 'cash', currency: 'VND' },
        },
      },
    ),
  )
}

async function onlyLine({ client }: LedgerOffice, id: string) {
  return (await client.ledger.rounds.get({ id })).villages[0]!.lines[0]!
}

describe.each(['sqlite', 'postgres'] as const)('sound books on %s', (dialect) => {
  test('a changed line of a round is not undone, so it never parts from its kỳ', async () => {
    const office = await openLedgerOffice({ dialect })
    const pairing = await office.addPairing({ months: 6 })
    await office.receive([pairing], 3_000_000)
    const id = await office.makeRound()
    const { id: lineId, version } = await onlyLine(office, id)
    const instalments = [{ instalmentId: pairing.instalmentIds[0]!, amount: 500_000 }]
    await office.client.ledger.rounds.changeAmount({ lineId, version, instalments })
    expect(await codeOf(office.client.history.undoLast())).toBe('history.useReversal')
    const { entries } = await office.client.history.forRecord({ table: 'round_line', id: lineId })
    expect(entries.map(({ undoable }) => undoable)).toEqual([false, false])
    await office.client.ledger.rounds.confirmRest({ id, onDay: TODAY })
    const { rows } = await office.client.ledger.deliveries.list({})
    expect(rows.map(({ amount, instalmentId }) => [amount, instalmentId])).toEqual([
      [500_000, pairing.instalmentIds[0]],
    ])
  })

  test('a line that is less than its kỳ is not booked', async () => {
    const office = await openLedgerOffice({ dialect })
    const pairing = await office.addPairing({ months: 1 })
    await office.receive([pairing], 500_000)
    const id = await office.makeRound()
    await office.app.holder.office!.database.write((db) =>
      db.updateTable('round_line').set({ amount: 100_000 }).execute(),
    )
    await expect(office.client.ledger.rounds.confirmRest({ id, onDay: TODAY })).rejects.toThrow()
    expect((await office.client.ledger.deliveries.count({})).total).toBe(0)
  })

  test('the books hold no negative delivery that takes nothing back', async () => {
    const office = await openLedgerOffice({ dialect })
    const { addressId } = await office.addPairing()
    await expect(writeDelivery(office, { addressId, amount: -1 })).rejects.toThrow()
  })

  test('what a branch handed out counts neither against our purse nor for our kỳ', async () => {
    const office = await openLedgerOffice({ dialect })
    const { addressId, instalmentIds } = await office.addPairing({ months: 1 })
    const owner = newRecordId()
    await writeDelivery(office, { addressId, amount: 900_000, purpose: 'Quà Tết', owner })
    await writeDelivery(office, { addressId, amount: 500_000, instalmentId: instalmentIds[0]!, owner })
    const { id } = await office.client.ledger.receipts.add({
      payerName: 'Ủng hộ',
      onDay: TODAY,
      amount: 500_000,
      method: 'cash',
      allocations: [{ kind: 'purpose', purpose: 'Quà Tết', amount: 500_000 }],
    })
    expect(await codeOf(office.client.ledger.receipts.void({ id, reason: 'Ghi nhầm' }))).toBe('done')
    expect((await office.client.ledger.rounds.propose({ upToMonth: '2026-11' })).lines).toHaveLength(1)
  })

  test('amounts and days of money stay within what an office can mean', async () => {
    const office = await openLedgerOffice({ dialect })
    const pairing = await office.addPairing({ channel: 'direct', months: 1 })
    const receipt = (amount: number, onDay: string) =>
      codeOf(
        office.client.ledger.receipts.add({
          payerName: 'Ủng hộ',
          onDay,
          amount,
          method: 'cash',
          allocations: [{ kind: 'purpose', purpose: 'Quà Tết', amount }],
        }),
      )
    expect(await receipt(1_000_000_000_001, TODAY)).toBe('common.invalidInput')
    expect(await receipt(1, '2026-11-22')).toBe('ledger.dayAhead')
    expect(await receipt(1, '1999-12-31')).toBe('ledger.dayTooEarly')
    const round = (onDay: string) => codeOf(office.client.ledger.rounds.create({ name: 'Đợt', onDay, lines: [] }))
    expect([await round('2027-02-01'), await round('2028-02-01')]).toEqual(['done', 'ledger.dayTooFarAhead'])
    const { ids } = await office.client.ledger.deliveries.recordDirect({
      ...{ addressId: pairing.addressId, pairingId: pairing.id, channel: 'direct', onDay: TODAY, proof: 'photo' },
      instalments: [{ instalmentId: pairing.instalmentIds[0]!, amount: 500_000 }],
    })
    const early = { id: ids[0]!, reason: 'Nhầm', onDay: '2026-11-20' }
    expect(await codeOf(office.client.ledger.deliveries.reverse(early))).toBe('ledger.reversedBeforeGiven')
  })

  test('help of the fund is not recorded as given directly, and money binds a pairing to its way', async () => {
    const office = await openLedgerOffice({ dialect })
    const fund = await office.addPairing({ months: 1 })
    const direct = { addressId: fund.addressId, pairingId: fund.id, channel: 'direct', onDay: TODAY } as const
    // Before any money came in, a sponsor may well give by hand.
    await office.client.ledger.deliveries.recordDirect({ ...direct, extra: 1, proof: 'photo' })
    await office.receive([fund], 500_000)
    const recorded = office.client.ledger.deliveries.recordDirect({ ...direct, extra: 1, proof: 'photo' })
    expect(await codeOf(recorded)).toBe('ledger.useRound')
    const { id } = fund
    const file = await office.client.pairings.get({ id })
    const changed = { id, version: file.version, terms: { ...file.terms, channel: 'direct' as const } }
    expect(await codeOf(office.client.pairings.update(changed))).toBe('pairings.hasMoney')
  })

  test('a direct gift is written in the currency of its pairing', async () => {
    const office = await openLedgerOffice({ dialect })
    const pairing = await office.addPairing({ channel: 'direct', months: 1 })
    const { database } = office.app.holder.office!
    await database.write(async (db) => {
      await db.updateTable('pairing').set({ currency: 'USD' }).execute()
      await db.updateTable('instalment').set({ currency: 'USD' }).execute()
    })
    const gift = { addressId: pairing.addressId, pairingId: pairing.id, channel: 'direct', onDay: TODAY } as const
    await office.client.ledger.deliveries.recordDirect({ ...gift, extra: 5_000, proof: 'photo' })
    const rows = await database.read.selectFrom('delivery').select('currency').execute()
    expect(rows).toEqual([{ currency: 'USD' }])
  })

  test('a line whose address went meanwhile is named by its number, and a listed address is not deleted', async () => {
    const office = await openLedgerOffice({ dialect })
    const pairing = await office.addPairing({ months: 1 })
    await office.receive([pairing], 500_000)
    const id = await office.makeRound()
    const { database } = office.app.holder.office!
    await database.write((db) => db.updateTable('pairing').set({ state: 'ended' }).execute())
    expect(await codeOf(office.client.addresses.remove({ id: pairing.addressId }))).toBe('addresses.onOpenRound')
    await database.write((db) => db.updateTable('address').set({ deleted_at: TEST_NOW }).execute())
    const failure = await office.client.ledger.rounds.confirmRest({ id, onDay: TODAY }).catch(failureOf)
    expect(failure).toEqual({ code: 'ledger.lineGone', params: { number: 1, village: 'Bản Ón' } })
  })

  test('names that money bears stay on file, and a deleted donor pays nothing', async () => {
    const office = await openLedgerOffice({ dialect })
    const donorId = await office.addDonor('Công ty Hoàng Anh')
    const idle = await office.addDonor('Công ty Sông Mã')
    const pay = (donor: string) =>
      office.client.ledger.receipts.add({
        donorId: donor,
        onDay: TODAY,
        amount: 1_000,
        method: 'cash',
        allocations: [{ kind: 'purpose', purpose: 'Quà Tết', amount: 1_000 }],
      })
    await pay(donorId)
    expect(await codeOf(office.client.donors.remove({ id: donorId }))).toBe('donors.hasMoney')
    await office.client.donors.remove({ id: idle })
    expect(await codeOf(pay(idle))).toBe('common.notFound')
    const pairing: TestPairing = await office.addPairing({ months: 1 })
    await office.receive([pairing], 500_000)
    const { database } = office.app.holder.office!
    await database.write((db) => db.updateTable('pairing').set({ state: 'suspended' }).execute())
    expect(await codeOf(office.client.addresses.remove({ id: pairing.addressId }))).toBe('addresses.hasActivePairing')
    await database.write((db) => db.updateTable('pairing').set({ state: 'intended' }).execute())
    expect(await codeOf(office.client.pairings.remove({ id: pairing.id }))).toBe('pairings.hasMoney')
  })

  test('a volunteer moves no promised money, reads no round and takes nobody else’s step back', async () => {
    const office = await openLedgerOffice({ dialect })
    const pairing = await office.addPairing({ months: 1 })
    const roundId = await office.makeRound()
    const volunteer = office.clientAs(['volunteer'])
    const { id } = pairing
    const { version, terms: present } = await office.client.pairings.get({ id })
    const update = volunteer.pairings.update({ id, version, terms: { ...present, amount: 1 } })
    expect(await codeOf(update)).toBe('common.notAllowed')
    expect(await codeOf(volunteer.pairings.suspend({ id, version, fromMonth: '2026-11', reason: 'Thử' }))).toBe(
      'common.notAllowed',
    )
    expect(await codeOf(volunteer.history.forRecord({ table: 'round', id: roundId }))).toBe('common.notAllowed')
    expect(await codeOf(volunteer.reports.quarter({ year: 2026, quarter: 4 }))).toBe('common.notAllowed')
    const { entries } = await volunteer.history.forRecord({ table: 'address', id: pairing.addressId })
    expect(await codeOf(volunteer.history.undo({ journalId: entries[0]!.journalId }))).toBe('common.notAllowed')
  })

  test('an approved person keeps name and papers unless somebody who approves changes them', async () => {
    const office = await openLedgerOffice({ dialect })
    const { addressId: id } = await office.addPairing()
    const volunteer = office.clientAs(['volunteer'])
    const { version, fields: kept } = await office.client.addresses.get({ id })
    const fields = { ...kept, villageId: kept.villageId! }
    const renamed = { id, version, fields: { ...fields, name: 'Người Khác' } }
    expect(await codeOf(volunteer.addresses.update(renamed))).toBe('addresses.identityFixed')
    const born = { id, version, fields: { ...fields, birthDay: '1990' } }
    expect(await codeOf(volunteer.addresses.update(born))).toBe('addresses.identityFixed')
    expect(await codeOf(volunteer.addresses.update({ id, version, fields: { ...fields, needs: 'Gạo' } }))).toBe('done')
    const seen = await office.client.addresses.get({ id })
    expect(await codeOf(office.client.addresses.update({ ...renamed, version: seen.version }))).toBe('done')
  })
})
