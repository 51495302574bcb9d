import { SegmentedControl } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { useSearchParams } from 'react-router'
import { PageHeader } from '../../../base/ui/PageHeader.tsx'
import { CashBookView } from './CashBookView.tsx'
import { FundsView } from './FundsView.tsx'
import { LedgerViews } from './LedgerViews.tsx'
import { OverdueView } from './OverdueView.tsx'
import { StatementView } from './StatementView.tsx'
import './ledger.css'
import './books.css'

const TABS = ['cash', 'funds', 'donor', 'address', 'overdue'] as const
type Tab = (typeof TABS)[number]

/** The books of the fund: cash book, purposes, statements of a sponsor or an address, and what is late. */
export function BooksPage() {
  const { t } = useTranslation('ledger')
  const [params, setParams] = useSearchParams()
  const tab: Tab = TABS.find((each) => each === params.get('tab')) ?? 'cash'
  return (
    <>
      <PageHeader title={t('title')} views={<LedgerViews />} />
      <div className="nc-ledger-tabs">
        <SegmentedControl
          aria-label={t('books.title')}
          data={TABS.map((each) => ({ value: each, label: t(`books.tabs.${each}`) }))}
          value={tab}
          onChange={(next) => setParams({ tab: next })}
        />
      </div>
      {tab === 'cash' ? <CashBookView /> : null}
      {tab === 'funds' ? <FundsView /> : null}
      {tab === 'donor' || tab === 'address' ? <StatementView key={tab} of={tab} /> : null}
      {tab === 'overdue' ? <OverdueView /> : null}
    </>
  )
}
