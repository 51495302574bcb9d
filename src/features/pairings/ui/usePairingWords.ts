import { useTranslation } from 'react-i18next'
import type { Currency } from '../../../base/common/money.ts'
import type { Tone } from '../../../base/ui/StateBadge.tsx'
import { useFormat } from '../../../base/ui/useFormat.ts'
import type { PairingState, PairingTerms } from '../common/pairingSchemas.ts'

export const STATE_TONES: Record<PairingState, Tone> = {
  intended: 'draft',
  active: 'accent',
  suspended: 'paused',
  ended: 'neutral',
}

/** The terms of a pairing as one says them: “500.000 ₫ / tháng”, “01/2026 – 12/2026”. */
export function usePairingWords() {
  const { t } = useTranslation('pairings')
  const { formatMoney, formatDay } = useFormat()
  const periodWords = (openKey: 'open' | 'from') => (period: Period) => {
    const { firstMonth, lastMonth, frequency } = period
    if (lastMonth === firstMonth || (lastMonth === null && frequency === 'once')) return formatDay(firstMonth)
    if (lastMonth === null) return t(`period.${openKey}`, { from: formatDay(firstMonth) })
    return t('period.closed', { from: formatDay(firstMonth), to: formatDay(lastMonth) })
  }
  return {
    perKy: ({ amount, currency, frequency }: Rate) =>
      t(`perKy.${frequency}`, { amount: formatMoney({ amount, currency }) }),
    period: periodWords('open'),
    /** For a column: without the words for an open end. */
    shortPeriod: periodWords('from'),
  }
}

type Period = Pick<PairingTerms, 'firstMonth' | 'lastMonth' | 'frequency'>
type Rate = { amount: number; currency: Currency } & Pick<PairingTerms, 'frequency'>
