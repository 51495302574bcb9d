import { useTranslation } from 'react-i18next'
import type { Currency } from '../../../base/common/money.ts'
import { MonthStrip } from '../../../base/ui/MonthStrip.tsx'
import { useFormat } from '../../../base/ui/useFormat.ts'
import type { ShownInstalment } from './previewInstalments.ts'
import { useMonthCells } from './useMonthCells.ts'

/** Beyond this the preview shows figures only: nobody reads a strip of fifty years. */
const MOST_SHOWN = 72

export interface PlanPreviewProps {
  instalments: readonly ShownInstalment[]
  currency: Currency
  /** Carried on every year until somebody ends it. */
  open: boolean
}

/** What the terms come to before they are written: how many kỳ, how much in all, month by month. */
export function PlanPreview({ instalments, currency, open }: PlanPreviewProps) {
  const { t } = useTranslation('pairings')
  const { formatMoney, formatDay } = useFormat()
  const monthCells = useMonthCells(currency)
  const given = instalments.filter(({ amount }) => amount > 0)
  const last = given.at(-1)
  if (last === undefined) return null
  const money = (amount: number) => formatMoney({ amount, currency })
  const total = money(given.reduce((sum, { amount }) => sum + amount, 0))
  const isShorter = given.length > 1 && last.amount < (given.at(-2)?.amount ?? 0)
  return (
    <section className="nc-plan" aria-label={t('plan.title')}>
      <div className="num">
        <strong>{t('plan.ky', { count: given.length })}</strong>
        {' · '}
        {open
          ? t('plan.totalOpen', { amount: total, month: formatDay(last.lastMonth) })
          : t('plan.total', { amount: total })}
      </div>
      {isShorter ? <div className="nc-soft num">{t('plan.shorter', { amount: money(last.amount) })}</div> : null}
      {given.length <= MOST_SHOWN ? <MonthStrip label={t('plan.title')} months={monthCells(instalments)} /> : null}
    </section>
  )
}
