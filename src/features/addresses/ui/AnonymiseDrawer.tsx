import { Textarea } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { failureOf } from '../../../base/common/failures.ts'
import { FailureNotice } from '../../../base/ui/FailureNotice.tsx'
import { RecordDrawer } from '../../../base/ui/RecordDrawer.tsx'
import { useAddressApi, useRefreshAfterWrite } from './useAddressApi.ts'

/** The one thing here that cannot be undone: it says so, and wants a reason. */
export function AnonymiseDrawer({ id, onClose }: { id: string; onClose: () => void }) {
  const { t } = useTranslation('addresses')
  const api = useAddressApi()
  const refresh = useRefreshAfterWrite()
  const [reason, setReason] = useState('')
  const anonymise = useMutation(
    api.anonymise.mutationOptions({
      onSuccess: async () => {
        notifications.show({ message: t('requests.anonymised') })
        await refresh()
        onClose()
      },
    }),
  )
  return (
    <RecordDrawer
      opened
      title={t('requests.anonymise')}
      verb={t('requests.anonymise')}
      onSubmit={() => anonymise.mutate({ id, reason })}
      onClose={onClose}
      saving={anonymise.isPending}
      disabled={reason.trim() === ''}
      note={anonymise.error === null ? null : <FailureNotice failure={failureOf(anonymise.error)} />}
    >
      <p>{t('requests.anonymiseHint')}</p>
      <Textarea
        label={t('requests.anonymiseReason')}
        withAsterisk
        autosize
        minRows={2}
        value={reason}
        onChange={(event) => setReason(event.currentTarget.value)}
      />
    </RecordDrawer>
  )
}
