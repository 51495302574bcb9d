import { useTranslation } from 'react-i18next'
import { PageViews } from '../../../base/ui/PageViews.tsx'

/** Who helps whom, who could, and why help ended. */
export function PairingViews() {
  const { t } = useTranslation('pairings')
  return (
    <PageViews
      label={t('title')}
      views={[
        { path: '/pairings', label: t('views.list') },
        { path: '/pairings/match', label: t('match.title') },
        { path: '/pairings/endings', label: t('endings.title') },
      ]}
    />
  )
}
