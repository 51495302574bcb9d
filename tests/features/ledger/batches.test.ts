import { describe, expect, test } from 'vitest'
import { failureOfCall, openLedgerOffice } from './ledgerOffice.ts'

describe.each(['sqlite', 'postgres'] as const)('a pile of receipts on %s', (dialect) => {
  test('row 29: a batch does not close while count or total differ from what stands on the pile', async () => {
    const office = await openLedgerOffice({ dialect })
    const { receipts } = office.client.ledger
    const rows = [
      { onDay: '2026-11-10', payerName: 'Ông Tám', amount: 200_000, purpose: 'Tết Nhân ái' },
      { onDay: '2026-11-10', payerName: 'Bà Hai', amount: 300_000, purpose: 'Tết Nhân ái' },
    ]
    const failure = await failureOfCall(receipts.addBatch({ expectedCount: 3, expectedTotal: 550_000, rows }))
    expect(failure).toMatchObject({
      code: 'ledger.batchDiffers',
      data: { count: 2, expectedCount: 3, total: 500_000, expectedTotal: 550_000 },
    })
    expect((await receipts.list({})).total).toBe(0)
    const written = await receipts.addBatch({ expectedCount: 2, expectedTotal: 500_000, rows })
    expect(written).toMatchObject({ written: true, count: 2, total: 500_000 })
    expect(written.rows.map(({ number }) => number)).toEqual(['PT 1/2026', 'PT 2/2026'])
    expect((await receipts.list({})).sums).toEqual([{ currency: 'VND', amount: 500_000 }])
  })

  test('row 29: one wrong row is named and nothing is written; a dry run writes nothing and no number is lost', async () => {
    const office = await openLedgerOffice({ dialect })
    const { receipts } = office.client.ledger
    const donorId = await office.addDonor('Công ty Hoàng Anh')
    await office.addPairing({ donorId, months: 2 })
    const paid = { onDay: '2026-11-10', payerName: 'cong ty hoang anh', amount: 1_000_000 }
    const unknown = { onDay: '2026-11-10', payerName: 'Người lạ', amount: 50_000 }
    const pile = { expectedCount: 2, expectedTotal: 1_050_000 }
    const refused = await receipts.addBatch({ ...pile, rows: [paid, unknown] })
    expect(refused.written).toBe(false)
    expect(refused.rows.map(({ problem }) => problem?.code ?? null)).toEqual([null, 'ledger.donorUnclear'])
    expect((await receipts.list({})).total).toBe(0)
    const rows = [paid, { ...unknown, purpose: 'Tết Nhân ái' }]
    const dry = await receipts.addBatch({ ...pile, rows, dryRun: true })
    expect(dry.rows).toMatchObject([
      { number: 'PT 1/2026', donorName: 'Công ty Hoàng Anh', addresses: 1 },
      { number: 'PT 2/2026', donorName: null, addresses: 0 },
    ])
    expect((await receipts.list({})).total).toBe(0)
    expect((await receipts.addBatch({ ...pile, rows })).rows[0]?.number).toBe('PT 1/2026')
  })
})
