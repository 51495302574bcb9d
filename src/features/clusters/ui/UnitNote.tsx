import { useTranslation } from 'react-i18next'
import type { Standing } from '../common/clusterSchemas.ts'

/** What a reader has to know of a unit's figures: typed from paper, or not there. */
export function UnitNote({
  row: { status, paperQuarters, missingQuarters },
}: {
  row: Pick<Standing['rows'][number], 'status' | 'paperQuarters' | 'missingQuarters'>
}) {
  const { t } = useTranslation('clusters')
  const notes = [
    ...(paperQuarters.length > 0 ? [t('note.paper', { quarters: paperQuarters.join(', ') })] : []),
    ...(missingQuarters.length > 0 ? [t('note.missing', { quarters: missingQuarters.join(', ') })] : []),
    ...(status === 'partly' ? [t('note.partly')] : []),
    ...(status === 'notSent' && missingQuarters.length === 0 ? [t('note.notSent')] : []),
  ]
  return <span className="nc-soft">{notes.join('; ')}</span>
}
