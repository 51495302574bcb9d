import { Button, UnstyledButton } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { failureOf } from '../../../base/common/failures.ts'
import { useApi } from '../../../base/ui/api.tsx'
import { FailureNotice } from '../../../base/ui/FailureNotice.tsx'
import { StateBadge, type Tone } from '../../../base/ui/StateBadge.tsx'
import { useFormat } from '../../../base/ui/useFormat.ts'
import { AttachmentPanel } from '../../attachments/ui/AttachmentPanel.tsx'
import type { Consent, PurposeState } from '../common/consentSchemas.ts'
import type { consentContract } from '../common/contract.ts'
import { RecordConsentsDrawer } from './RecordConsentsDrawer.tsx'
import { WithdrawDrawer } from './WithdrawDrawer.tsx'
import './consents.css'

export interface ConsentPanelProps {
  addressId: string
  mayWrite: boolean
}

/** What one person has agreed to: each purpose with its state, who signed, and what it blocks while it is missing. */
export function ConsentPanel({ addressId, mayWrite }: ConsentPanelProps) {
  const { t } = useTranslation('consents')
  const api = useApi<{ consents: typeof consentContract }>()
  const [recording, setRecording] = useState(false)
  const [withdrawing, setWithdrawing] = useState<Consent>()
  const consents = useQuery(api.consents.listForAddress.queryOptions({ input: { addressId } }))
  return (
    <section className="nc-consents" aria-label={t('panelTitle')}>
      <div className="nc-consents-head">
        <h2>{t('panelTitle')}</h2>
        {mayWrite ? (
          <Button size="compact-sm" variant="default" onClick={() => setRecording(true)}>
            {t('record.title')}
          </Button>
        ) : null}
      </div>
      {consents.error === null ? null : (
        <FailureNotice failure={failureOf(consents.error)} onRetry={() => void consents.refetch()} />
      )}
      <ul className="nc-consents-list">
        {consents.data?.purposes.map((state) => (
          <Purpose key={state.purpose} state={state} {...(mayWrite ? { onWithdraw: setWithdrawing } : {})} />
        ))}
      </ul>
      <RecordConsentsDrawer
        opened={recording}
        ids={[addressId]}
        guardian={{ needed: consents.data?.child ?? false, name: consents.data?.guardianName ?? null }}
        onClose={() => setRecording(false)}
      />
      <WithdrawDrawer consent={withdrawing} onClose={() => setWithdrawing(undefined)} />
    </section>
  )
}

function toneOf({ blockedBy }: PurposeState): Tone {
  if (blockedBy === undefined) return 'green'
  return blockedBy === 'none' ? 'neutral' : 'amber'
}

interface PurposeProps {
  state: PurposeState
  onWithdraw?: (consent: Consent) => void
}

function Purpose({ state, onWithdraw }: PurposeProps) {
  const { t } = useTranslation('consents')
  const { purpose, blockedBy, consents } = state
  return (
    <li>
      <div className="nc-consent-purpose">{t(`purposes.${purpose}`)}</div>
      <div>
        <StateBadge tone={toneOf(state)} label={t(`states.${blockedBy ?? 'given'}`)} />
        {blockedBy === undefined ? null : <div className="nc-soft">{t(`blocks.${purpose}`)}</div>}
        {consents.map((consent) => (
          <Signed key={consent.id} consent={consent} {...(onWithdraw ? { onWithdraw } : {})} />
        ))}
      </div>
    </li>
  )
}

function Signed({ consent, onWithdraw }: { consent: Consent; onWithdraw?: (consent: Consent) => void }) {
  const { t } = useTranslation('consents')
  const { formatDay } = useFormat()
  const { guardian, signedBy, givenOn, proof, withdrawnOn } = consent
  const words = [
    t(guardian ? 'signed.guardian' : 'signed.self', { name: signedBy, day: formatDay(givenOn) }),
    ...(proof === null ? [] : [t('signed.proof', { proof })]),
    ...(withdrawnOn === null ? [] : [t('signed.withdrawn', { day: formatDay(withdrawnOn) })]),
  ]
  return (
    <>
      <div className="nc-consent-signed" data-withdrawn={withdrawnOn !== null || undefined}>
        <span>{words.join(' · ')}</span>
        {onWithdraw && withdrawnOn === null ? (
          <UnstyledButton className="nc-link" onClick={() => onWithdraw(consent)}>
            {t('withdraw.verb')}
          </UnstyledButton>
        ) : null}
      </div>
      <AttachmentPanel quiet of={{ table: 'consent', id: consent.id }} mayWrite={onWithdraw !== undefined} />
    </>
  )
}
