import { describe, expect, test } from 'vitest'
import { claimDraft } from '../../../src/db/claimDraft.ts'
import type { TestClient } from '../../support/openTestApp.ts'
import { type LedgerOffice, openLedgerOffice, type TestPairing } from '../ledger/ledgerOffice.ts'

const PURPOSE = { kind: 'purpose' as const, purpose: 'Tết Nhân ái' }
const RECEIPT = {
  onDay: '2026-11-10',
  payerName: 'Nhóm thiện nguyện Sông Mã',
  amount: 300_000,
  method: 'cash' as const,
  allocations: [{ ...PURPOSE, amount: 300_000 }],
}
const ROWS = [{ onDay: '2026-11-10', payerName: 'Ông Tám', amount: 200_000, purpose: 'Tết Nhân ái' }]
const BATCH = { expectedCount: 1, expectedTotal: 200_000, rows: ROWS }
const HOUSE = {
  kind: 'new' as const,
  budget: 70_000_000,
}

interface Prepared {
  /** A family paid through the fund, and one its sponsor pays directly. */
  fund: TestPairing
  direct: TestPairing
  houseId: string
}

/** What each money form sends, and the rows it makes. */
const FORMS: { form: string; table: string; send: (client: TestClient, given: Prepared) => Promise<unknown> }[] = [
  { form: 'ledger.receipt', table: 'receipt', send: ({ ledger }) => ledger.receipts.add(RECEIPT) },
  { form: 'ledger.batch', table: 'receipt', send: ({ ledger }) => ledger.receipts.addBatch(BATCH) },
  {
    form: 'ledger.payout',
    table: 'payout',
    send: ({ ledger }, { fund: { donorId } }) =>
      ledger.payouts.add({ kind: 'refund', onDay: '2026-11-12', amount: 100_000, from: PURPOSE, donorId }),
  },
  {
    form: 'ledger.direct:new',
    table: 'delivery',
    send: ({ ledger }, { direct: { id, addressId, instalmentIds } }) =>
      ledger.deliveries.recordDirect({
        addressId,
        pairingId: id,
        channel: 'direct',
        onDay: '2026-11-18',
        instalments: [{ instalmentId: instalmentIds[0]!, amount: 100_000 }],
        proof: 'photo',
      }),
  },
  {
    form: 'ledger.round',
    table: 'round',
    send: ({ ledger }, { fund: { addressId, instalmentIds } }) =>
      ledger.rounds.create({
        name: 'Đợt trao tháng 11',
        onDay: '2026-11-21',
        lines: [{ addressId, instalments: [{ instalmentId: instalmentIds[0]!, amount: 100_000 }] }],
      }),
  },
  {
    form: 'houses.funding:h',
    table: 'house_funding',
    send: ({ houses }, { houseId }) =>
      houses.addFunding({ houseId, fields: { kind: 'cash', funderName: 'Công ty Bình Minh', amount: 50_000_000 } }),
  },
  {
    form: 'houses.payment:h',
    table: 'house_payment',
    send: ({ houses }, { houseId }) =>
      houses.savePayment({ houseId, fields: { stage: 'started', amount: 25_000_000 } }),
  },
]

describe.each(['sqlite', 'postgres'] as const)('a form and its draft on %s', (dialect) => {
  test('every money form: its draft goes with the write, and sent again it is refused and nothing is written twice', async () => {
    const office = await openLedgerOffice({ dialect })
    const given = await prepare(office)
    const { desk } = office.client
    for (const { form, table, send } of FORMS) {
      const id = `sheet of ${form}`
      await desk.keepDraft({ form, id, content: '[]' })
      const before = await count(office, table)
      // Nobody hears the answer: the core ends, or the line breaks, right after the commit.
      await send(office.clientWriting(id), given)
      expect(await desk.findDraft({ form }), form).toEqual({ draft: null })
      expect(await count(office, table), form).toBe(before + 1)
      await expect(send(office.clientWriting(id), given), form).rejects.toMatchObject({ code: 'common.alreadyWritten' })
      expect(await count(office, table), form).toBe(before + 1)
      // What was on its way to be kept comes after the write.
      expect(await desk.keepDraft({ form, id, content: '[]' }), form).toEqual({ savedAt: null })
      expect(await desk.findDraft({ form }), form).toEqual({ draft: null })
    }
  })

  test('pressed twice in one moment it is written once', async () => {
    const office = await openLedgerOffice({ dialect })
    const client = office.clientWriting('sheet')
    const answers = await Promise.allSettled([1, 2, 3].map(() => client.ledger.receipts.add(RECEIPT)))
    expect(answers.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected', 'rejected'])
    const refused = answers.flatMap((answer) => (answer.status === 'rejected' ? [answer.reason.code] : []))
    expect(refused).toEqual(['common.alreadyWritten', 'common.alreadyWritten'])
    expect(await count(office, 'receipt')).toBe(1)
  })

  test('what is refused or only tried keeps its draft, and is written when it is put right', async () => {
    const office = await openLedgerOffice({ dialect })
    const { desk } = office.client
    const form = 'ledger.batch'
    const { receipts } = office.clientWriting('pile').ledger
    await desk.keepDraft({ form, id: 'pile', content: '[]' })
    const unclear = [{ ...ROWS[0]!, purpose: null }]
    await expect(receipts.addBatch({ ...BATCH, expectedCount: 2 })).rejects.toMatchObject({
      code: 'ledger.batchDiffers',
    })
    expect(await receipts.addBatch({ ...BATCH, rows: unclear })).toMatchObject({ written: false })
    expect(await receipts.addBatch({ ...BATCH, dryRun: true })).toMatchObject({ written: false })
    expect(await desk.findDraft({ form })).toMatchObject({ draft: { id: 'pile' } })
    expect(await receipts.addBatch(BATCH)).toMatchObject({ written: true })
    expect(await desk.findDraft({ form })).toEqual({ draft: null })
  })

  test('the draft of another sheet stays where it is', async () => {
    const office = await openLedgerOffice({ dialect })
    const { desk } = office.client
    await desk.keepDraft({ form: 'ledger.receipt', id: 'other window', content: '[]' })
    await office.clientWriting('this window').ledger.receipts.add(RECEIPT)
    expect(await desk.findDraft({ form: 'ledger.receipt' })).toMatchObject({ draft: { id: 'other window' } })
  })

  test('nobody takes a draft of somebody else away', async () => {
    const office = await openLedgerOffice({ dialect })
    const { database } = office.app.holder.office!
    await office.client.desk.keepDraft({ form: 'ledger.receipt', id: 'mine', content: '[]' })
    await database.write((db) => claimDraft(db, { id: 'mine', userId: 'a colleague', now: '2026-11-21T02:00:00.000Z' }))
    const kept = await database.read.selectFrom('draft').select('id').execute()
    expect(kept).toEqual([{ id: 'mine' }])
    // Nor does a colleague who calls a form the same keep it from being offered and written.
    expect(await office.client.desk.findDraft({ form: 'ledger.receipt' })).toMatchObject({ draft: { id: 'mine' } })
    const before = await count(office, 'receipt')
    await office.clientWriting('mine').ledger.receipts.add(RECEIPT)
    expect(await count(office, 'receipt')).toBe(before + 1)
    expect(await database.read.selectFrom('draft').select('id').execute()).toEqual([])
  })
})

test('a written form is remembered for a month, and not for ever', async () => {
  const office = await openLedgerOffice()
  await office.clientWriting('first').ledger.receipts.add(RECEIPT)
  office.setNow('2026-12-20T02:00:00.000Z')
  await office.clientWriting('second').ledger.receipts.add(RECEIPT)
  await expect(office.clientWriting('first').ledger.receipts.add(RECEIPT)).rejects.toMatchObject({
    code: 'common.alreadyWritten',
  })
  office.setNow('2026-12-22T02:00:00.000Z')
  await office.clientWriting('third').ledger.receipts.add(RECEIPT)
  const { read } = office.app.holder.office!.database
  const kept = await read.selectFrom('draft_written').select('id').orderBy('id').execute()
  expect(kept.map(({ id }) => id)).toEqual(['second', 'third'])
})

async function prepare(office: LedgerOffice): Promise<Prepared> {
  const fund = await office.addPairing()
  const direct = await office.addPairing({ channel: 'direct' })
  await office.receive([fund], 1_000_000)
  await office.client.ledger.receipts.add(RECEIPT)
  const { id: houseId } = await office.client.houses.add({ fields: { ...HOUSE, addressId: fund.addressId } })
  return { fund, direct, houseId }
}

async function count(office: LedgerOffice, table: string): Promise<number> {
  const { read } = office.app.holder.office!.database
  const { rows } = await read
    // Safe: one of the tables listed above.
    .selectFrom(table as 'receipt')
    .select(({ fn }) => fn.countAll().as('rows'))
    .executeTakeFirstOrThrow()
  return Number(rows)
}
