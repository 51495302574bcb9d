import { useTranslation } from 'react-i18next'
import { useFormat } from '../../../base/ui/useFormat.ts'
import type { ShortFile } from '../common/fileSchemas.ts'

/** The sentences of a file that is no report: `bundles:opening.<kind>.<place>`, its numbers and sums as they are read here. */
export function useFileText(): (file: Pick<ShortFile, 'kind' | 'facts'>, place: string) => string {
  const { t } = useTranslation('bundles')
  const { formatNumber, formatMoney } = useFormat()
  const shown = (value: ShortFile['facts'][string]) => {
    if (typeof value === 'number') return formatNumber(value)
    return typeof value === 'string' ? value : formatMoney(value)
  }
  return ({ kind, facts }, place) => {
    const params = Object.entries(facts).map(([name, value]) => [name, shown(value)])
    return String(t(`opening.${kind}.${place}`, Object.fromEntries(params)))
  }
}
