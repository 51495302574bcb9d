import { useTranslation } from 'react-i18next'
import type { FieldChange, RecordChange } from '../common/historySchemas.ts'
import { useChangeWords } from './useChangeWords.ts'

/** Old and new side by side; of what was added whole, what it says. */
export function ChangedFields({ record }: { record: RecordChange }) {
  const { t } = useTranslation('history')
  const { valueWords } = useChangeWords()
  if (record.changes.length === 0) return null
  return (
    <ul className="nc-history-changes">
      {record.changes.map((change: FieldChange) => (
        <li key={change.field}>
          <span>{t(`fields.${change.field}`)}: </span>
          {record.op === 'insert' ? null : (
            <>
              <del>{valueWords(change.before, change, record)}</del> →{' '}
            </>
          )}
          <ins>{valueWords(change.after, change, record)}</ins>
        </li>
      ))}
    </ul>
  )
}
