import { writeXlsx } from 'hucre/xlsx'
import { formatDay } from '../../../base/common/day.ts'
import { foldForSearch } from '../../../base/common/foldForSearch.ts'
import type { Language } from '../../../base/common/language.ts'
import { MINOR_DIGITS } from '../../../base/common/money.ts'
import type { OfficeContext } from '../../../db/requireRight.ts'
import { type OverdueSide, otherSide } from '../common/bookSchemas.ts'
import { listOverdue } from './overdueRepo.ts'

const XLSX_TYPE = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'
export const OVERDUE_COLUMNS = ['name', 'detail', 'since', 'instalments', 'amount', 'currency', 'others'] as const

/** The overdue list as a workbook of one sheet; amounts are numbers a person can sum, each beside its currency. */
export async function writeOverdueXlsx(
  { db, office, services }: Pick<OfficeContext, 'db' | 'office' | 'services'>,
  { by, language }: { by: OverdueSide; language: Language },
): Promise<{ ticket: string; name: string }> {
  const t = services.translator(language)
  const today = services.clock.today()
  const rows = await listOverdue(db, { by, unitId: office.unitId, today, restrictedAs: t('papers:restrictedPerson') })
  const cells = rows.map((row) => [
    row.name,
    row.detail ?? '',
    formatDay(row.since),
    row.instalments,
    row.amount / 10 ** MINOR_DIGITS[row.currency],
    row.currency,
    row.others.join('; '),
  ])
  const heading = OVERDUE_COLUMNS.map((column) =>
    t(column === 'others' ? `ledger:statement.${otherSide(by)}` : `ledger:overdue.columns.${column}`),
  )
  const title = t(`ledger:overdue.${by}`)
  const bytes = await writeXlsx({
    sheets: [
      {
        name: title.slice(0, 31),
        rows: [heading, ...cells],
        columns: OVERDUE_COLUMNS.map((column) => ({
          width: column === 'name' || column === 'others' ? 30 : 16,
          style: { numFmt: column === 'amount' ? '#,##0.##' : column === 'instalments' ? '0' : '@' },
        })),
        freezePane: { rows: 1 },
      },
    ],
  })
  const name = `${foldForSearch(title).replaceAll(' ', '-')}-${today}.xlsx`
  return { ticket: services.tickets.put({ name, type: XLSX_TYPE, bytes }), name }
}
