import { useTranslation } from 'react-i18next'
import { useFormat } from '../../../base/ui/useFormat.ts'
import { useVocabulary } from '../../units/ui/useVocabulary.ts'
import type { DuplicateKind, MergeField, Side } from '../common/duplicateSchemas.ts'

/** What one of two files says, in words. */
export function useSideWords(kind: DuplicateKind) {
  const { t } = useTranslation(['duplicates', 'addresses', 'donors'])
  const { formatDay, formatMoment, formatMoney } = useFormat()
  const { nameOf } = useVocabulary('category')
  const wordOf = (side: Side, field: MergeField): string => {
    const value = side.fields[field] ?? null
    if (value === null) return ''
    if (field === 'sex') return t(`addresses:sex.${value as 'M'}`)
    if (field === 'birthDay' || field === 'nextVisitOn') return formatDay(value)
    if (field === 'mainCategory') return nameOf(value)
    if (field === 'monthlyNeed') return formatMoney({ amount: Number(value), currency: 'VND' })
    if (field === 'kind') return t(`donors:kinds.${value as 'person'}`)
    return value
  }
  const standingOf = ({ state }: Side): string =>
    kind === 'address' ? t(`addresses:states.${state as 'proposed'}`) : t(`donors:kinds.${state as 'person'}`)
  const hangingOf = ({ counts, donors }: Side): string => {
    const parts = Object.entries(counts)
      .filter(([, count]) => count > 0)
      // Safe: the counts are those of the schema.
      .map(([what, count]) => t(`duplicates:counts.${what as 'pairings'}`, { count }))
    return [...parts, ...donors].join(' · ') || t('duplicates:counts.nothing')
  }
  const enteredOn = ({ createdAt }: Side): string => formatMoment(createdAt)
  return { wordOf, standingOf, hangingOf, enteredOn }
}
