import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { type Day, daysBetween, formatDay, monthOf, monthsBetween } from '../common/day.ts'
import {
  formatAmount,
  formatLargeMoney,
  formatLargeNumber,
  formatMoney,
  formatNumber,
  formatPercent,
} from '../common/formatMoney.ts'
import type { Currency, Money } from '../common/money.ts'
import { formatMoment, formatTime } from './formatMoment.ts'
import { currentLanguage } from './i18n.ts'

/** A number of days is easier to grasp up to about two months; after that, months. */
const DAYS_BEFORE_MONTHS = 60

/** Our own formats in the language on screen; never Intl, which has no Lao in Chromium. */
export function useFormat() {
  const { t, i18n } = useTranslation('common')
  const language = currentLanguage(i18n)
  return useMemo(
    () => ({
      language,
      formatDay,
      formatMoment,
      formatTime,
      formatNumber: (value: number, digits?: { min?: number; max?: number }) => formatNumber(value, language, digits),
      formatPercent: (ratio: number) => formatPercent(ratio, language),
      formatMoney: (value: Money) => formatMoney(value, language),
      formatAmount: (amount: number, currency: Currency) => formatAmount(amount, currency, language),
      formatLargeMoney: (value: Money) => formatLargeMoney(value, language),
      formatLargeNumber: (value: number) => formatLargeNumber(value, language),
      /** “hôm qua”, “3 ngày trước”, “5 tháng nữa”. */
      formatRelativeDay: (day: Day, today: Day) => {
        const { key, count } = relativeDay(day, today)
        return t(`time.${key}`, { count })
      },
    }),
    [language, t],
  )
}

export type RelativeDay =
  | { key: 'today' | 'yesterday' | 'tomorrow'; count: number }
  | { key: 'daysAgo' | 'inDays' | 'monthsAgo' | 'inMonths'; count: number }

/** How far `day` lies from `today`, in the unit in which one would say it. */
export function relativeDay(day: Day, today: Day): RelativeDay {
  const days = daysBetween(today, day)
  if (days === 0) return { key: 'today', count: 0 }
  if (days === -1) return { key: 'yesterday', count: 1 }
  if (days === 1) return { key: 'tomorrow', count: 1 }
  if (Math.abs(days) <= DAYS_BEFORE_MONTHS) return { key: days < 0 ? 'daysAgo' : 'inDays', count: Math.abs(days) }
  const months = Math.abs(monthsBetween(monthOf(today), monthOf(day)))
  return { key: days < 0 ? 'monthsAgo' : 'inMonths', count: months }
}
