import { useCallback } from 'react'
import { useTranslation } from 'react-i18next'
import type { Failure } from '../../../base/common/result.ts'
import { useFormat } from '../../../base/ui/useFormat.ts'
import type { ChangedValue, FieldChange, RecordChange, Undone } from '../common/historySchemas.ts'

/** Changes as an office would say them: “Sửa địa chỉ nhân đạo Lò Thị Pành”, values with their words and units. */
export function useChangeWords() {
  const { t } = useTranslation('history')
  const format = useFormat()

  const whatHappened = ({ table, op, name }: Pick<Undone, 'table' | 'op' | 'name'>): string => {
    const record = t(`tables.${table}`)
    return t(`ops.${op}`, { record: name === null ? record : t('named', { record, name }) })
  }

  const valueWords = (
    value: ChangedValue | null,
    { kind, field }: FieldChange,
    { table, currency }: RecordChange,
  ): string => {
    if (value === null) return t('empty')
    const { raw, words } = value
    if (words !== undefined) return words[format.language] ?? words.vi
    switch (kind) {
      case 'day':
      case 'month':
        return format.formatDay(String(raw))
      case 'moment':
        return format.formatMoment(String(raw))
      case 'money':
        return format.formatMoney({ amount: Number(raw), currency })
      case 'number':
        return format.formatNumber(Number(raw))
      case 'flag':
        return t(Number(raw) === 1 ? 'yes' : 'no')
      case 'code':
        if (table === 'paper_template' && field === 'kind') return t(`papers:kinds.${raw}` as never)
        return t(`values.${field}.${raw}`, { defaultValue: String(raw) })
      default:
        return String(raw)
    }
  }

  return { whatHappened, valueWords }
}

/** The failure of an undo with its columns in words, ready for FailureNotice or a toast. */
export function useUndoFailure(): (failure: Failure) => Failure {
  const { t } = useTranslation('history')
  return useCallback(
    (failure) => {
      const { fields } = failure.params
      if (typeof fields !== 'string') return failure
      const names = fields.split(' ').map((field) => t(`fields.${field}`, { defaultValue: field }))
      return { ...failure, params: { ...failure.params, fields: [...new Set(names)].join(', ') } }
    },
    [t],
  )
}
