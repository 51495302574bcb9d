import { useTranslation } from 'react-i18next'
import { PageViews } from '../../../base/ui/PageViews.tsx'

/** The register, and what is looked after along it: who is to be visited, who has not signed, who asked, how many there are. */
export function AddressViews() {
  const { t } = useTranslation(['addresses', 'visits', 'consents'])
  return (
    <PageViews
      label={t('addresses:title')}
      views={[
        { path: '/addresses', label: t('addresses:views.list') },
        { path: '/visits', label: t('visits:title') },
        { path: '/consents', label: t('consents:title') },
        { path: '/addresses/requests', label: t('addresses:requests.open') },
        { path: '/addresses/counts', label: t('addresses:counts.open') },
      ]}
    />
  )
}
