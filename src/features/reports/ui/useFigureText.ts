import { useTranslation } from 'react-i18next'
import { useFormat } from '../../../base/ui/useFormat.ts'
import { MONEY_FIGURES } from '../common/quarterSchemas.ts'

/** A figure of the quarterly table as it is told in a sentence: its name, and its value with ₫ where it is money. */
export function useFigureText(): (figure: string, value: number) => { name: string; value: string } {
  const { i18n } = useTranslation('reports')
  const { formatMoney, formatNumber } = useFormat()
  return (figure, value) => {
    const key = `figures.${figure}`
    const isMoney = MONEY_FIGURES.some((each) => each === figure)
    return {
      name: i18n.exists(key, { ns: 'reports' }) ? i18n.t(key, { ns: 'reports' }) : figure,
      value: isMoney ? formatMoney({ amount: value, currency: 'VND' }) : formatNumber(value),
    }
  }
}
