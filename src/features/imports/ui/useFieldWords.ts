import { useTranslation } from 'react-i18next'
import { useVocabulary } from '../../units/ui/useVocabulary.ts'
import { categoryOfMark, type RegisterField } from '../common/registerFields.ts'
import { officeCategory } from '../common/rules.ts'

/** What a column may mean, in words; an unknown code stands for itself. */
export function useFieldWords(): (field: string) => string {
  const { t, i18n } = useTranslation('imports')
  const { nameOf } = useVocabulary('category')
  return (field) => {
    if (field === 'ignored') return t('mapping.notUsed')
    // Safe: any other text is simply not a mark column.
    const category = categoryOfMark(field as RegisterField)
    if (category !== undefined) return t('fields.mark', { category: nameOf(officeCategory(category)) })
    const key = `fields.${field}`
    return i18n.exists(key, { ns: 'imports' }) ? t(key as 'fields.name') : field
  }
}
