import { sql } from 'kysely'
import { formatDay } from '../../../../base/common/day.ts'
import { refuse } from '../../../../base/common/failures.ts'
import { formatMoney, formatNumber } from '../../../../base/common/formatMoney.ts'
import { currencySchema } from '../../../../base/common/moneySchema.ts'
import type { PaperContents, PaperSource } from '../paperContents.ts'
import { sumUp, writeSum } from '../paperMoney.ts'
import { periodOf } from './paperPeriod.ts'
import { readHelped } from './readHelped.ts'

/**
 * The board outside the office: who gave how much in a period and what reached whom. By name stand only people who agreed on
 * paper to be published (a child of seven with the guardian), and sponsors who do not wish to stay unknown; the others are
 * counted, so that the sums are whole. Neither circumstances nor birth are shown.
 */
export async function publicBoardContents(source: PaperSource): Promise<PaperContents<'publicBoard'>> {
  const { language, t } = source
  const period = periodOf(source)
  const sponsors = await readSponsors(source, period)
  const helped = await readHelped(source, { ...period, purpose: 'publish' })
  if (sponsors.length === 0 && helped.people === 0) refuse('papers.nothingToPrint')
  const received = writeSum(sumUp(sponsors), language)
  const delivered = writeSum(helped.sums, language)
  return {
    label: `${t('papers:kinds.publicBoard')} ${period.from} ${period.to}`,
    subjectId: '',
    format: { look: 'list' },
    fields: {
      fromDay: formatDay(period.from),
      toDay: formatDay(period.to),
      receivedSum: received.figures,
      deliveredSum: delivered.figures,
      deliveredInWords: delivered.words,
      people: formatNumber(helped.people, language),
      unnamedNote: helped.unnamed === 0 ? '' : t('papers:unpublishedNote', { count: helped.unnamed }),
    },
    lists: {
      sponsors: sponsors.map(({ donor, ...money }, index) => ({
        fields: { number: String(index + 1), donor, amount: formatMoney(money, language) },
        lists: {},
      })),
      deliveries: helped.rows.map(({ fields: { number, name, village, goods, total } }) => ({
        fields: { number, name, village, goods, total },
        lists: {},
      })),
    },
  }
}

/** What each sponsor gave through the fund, by currency; who wishes to stay unknown stands together in one line. */
async function readSponsors({ db, t, unitId }: PaperSource, { from, to }: { from: string; to: string }) {
  const unnamed = t('papers:anonymousDonor')
  const name = sql<string>`case when donor.id is null then receipt.payer_name
    when donor.anonymous = 1 then ${unnamed} else donor.name end`
  const rows = await db
    .selectFrom('receipt')
    .leftJoin('donor as given', 'given.id', 'receipt.donor_id')
    .leftJoin('donor', (join) => join.on(sql<boolean>`donor.id = coalesce(given.merged_into, given.id)`))
    .select([name.as('donor'), 'receipt.currency', sql<number>`sum(receipt.amount)`.as('amount')])
    .where('receipt.owner_unit', '=', unitId)
    .where('receipt.source', '=', 'own')
    .where('receipt.on_day', '>=', from)
    .where('receipt.on_day', '<=', to)
    .where('receipt.deleted_at', 'is', null)
    .groupBy(sql`1`)
    .groupBy('receipt.currency')
    .having(sql<boolean>`sum(receipt.amount) <> 0`)
    .orderBy(sql`3`, 'desc')
    .orderBy(sql`1`)
    .execute()
  return rows.map((row) => ({ ...row, amount: Number(row.amount), currency: currencySchema.parse(row.currency) }))
}
