import { useTranslation } from 'react-i18next'
import type { MappingQuestion } from '../common/columnMapping.ts'
import { useFieldWords } from './useFieldWords.ts'

/** A question of the reader as a sentence. */
export function useQuestionWords(): (question: MappingQuestion) => string {
  const { t } = useTranslation('imports')
  const fieldWords = useFieldWords()
  return ({ code, column, params }) => {
    const named = (text: unknown) =>
      String(text ?? '')
        .split(', ')
        .map(fieldWords)
        .join(', ')
    const key = code.slice('imports.'.length) as 'askColumn'
    return t(`questions.${key}`, {
      ...params,
      column: column ?? '',
      field: named(params.field),
      fields: named(params.fields),
    })
  }
}
