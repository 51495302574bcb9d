import { LARGEST_AMOUNT, type Money } from '../../../../base/common/money.ts'
import type { BundleRecord } from '../../common/bundleManifest.ts'
import type { RecordKind } from '../../common/bundleRecords.ts'
import type { BundleTotals } from '../../common/bundleSchemas.ts'

/** What all rows of one kind may add up to, minor units without their signs: ninety such reports still sum exactly. */
const LARGEST_SUM = 100 * LARGEST_AMOUNT
const MONEY_FIELDS = ['amount', 'goodsValue', 'budget', 'monthlyNeed']

/** Adds up what a report says was given; `add` is false when it would come to more than any sum is good for. */
export function createTally() {
  const sums = new Map<RecordKind, number>()
  const delivered = new Map<string, number>()
  let addresses = 0
  let deliveries = 0
  return {
    add(kind: RecordKind, record: BundleRecord): boolean {
      const sum = MONEY_FIELDS.reduce(
        (total, field) => total + Math.abs(Number(record[field] ?? 0)),
        sums.get(kind) ?? 0,
      )
      if (sum > LARGEST_SUM) return false
      sums.set(kind, sum)
      if (kind === 'address') addresses += 1
      if (kind !== 'delivery') return true
      deliveries += 1
      const currency = String(record.currency)
      delivered.set(currency, (delivered.get(currency) ?? 0) + Number(record.amount) + Number(record.goodsValue))
      return true
    },
    totals: (): BundleTotals => ({
      addresses,
      deliveries,
      // Safe: the record's schema let only known currencies through.
      delivered: [...delivered].map(([currency, amount]) => ({ amount, currency }) as Money),
    }),
  }
}
