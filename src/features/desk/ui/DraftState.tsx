import { useTranslation } from 'react-i18next'
import { useFormat } from '../../../base/ui/useFormat.ts'
import type { Draft } from './useDraft.ts'

/** Whether what is typed would outlive a power cut now. */
export function DraftState({ draft: { keptAt, failed } }: { draft: Draft }) {
  const { t } = useTranslation('desk')
  const { formatTime } = useFormat()
  if (failed) return <span role="status">{t('draft.notKept')}</span>
  return keptAt === null ? null : <span className="nc-soft">{t('draft.kept', { time: formatTime(keptAt) })}</span>
}
