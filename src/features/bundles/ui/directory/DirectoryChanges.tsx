import { useTranslation } from 'react-i18next'
import { useFormat } from '../../../../base/ui/useFormat.ts'
import type { DirectoryChange } from '../../common/directory/directorySchemas.ts'

interface DirectoryChangesProps {
  changes: readonly DirectoryChange[]
  /** Of how many these are the first. */
  total: number
}

/** What a directory changes, one sentence each. */
export function DirectoryChanges({ changes, total }: DirectoryChangesProps) {
  const { t, i18n } = useTranslation('bundles')
  const { formatNumber } = useFormat()
  const wordsOf = ({ facts }: DirectoryChange) =>
    Object.fromEntries(
      Object.entries(facts).map(([name, value]) => [name, typeof value === 'number' ? numberText(name, value) : value]),
    )
  // A year is not grouped.
  const numberText = (name: string, value: number) => (name === 'year' ? String(value) : formatNumber(value))
  if (total === 0) return <p className="nc-soft">{t('directory.noChanges')}</p>
  return (
    <details>
      <summary>{t('directory.changes', { n: formatNumber(total) })}</summary>
      <ul className="nc-receipt-notes">
        {changes.map((change) => {
          const text = i18n.t(`opening.directory.lines.${change.code}`, { ns: 'bundles', ...wordsOf(change) })
          return <li key={`${change.code} ${JSON.stringify(change.facts)}`}>{text}</li>
        })}
      </ul>
    </details>
  )
}
