import { useTranslation } from 'react-i18next'
import { PageViews } from '../../../base/ui/PageViews.tsx'

/** What came in, what was handed over, and the books of both. */
export function LedgerViews() {
  const { t } = useTranslation('ledger')
  return (
    <PageViews
      label={t('title')}
      views={[
        { path: '/receipts', label: t('receipts.title') },
        { path: '/deliveries', label: t('deliveries.title') },
        { path: '/books', label: t('books.title') },
      ]}
    />
  )
}
