import { ORPCError } from '@orpc/server'
import { failureOf, refuse } from '../../../base/common/failures.ts'
import { foldForSearch } from '../../../base/common/foldForSearch.ts'
import type { WriteDb } from '../../../db/database.ts'
import type { WriteContext } from '../../../db/recordWriter.ts'
import type { BatchResult, BatchRow, NewBatch } from '../common/bookSchemas.ts'
import { newReceiptSchema } from '../common/receiptSchemas.ts'
import { refuseWrongDay } from './moneyDays.ts'
import { insertReceipt } from './receiptRepo.ts'
import { suggestAllocations } from './suggestAllocations.ts'

type RowResult = BatchResult['rows'][number]

/** Leaves the transaction with what would have been written. */
class NothingWritten extends Error {
  readonly result: BatchResult
  constructor(result: BatchResult) {
    super('batch not written')
    this.result = result
  }
}

/**
 * Writes a pile of receipts in one step, or none: the rows must come to the count and the total written on the pile, and every
 * row must be right. A dry run answers with what each row would become.
 * @throws `ledger.batchDiffers`
 */
export async function addBatch(
  write: <Value>(work: (db: WriteDb, writer: WriteContext) => Promise<Value>) => Promise<Value>,
  { batch, today }: { batch: NewBatch; today: string },
): Promise<BatchResult> {
  const count = batch.rows.length
  const total = batch.rows.reduce((sum, row) => sum + row.amount, 0)
  const { expectedCount, expectedTotal } = batch
  if (!batch.dryRun && (count !== expectedCount || total !== expectedTotal)) {
    refuse('ledger.batchDiffers', { count, expectedCount, total, expectedTotal, currency: batch.currency })
  }
  try {
    return await write(async (db, writer) => {
      const rows = await writeRows(db, writer, { batch, today })
      const result = { written: true, count, total, rows }
      if (batch.dryRun || rows.some(({ problem }) => problem !== null)) {
        throw new NothingWritten({ ...result, written: false })
      }
      return result
    })
  } catch (error) {
    if (error instanceof NothingWritten) return error.result
    throw error
  }
}

async function writeRows(
  db: WriteDb,
  writer: WriteContext,
  { batch, today }: { batch: NewBatch; today: string },
): Promise<RowResult[]> {
  const donors = await readDonors(db)
  const results: RowResult[] = []
  for (const row of batch.rows) {
    const found = donors.get(foldForSearch(row.payerName)) ?? []
    const donor = found.length === 1 ? found[0] : undefined
    try {
      refuseWrongDay(row.onDay, today)
      const allocations = await allocationsOf(db, writer, { row, donorId: donor?.id, currency: batch.currency })
      const receipt = newReceiptSchema.parse({
        ...row,
        donorId: donor?.id ?? null,
        currency: batch.currency,
        allocations,
      })
      const { series, number, year } = await insertReceipt(db, writer, receipt)
      const addresses = allocations.filter(({ kind }) => kind === 'pairing').length
      results.push({ number: `${series} ${number}/${year}`, donorName: donor?.name ?? null, addresses, problem: null })
    } catch (error) {
      if (!(error instanceof ORPCError)) throw error
      results.push({ number: null, donorName: donor?.name ?? null, addresses: 0, problem: failureOf(error) })
    }
  }
  return results
}

/** By folded name; two donors of one name are nobody, for a row must not go to the first of two. */
async function readDonors(db: WriteDb): Promise<Map<string, { id: string; name: string }[]>> {
  const rows = await db
    .selectFrom('donor')
    .select(['id', 'name'])
    .where('deleted_at', 'is', null)
    .where('merged_into', 'is', null)
    .execute()
  return Map.groupBy(rows, ({ name }) => foldForSearch(name))
}

async function allocationsOf(
  db: WriteDb,
  { unitId }: WriteContext,
  { row, donorId, currency }: { row: BatchRow; donorId: string | undefined; currency: NewBatch['currency'] },
) {
  const { amount, method } = row
  const purpose = (row.purpose ?? '').trim()
  if (purpose !== '') return [{ kind: 'purpose' as const, purpose, amount }]
  if (donorId === undefined) refuse('ledger.donorUnclear')
  const { lines, rest } = await suggestAllocations(db, { donorId, amount, currency, method, unitId })
  if (rest > 0) refuse('ledger.nothingToPay', { rest, currency })
  return lines.map(({ pairingId, amount: part, firstMonth, lastMonth }) => ({
    kind: 'pairing' as const,
    pairingId,
    amount: part,
    firstMonth,
    lastMonth,
  }))
}
