import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { failureOf } from '../../../base/common/failures.ts'
import { EmptyState } from '../../../base/ui/EmptyState.tsx'
import { FailureNotice } from '../../../base/ui/FailureNotice.tsx'
import { PageHeader } from '../../../base/ui/PageHeader.tsx'
import './bundles.css'
import { ReceivingKeys } from './keys/ReceivingKeys.tsx'
import { SendingKeys } from './keys/SendingKeys.tsx'
import { OpenReports } from './OpenReports.tsx'
import { ReceivedList } from './ReceivedList.tsx'
import { SendReport } from './SendReport.tsx'
import { SentList } from './SentList.tsx'
import { StandingAbove } from './StandingAbove.tsx'
import { TransferPanel } from './TransferPanel.tsx'
import { UnsettledList } from './UnsettledList.tsx'
import { useBundles } from './useBundles.ts'

/** Sending up and opening what came: a branch sends, an office above it opens and may send further up. */
export function BundlesPage() {
  const { t } = useTranslation('bundles')
  const { api, me } = useBundles()
  const keys = useQuery(api.bundles.keys.list.queryOptions())
  if (me === undefined) return null
  const opens = me.kind !== 'branch'
  return (
    <>
      <PageHeader title={t(opens ? 'page.openTitle' : 'page.sendTitle')} />
      {keys.error === null ? null : (
        <FailureNotice failure={failureOf(keys.error)} onRetry={() => void keys.refetch()} />
      )}
      {keys.data === undefined ? null : (
        <div className="nc-bundles">
          {opens ? <Opening keys={keys.data.keys} /> : <Sending keys={keys.data.keys} />}
        </div>
      )}
    </>
  )
}

type Keys = { keys: Parameters<typeof ReceivingKeys>[0]['keys'] }

function Opening({ keys }: Keys) {
  const { may } = useBundles()
  return (
    <>
      {may('bundles.open') ? <OpenReports /> : <EmptyState kind="notAllowed" />}
      <UnsettledList />
      <ReceivedList />
      {may('keys.manage') ? <ReceivingKeys keys={keys.filter((key) => key.role === 'sender')} /> : null}
    </>
  )
}

function Sending({ keys }: Keys) {
  const { may } = useBundles()
  const receivers = keys.filter((key) => key.role === 'receiver' && !key.replaced)
  const manage = may('keys.manage') ? <SendingKeys receivers={receivers} /> : null
  // Until the office above is known there is nothing to send to: its keys come first.
  if (receivers.length === 0) return manage ?? <EmptyState kind="notAllowed" />
  return (
    <>
      {may('bundles.send') ? <SendReport receivers={receivers} /> : <EmptyState kind="notAllowed" />}
      <StandingAbove />
      <SentList />
      <TransferPanel keys={keys} />
      {manage}
    </>
  )
}
