import { sql } from 'kysely'
import { refuse } from '../../../../base/common/failures.ts'
import { formatNumber } from '../../../../base/common/formatMoney.ts'
import type { PaperContents, PaperSource } from '../paperContents.ts'
import { moneyText, sumUp, writeSum } from '../paperMoney.ts'

/** Series of slips for goods that leave the store (phiếu xuất); its numbers run like those of receipts. */
const SERIES = 'PX'

/** What leaves the store for a round: each thing once, with how much of it, for how many people, and its value. */
export async function goodsSlipContents(source: PaperSource): Promise<PaperContents<'goodsSlip'>> {
  const { language, t } = source
  const round = await readRound(source)
  const goods = await readGoods(source, round.id)
  if (goods.length === 0) refuse('papers.nothingToPrint')
  const sum = writeSum(sumUp(goods), language)
  const serial = await source.numberOf(round.id, Number(round.onDay.slice(0, 4)))
  const receipt = `${SERIES} ${serial.number}/${serial.year}`
  const copy = await source.copyOf(round.id)
  return {
    serial,
    label: `${t('papers:kinds.goodsSlip')} ${receipt} – ${round.name}`,
    subjectId: round.id,
    day: round.onDay,
    format: { look: 'list' },
    fields: {
      receipt,
      copyNote: copy > 1 ? t('papers:receipt.again', { copy }) : '',
      roundName: round.name,
      roundPlace: round.place ?? '',
      sum: sum.figures,
      sumInWords: sum.words,
    },
    lists: {
      goods: goods.map((row, index) => ({
        fields: {
          number: String(index + 1),
          what: row.what,
          unit: row.unit ?? '',
          quantity: row.quantity === 0 ? '' : formatNumber(row.quantity, language),
          people: formatNumber(row.people, language),
          amount: moneyText(row, language),
        },
        lists: {},
      })),
    },
  }
}

async function readRound({ db, request, unitId }: PaperSource) {
  const round = await db
    .selectFrom('round')
    .select(['id', 'owner_unit as ownerUnit', 'name', 'on_day as onDay', 'place'])
    .where('id', '=', request.subjectId ?? '')
    .where('deleted_at', 'is', null)
    .executeTakeFirst()
  if (round === undefined) refuse('common.notFound')
  if (round.ownerUnit !== unitId) refuse('common.notAllowed')
  return round
}

async function readGoods({ db }: PaperSource, roundId: string) {
  const rows = await db
    .selectFrom('round_line')
    .select([
      'goods as what',
      'goods_unit as unit',
      'currency',
      sql<number>`sum(coalesce(goods_quantity, 0))`.as('quantity'),
      sql<number>`count(*)`.as('people'),
      sql<number>`sum(goods_value)`.as('amount'),
    ])
    .where('round_id', '=', roundId)
    .where('goods', 'is not', null)
    .where('state', '<>', 'cancelled')
    .where('deleted_at', 'is', null)
    .groupBy(['goods', 'goods_unit', 'currency'])
    .orderBy('goods')
    .orderBy('goods_unit')
    .execute()
  return rows.map((row) => ({
    what: row.what ?? '',
    unit: row.unit,
    currency: row.currency,
    quantity: Number(row.quantity),
    people: Number(row.people),
    amount: Number(row.amount),
  }))
}
