import { useTranslation } from 'react-i18next'
import { quarterOf, quarterWindow } from '../../../base/common/day.ts'
import { useFormat } from '../../../base/ui/useFormat.ts'

/** “Quý 4/2026”, or the two days when it is no whole quarter. */
export function PeriodText({ period }: { period: { from: string; to: string } }) {
  const { t } = useTranslation('bundles')
  const { formatDay } = useFormat()
  const quarter = quarterOf(period.from)
  const window = quarterWindow(quarter)
  const whole = window.from === period.from && window.to === period.to
  return whole ? t('send.quarter', { ...quarter }) : `${formatDay(period.from)} – ${formatDay(period.to)}`
}
