import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { failureOf } from '../../../base/common/failures.ts'
import { useApi } from '../../../base/ui/api.tsx'
import { DayField } from '../../../base/ui/DayField.tsx'
import { FailureNotice } from '../../../base/ui/FailureNotice.tsx'
import { officeToday } from '../../../base/ui/officeToday.ts'
import { RecordDrawer } from '../../../base/ui/RecordDrawer.tsx'
import type { Consent } from '../common/consentSchemas.ts'
import type { consentContract } from '../common/contract.ts'

interface WithdrawDrawerProps {
  /** Undefined while closed. */
  consent: Consent | undefined
  onClose: () => void
}

/** From which day a signed purpose no longer holds. */
export function WithdrawDrawer({ consent, onClose }: WithdrawDrawerProps) {
  const { t } = useTranslation('consents')
  const api = useApi<{ consents: typeof consentContract }>()
  const queries = useQueryClient()
  const [on, setOn] = useState<string | undefined>(officeToday())
  const withdraw = useMutation(
    api.consents.withdraw.mutationOptions({
      onSuccess: async () => {
        await queries.invalidateQueries()
        onClose()
      },
    }),
  )
  return (
    <RecordDrawer
      opened={consent !== undefined}
      title={t('withdraw.title')}
      verb={t('withdraw.verb')}
      onSubmit={() => {
        if (consent !== undefined && on !== undefined) withdraw.mutate({ id: consent.id, on })
      }}
      onClose={onClose}
      saving={withdraw.isPending}
      disabled={on === undefined}
      note={withdraw.error === null ? null : <FailureNotice failure={failureOf(withdraw.error)} />}
    >
      <p className="nc-soft">{t('withdraw.hint')}</p>
      <DayField label={t('withdraw.on')} required value={on} onChange={setOn} window={{ latest: officeToday() }} />
    </RecordDrawer>
  )
}
