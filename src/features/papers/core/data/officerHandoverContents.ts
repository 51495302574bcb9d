import { sql } from 'kysely'
import { formatDay } from '../../../../base/common/day.ts'
import { formatNumber } from '../../../../base/common/formatMoney.ts'
import type { Currency } from '../../../../base/common/money.ts'
import { currencySchema } from '../../../../base/common/moneySchema.ts'
import type { PaperContents, PaperSource } from '../paperContents.ts'
import { moneyText, type Sums, sumUp, writeSum } from '../paperMoney.ts'

/** What one officer hands to the next: books as they stand, keys to count, the fund by the books. */
export async function officerHandoverContents(source: PaperSource): Promise<PaperContents<'officerHandover'>> {
  const { language, t } = source
  const received = await sumOf(source, 'receipt')
  const delivered = await sumOf(source, 'delivery')
  const paidOut = await sumOf(source, 'payout')
  const left = writeSum(without(without(received, delivered), paidOut), language)
  const money = [
    { what: 'received', sum: received },
    { what: 'delivered', sum: delivered },
    { what: 'paidOut', sum: paidOut },
  ] as const
  return {
    label: t('papers:kinds.officerHandover'),
    subjectId: '',
    format: { look: 'letter' },
    fields: { fundLeft: left.figures, fundLeftInWords: left.words },
    lists: {
      books: numbered(await readBooks(source)),
      keys: numbered(
        (['passphrase', 'recovery', 'backup', 'seal'] as const).map((key) => ({
          what: t(`papers:officer.keys.${key}`),
          detail: '',
        })),
      ),
      money: money.map(({ what, sum }, index) => ({
        fields: {
          number: String(index + 1),
          what: t(`papers:officer.money.${what}`),
          amount: writeSum(sum, language).figures,
        },
        lists: {},
      })),
      advances: await readAdvances(source),
    },
  }
}

function numbered(rows: readonly { what: string; detail: string }[]) {
  return rows.map((row, index) => ({ fields: { ...row, number: String(index + 1) }, lists: {} }))
}

/** Receipts by series and year with their numbers, and how many files, pairings and rounds there are. */
async function readBooks({ db, unitId, t, language }: PaperSource) {
  const series = await db
    .selectFrom('receipt')
    .select(['series', 'year', sql<number>`min(number)`.as('first'), sql<number>`max(number)`.as('last')])
    .where('owner_unit', '=', unitId)
    .where('deleted_at', 'is', null)
    .groupBy(['series', 'year'])
    .orderBy('year')
    .orderBy('series', 'desc')
    .execute()
  const tables = ['address', 'pairing', 'donor', 'round', 'house'] as const
  const counts = await Promise.all(
    tables.map(async (table) => {
      const { rows } = await db
        .selectFrom(table)
        .select(sql<number>`count(*)`.as('rows'))
        .where('owner_unit', '=', unitId)
        .where('deleted_at', 'is', null)
        .executeTakeFirstOrThrow()
      return { what: t(`papers:officer.books.${table}`), detail: formatNumber(Number(rows), language) }
    }),
  )
  const receipts = series.map((row) => ({
    what: t(row.series === 'PT' ? 'papers:officer.books.receiptsPT' : 'papers:officer.books.receiptsBN', {
      year: row.year,
    }),
    detail: t('papers:officer.books.numbers', { first: Number(row.first), last: Number(row.last) }),
  }))
  return [...receipts, ...counts]
}

/** Net of reversals, which are rows with negative amounts. Only what went through the fund. */
async function sumOf({ db, unitId }: PaperSource, table: 'receipt' | 'delivery' | 'payout'): Promise<Sums> {
  const own = (rows: { currency: string; amount: number | null }[]) =>
    sumUp(rows.map(({ currency, amount }) => ({ currency, amount: Number(amount ?? 0) })))
  if (table === 'delivery') {
    return own(
      await db
        .selectFrom('delivery')
        .select(['currency', sql<number>`sum(amount + goods_value)`.as('amount')])
        .where('owner_unit', '=', unitId)
        .where('channel', '=', 'fund')
        .where('deleted_at', 'is', null)
        .groupBy('currency')
        .execute(),
    )
  }
  return own(
    await db
      .selectFrom(table)
      .select(['currency', sql<number>`sum(amount)`.as('amount')])
      .where('owner_unit', '=', unitId)
      .where('deleted_at', 'is', null)
      .$if(table === 'payout', (query) => query.where(sql<boolean>`kind <> 'move'`))
      .groupBy('currency')
      .execute(),
  )
}

function without(sums: Sums, taken: Sums): Sums {
  const left = new Map<Currency, number>(sums)
  for (const [currency, amount] of taken) left.set(currency, (left.get(currency) ?? 0) - amount)
  return left
}

async function readAdvances({ db, unitId, language }: PaperSource) {
  const rows = await db
    .selectFrom('advance')
    .innerJoin('round', 'round.id', 'advance.round_id')
    .select([
      'advance.holder_name as holder',
      'round.name as round',
      'advance.due_on as dueOn',
      'advance.amount',
      'advance.currency',
    ])
    .where('advance.owner_unit', '=', unitId)
    .where('advance.settled_on', 'is', null)
    .where('advance.deleted_at', 'is', null)
    .orderBy('advance.due_on')
    .orderBy('advance.id')
    .execute()
  return rows.map((row, index) => ({
    fields: {
      number: String(index + 1),
      holder: row.holder,
      round: row.round,
      dueDay: formatDay(row.dueOn),
      amount: moneyText({ amount: row.amount, currency: currencySchema.parse(row.currency) }, language),
    },
    lists: {},
  }))
}
