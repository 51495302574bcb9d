import { useTranslation } from 'react-i18next'
import { addMonths } from '../../../base/common/day.ts'
import type { Currency } from '../../../base/common/money.ts'
import type { MonthCell, MonthState } from '../../../base/ui/monthStripCells.ts'
import { useFormat } from '../../../base/ui/useFormat.ts'
import type { InstalmentState } from '../common/rules.ts'
import type { ShownInstalment } from './previewInstalments.ts'

const CELL_STATES: Record<InstalmentState, MonthState> = {
  paid: 'paid',
  past: 'paid',
  part: 'part',
  due: 'due',
  late: 'late',
  unknown: 'unknown',
  skipped: 'skipped',
  future: 'ahead',
}

/** Kỳ as cells of the strip: a kỳ of several months fills them all. */
export function useMonthCells(currency: Currency) {
  const { t } = useTranslation('pairings')
  const { formatMoney } = useFormat()
  const money = (amount: number) => formatMoney({ amount, currency })
  const noteOf = ({ state, amount, delivered, remainder, overdue }: ShownInstalment): string | undefined => {
    if (state === 'skipped') return undefined
    if (state === 'past') return t('strip.past')
    if (state !== 'part') return money(amount)
    const part = t('strip.part', { delivered: money(delivered), remainder: money(remainder) })
    return overdue ? `${part} · ${t('strip.overdue')}` : part
  }
  return (instalments: readonly ShownInstalment[]): MonthCell[] =>
    instalments.flatMap((instalment) => {
      const note = noteOf(instalment)
      const cell = { state: CELL_STATES[instalment.state], ...(note === undefined ? {} : { note }) }
      return monthsOf(instalment).map((month) => ({ month, ...cell }))
    })
}

function monthsOf({ firstMonth, lastMonth }: ShownInstalment): string[] {
  const months: string[] = []
  for (let month = firstMonth; month <= lastMonth; month = addMonths(month, 1)) months.push(month)
  return months
}
