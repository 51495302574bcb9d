import { formatDay } from '../../../../base/common/day.ts'
import { refuse } from '../../../../base/common/failures.ts'
import { formatNumber } from '../../../../base/common/formatMoney.ts'
import type { PaperContents, PaperSource } from '../paperContents.ts'
import { moneyText, sumUp, writeSum } from '../paperMoney.ts'

/** Kỳ whose day is over and that were not fully given, the oldest first, by sponsor or by address: to remind them. */
export function overdueContents(by: 'donor' | 'address') {
  return async (source: PaperSource): Promise<PaperContents<'overdueByDonor' | 'overdueByAddress'>> => {
    const { db, language, t, today, unitId } = source
    const rows = await source.listOverdue(db, { by, unitId, today, restrictedAs: t('papers:restrictedPerson') })
    if (rows.length === 0) refuse('papers.nothingToPrint')
    return {
      label: t(`papers:kinds.${by === 'donor' ? 'overdueByDonor' : 'overdueByAddress'}`),
      subjectId: '',
      format: { look: 'list' },
      fields: { count: formatNumber(rows.length, language), sum: writeSum(sumUp(rows), language).figures },
      lists: {
        rows: rows.map((row, index) => ({
          fields: {
            number: String(index + 1),
            name: row.name,
            contact: row.detail ?? '',
            since: formatDay(row.since),
            instalments: formatNumber(row.instalments, language),
            amount: moneyText(row, language),
            others: row.others.join(', '),
          },
          lists: {},
        })),
      },
    }
  }
}
