import { Textarea } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { failureOf } from '../../../../base/common/failures.ts'
import { FailureNotice } from '../../../../base/ui/FailureNotice.tsx'
import { RecordDrawer } from '../../../../base/ui/RecordDrawer.tsx'
import { useReorganise } from './useReorganise.ts'

/** Takes back a line that was written down wrongly, with a reason. */
export function CancelReorganisationDrawer({ id, onClose }: { id: string; onClose: () => void }) {
  const { t } = useTranslation('bundles')
  const { client, refreshAll } = useReorganise()
  const [reason, setReason] = useState('')
  const cancel = useMutation({
    mutationFn: () => client.units.reorganisations.cancel({ id, reason }),
    onSuccess: async () => {
      onClose()
      await refreshAll()
    },
  })
  return (
    <RecordDrawer
      opened
      title={t('reorganise.cancelTitle')}
      verb={t('reorganise.cancel')}
      saving={cancel.isPending}
      disabled={reason.trim() === ''}
      onSubmit={() => cancel.mutate()}
      onClose={onClose}
    >
      <p>{t('reorganise.cancelHint')}</p>
      <Textarea
        label={t('reorganise.cancelReason')}
        autosize
        minRows={2}
        value={reason}
        onChange={(event) => setReason(event.currentTarget.value)}
      />
      {cancel.error === null ? null : <FailureNotice failure={failureOf(cancel.error)} />}
    </RecordDrawer>
  )
}
