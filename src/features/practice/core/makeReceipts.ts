import { addDays, type Day, quarterOf, quarterWindow } from '../../../base/common/day.ts'
import { foldForSearch } from '../../../base/common/foldForSearch.ts'
import { sharedRecordId } from '../../../base/common/recordId.ts'
import type { ReceiptTable } from '../../../db/tables/moneyTables.ts'
import type { Donor } from './makeDonors.ts'
import type { Instalment, Pairing } from './makePairings.ts'
import { earlierOf, enteredOn, type PracticePlan } from './practicePlan.ts'
import { randomOf } from './random.ts'

interface Share {
  pairing: Pairing | null
  purpose: string | null
  amount: number
  firstMonth: string | null
  lastMonth: string | null
}

interface PlannedReceipt {
  onDay: Day
  donor: Donor | null
  payerName: string
  method: ReceiptTable['method']
  source: ReceiptTable['source']
  counterpartUnit: string | null
  purpose: string
  shares: Share[]
}

const THANH_HOA = '38'

/**
 * What sponsors paid into the fund for the kỳ given and listed: one receipt for all families of a sponsor at the beginning of each
 * quarter, so that nothing is handed over before it was received. Numbered without gaps by series and year.
 */
export async function makeReceipts(
  plan: PracticePlan,
  { paid, gifts }: { paid: readonly Instalment[]; gifts: readonly Gift[] },
): Promise<void> {
  const receipts = [...receiptsOfSponsors(plan, paid), ...gifts.map(receiptFromAbove)]
  receipts.sort((first, second) => compare(first.onDay, second.onDay) || compare(first.payerName, second.payerName))
  const numbers = new Map<string, number>()
  for (const receipt of receipts) {
    const series = receipt.method === 'cash' ? 'PT' : 'BN'
    const book = `${series}${receipt.onDay.slice(0, 4)}`
    const number = (numbers.get(book) ?? 0) + 1
    numbers.set(book, number)
    await writeReceipt(plan, receipt, { series, number })
  }
}

/** Money sent down for a campaign (Tết). */
export interface Gift {
  onDay: Day
  purpose: string
  amount: number
}

function receiptFromAbove({ onDay, purpose, amount }: Gift): PlannedReceipt {
  return {
    onDay: addDays(onDay, -12),
    donor: null,
    payerName: 'Hội Chữ thập đỏ tỉnh Thanh Hóa',
    method: 'transfer',
    source: 'fromAbove',
    counterpartUnit: sharedRecordId('unit', THANH_HOA),
    purpose,
    shares: [{ pairing: null, purpose, amount, firstMonth: null, lastMonth: null }],
  }
}

function receiptsOfSponsors(plan: PracticePlan, paid: readonly Instalment[]): PlannedReceipt[] {
  const throughFund = paid.filter((one) => one.pairing.planned.channel === 'fund')
  const groups = Map.groupBy(throughFund, (one) => `${quarterStart(one)}|${one.pairing.donor.id}`)
  return [...groups].flatMap(([key, instalments]) => {
    const [first] = instalments
    return first === undefined
      ? []
      : [receiptOfSponsor(plan, { start: key.slice(0, 10), instalments, donor: first.pairing.donor })]
  })
}

function receiptOfSponsor(
  plan: PracticePlan,
  { start, instalments, donor }: { start: Day; instalments: Instalment[]; donor: Donor },
): PlannedReceipt {
  const random = randomOf(plan.seed, 'receipt', start, donor.id)
  const byPairing = Map.groupBy(instalments, (one) => one.pairing)
  return {
    onDay: earlierOf(addDays(start, random.between(2, 18)), plan.today),
    donor,
    payerName: donor.name,
    method: random.chance(0.6) ? 'cash' : 'transfer',
    source: 'own',
    counterpartUnit: null,
    purpose: 'Trợ giúp địa chỉ nhân đạo',
    shares: [...byPairing].map(([pairing, own]) => ({
      pairing,
      purpose: null,
      amount: own.reduce((sum, one) => sum + one.amount, 0),
      firstMonth: own[0]?.firstMonth ?? null,
      lastMonth: own.at(-1)?.lastMonth ?? null,
    })),
  }
}

/** The quarter in which a kỳ is handed over begins. */
function quarterStart(instalment: Instalment): Day {
  return quarterWindow(quarterOf(`${instalment.lastMonth}-01`)).from
}

async function writeReceipt(
  plan: PracticePlan,
  receipt: PlannedReceipt,
  { series, number }: { series: string; number: number },
): Promise<void> {
  const id = plan.nextId()
  const enteredAt = enteredOn(plan, receipt.onDay)
  await plan.batches.add('receipt', [
    {
      id,
      enteredAt,
      series,
      year: Number(receipt.onDay.slice(0, 4)),
      number,
      on_day: receipt.onDay,
      donor_id: receipt.donor?.id ?? null,
      payer_name: receipt.payerName,
      amount: receipt.shares.reduce((sum, share) => sum + share.amount, 0),
      currency: 'VND',
      method: receipt.method,
      source: receipt.source,
      counterpart_unit: receipt.counterpartUnit,
      purpose: receipt.purpose,
      reverses: null,
      reason: null,
      prints: 1,
      search: foldForSearch(`${receipt.payerName} ${receipt.purpose}`),
    },
  ])
  await plan.batches.add(
    'allocation',
    receipt.shares.map((share) => ({
      id: plan.nextId(),
      enteredAt,
      receipt_id: id,
      pairing_id: share.pairing?.id ?? null,
      house_id: null,
      purpose: share.purpose,
      first_month: share.firstMonth,
      last_month: share.lastMonth,
      amount: share.amount,
      currency: 'VND',
      reverses: null,
    })),
  )
}

function compare(first: string, second: string): number {
  if (first === second) return 0
  return first < second ? -1 : 1
}
