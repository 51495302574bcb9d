import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { failureOf } from '../../../base/common/failures.ts'
import { EmptyState } from '../../../base/ui/EmptyState.tsx'
import { FailureNotice } from '../../../base/ui/FailureNotice.tsx'
import { PageHeader } from '../../../base/ui/PageHeader.tsx'
import { useSignedIn } from '../../units/ui/useSignedIn.ts'
import './bundles.css'
import { DecisionsIn } from './decisions/DecisionsIn.tsx'
import { DecisionsOut } from './decisions/DecisionsOut.tsx'
import { DirectoryPanel } from './directory/DirectoryPanel.tsx'
import { ReceivingKeys } from './keys/ReceivingKeys.tsx'
import { SendingKeys } from './keys/SendingKeys.tsx'
import { OpenFiles } from './OpenFiles.tsx'
import { PhotoParts } from './photos/PhotoParts.tsx'
import { ReceivedPhotos } from './photos/ReceivedPhotos.tsx'
import { ReceivedList } from './ReceivedList.tsx'
import { SendReport } from './SendReport.tsx'
import { SentList } from './SentList.tsx'
import { StandingAbove } from './StandingAbove.tsx'
import { ReceivedShares } from './shares/ReceivedShares.tsx'
import { TransferPanel } from './TransferPanel.tsx'
import { UnsettledList } from './UnsettledList.tsx'
import { useBundles } from './useBundles.ts'

/** Sending up and opening what came: a branch sends, an office above it opens and may send further up. */
export function BundlesPage() {
  const { t } = useTranslation('bundles')
  const { api } = useBundles()
  const { me } = useSignedIn()
  const keys = useQuery(api.bundles.keys.list.queryOptions())
  if (me === undefined) return null
  const opens = me.kind !== 'branch'
  return (
    <>
      <PageHeader
        title={t(me.kind === 'partner' ? 'page.partnerTitle' : opens ? 'page.openTitle' : 'page.sendTitle')}
      />
      {keys.error === null ? null : (
        <FailureNotice failure={failureOf(keys.error)} onRetry={() => void keys.refetch()} />
      )}
      {keys.data === undefined ? null : (
        <div className="nc-bundles">
          {me.kind === 'partner' ? (
            <FromAcross />
          ) : opens ? (
            <Opening keys={keys.data.keys} />
          ) : (
            <Sending keys={keys.data.keys} />
          )}
        </div>
      )}
    </>
  )
}

type Keys = { keys: Parameters<typeof ReceivingKeys>[0]['keys'] }

function Opening({ keys }: Keys) {
  const { may } = useBundles()
  const { me } = useSignedIn()
  return (
    <>
      {may('bundles.open') ? <OpenFiles /> : <EmptyState kind="notAllowed" />}
      <UnsettledList />
      <DecisionsOut keys={keys.filter((key) => key.role === 'sender')} />
      <ReceivedList />
      <ReceivedPhotos />
      <DirectoryPanel />
      {may('keys.manage') ? <ReceivingKeys keys={keys.filter((key) => key.role === 'sender')} /> : null}
      {me?.kind === 'province' ? <SendingUp keys={keys} /> : null}
    </>
  )
}

/** A province reports to the centre as a branch does to it; made when asked for, since it is done four times a year. */
function SendingUp({ keys }: Keys) {
  const { t } = useTranslation('bundles')
  const { may } = useBundles()
  const [wanted, setWanted] = useState(false)
  const receivers = keys.filter((key) => key.role === 'receiver' && !key.replaced)
  if (!may('bundles.send')) return null
  if (!wanted)
    return (
      <div className="nc-bundle-actions">
        <Button variant="default" onClick={() => setWanted(true)}>
          {t('page.sendUp')}
        </Button>
      </div>
    )
  return (
    <>
      {receivers.length === 0 ? null : (
        <>
          <SendReport receivers={receivers} />
          <StandingAbove />
          <SentList />
        </>
      )}
      {may('keys.manage') ? <SendingKeys receivers={receivers} /> : null}
    </>
  )
}

/** A Lao partner opens what is shared with it; nobody reports to it. */
function FromAcross() {
  const { may } = useBundles()
  return (
    <>
      {may('bundles.open') ? <OpenFiles /> : <EmptyState kind="notAllowed" />}
      <ReceivedShares />
    </>
  )
}

function Sending({ keys }: Keys) {
  const { may } = useBundles()
  const receivers = keys.filter((key) => key.role === 'receiver' && !key.replaced)
  const neighbours = keys.filter((key) => key.role === 'sender')
  const manage = may('keys.manage') ? <SendingKeys receivers={receivers} neighbours={neighbours} /> : null
  // Until the office above is known there is nothing to send to: its keys come first.
  if (receivers.length === 0)
    return (
      <>
        {manage ?? <EmptyState kind="notAllowed" />}
        {neighbours.length > 0 && may('bundles.open') ? <OpenFiles /> : null}
      </>
    )
  return (
    <>
      {may('bundles.send') ? <SendReport receivers={receivers} /> : <EmptyState kind="notAllowed" />}
      {may('bundles.open') ? <OpenFiles /> : null}
      <DecisionsIn />
      <StandingAbove />
      <SentList />
      {may('bundles.send') ? <PhotoParts receivers={receivers} /> : null}
      <TransferPanel keys={keys} />
      <DirectoryPanel />
      {manage}
    </>
  )
}
