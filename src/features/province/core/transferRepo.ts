import { addDays, type Quarter, quarterWindow } from '../../../base/common/day.ts'
import { currencySchema } from '../../../base/common/moneySchema.ts'
import type { ReadDb } from '../../../db/database.ts'
import { standingPapers } from '../../../db/standingPapers.ts'
import type { ReconciledUnit } from '../common/contract.ts'
import { type MatchedTransfer, matchTransfers, type TransferPaper } from '../common/matchTransfers.ts'
import { readNamesOf } from './unitNames.ts'

interface Paper extends TransferPaper {
  /** Series, number and year as they stand on the paper. */
  paper: string
  purpose: string | null
}

/** What a payment and a receipt say alike. */
const PAPER_COLUMNS = [
  'id',
  'owner_unit',
  'counterpart_unit',
  'series',
  'number',
  'year',
  'on_day',
  'amount',
  'currency',
  'purpose',
] as const

/** A payment at the end of one quarter is received in the next, and the other way round. */
const DAYS_AROUND = 65

/**
 * Money between this office and the units that report to it, and among those, side by side: what one says it paid and the other
 * says it received. A row belongs to the quarter of its payment, one without a payment to that of its receipt.
 */
export async function readTransfers(db: ReadDb, quarter: Quarter): Promise<ReconciledUnit[]> {
  const window = quarterWindow(quarter)
  const around = { from: addDays(window.from, -DAYS_AROUND), to: addDays(window.to, DAYS_AROUND) }
  const rows = matchTransfers(await readPaid(db, around), await readReceived(db, around), await readTold(db))
  const within = rows.filter(({ paid, received }) => {
    const day = paid?.onDay ?? received?.onDay ?? ''
    return day >= window.from && day <= window.to
  })
  return groupByWay(db, within)
}

async function readPaid(db: ReadDb, { from, to }: { from: string; to: string }): Promise<Paper[]> {
  const rows = await db
    .selectFrom('payout')
    .select(PAPER_COLUMNS)
    .where('kind', '=', 'transfer')
    .where('counterpart_unit', 'is not', null)
    .where('on_day', '>=', from)
    .where('on_day', '<=', to)
    .where(standingPapers('payout'))
    .execute()
  return rows.map((row) => paperOf(row, { from: row.owner_unit, to: row.counterpart_unit ?? '' }))
}

async function readReceived(db: ReadDb, { from, to }: { from: string; to: string }): Promise<Paper[]> {
  const rows = await db
    .selectFrom('receipt')
    .select(PAPER_COLUMNS)
    .where('source', '<>', 'own')
    .where('method', '<>', 'goods')
    .where('counterpart_unit', 'is not', null)
    .where('on_day', '>=', from)
    .where('on_day', '<=', to)
    .where(standingPapers('receipt'))
    .execute()
  return rows.map((row) => paperOf(row, { from: row.counterpart_unit ?? '', to: row.owner_unit }))
}

interface PaperRow {
  id: string
  series: string
  number: number
  year: number
  on_day: string
  amount: number
  currency: string
  purpose: string | null
}

function paperOf(row: PaperRow, way: { from: string; to: string }): Paper {
  const { id, series, number, year, on_day: onDay, amount, currency, purpose } = row
  return {
    id,
    ...way,
    onDay,
    amount: Number(amount),
    currency: currencySchema.parse(currency),
    purpose,
    paper: `${series}-${number}/${year}`,
  }
}

/** Payments whose unit answered the decision about them, with the receipt it wrote. */
async function readTold(db: ReadDb): Promise<Map<string, string>> {
  const rows = await db
    .selectFrom('decision_line')
    .innerJoin('decision_answer', (join) =>
      join
        .onRef('decision_answer.line_id', '=', 'decision_line.id')
        .onRef('decision_answer.owner_unit', '=', 'decision_line.to_unit'),
    )
    .select(['decision_line.payout_id as payoutId', 'decision_answer.made_id as receiptId'])
    .where('decision_line.payout_id', 'is not', null)
    .where('decision_answer.outcome', '=', 'applied')
    .where('decision_answer.deleted_at', 'is', null)
    .execute()
  return new Map(rows.flatMap(({ payoutId, receiptId }) => (payoutId && receiptId ? [[payoutId, receiptId]] : [])))
}

async function groupByWay(db: ReadDb, rows: readonly MatchedTransfer<Paper>[]): Promise<ReconciledUnit[]> {
  const ways = new Map<string, { way: Paper; list: MatchedTransfer<Paper>[] }>()
  for (const row of rows) {
    const way = row.paid ?? row.received
    if (way === null) continue
    const key = `${way.from} ${way.to} ${way.currency}`
    const known = ways.get(key)
    if (known === undefined) ways.set(key, { way, list: [row] })
    else known.list.push(row)
  }
  const names = await readNamesOf(
    db,
    [...ways.values()].flatMap(({ way }) => [way.from, way.to]),
  )
  const unit = (id: string) => names.get(id) ?? { id, code: '?', vi: '?', en: '?', lo: '?' }
  const sum = (list: readonly MatchedTransfer<Paper>[], side: 'paid' | 'received') =>
    list.reduce((total, row) => total + (row[side]?.amount ?? 0), 0)
  return [...ways.values()].map(({ way, list }) => ({
    from: unit(way.from),
    to: unit(way.to),
    currency: way.currency,
    paid: sum(list, 'paid'),
    received: sum(list, 'received'),
    rows: list,
  }))
}
