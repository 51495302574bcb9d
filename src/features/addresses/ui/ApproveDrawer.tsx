import { TextInput } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { failureOf } from '../../../base/common/failures.ts'
import { DayField } from '../../../base/ui/DayField.tsx'
import { FailureNotice } from '../../../base/ui/FailureNotice.tsx'
import { NameField } from '../../../base/ui/NameField.tsx'
import { RecordDrawer } from '../../../base/ui/RecordDrawer.tsx'
import { useFormat } from '../../../base/ui/useFormat.ts'
import { useAddressApi, useRefreshAfterWrite } from './useAddressApi.ts'

export interface BulkDrawerProps {
  ids: readonly string[]
  onClose: () => void
  onDone: () => void
}

/** One paper approves many: what it says, blank where it says nothing. */
export function ApproveDrawer({ ids, onClose, onDone }: BulkDrawerProps) {
  const { t } = useTranslation('addresses')
  const { formatNumber } = useFormat()
  const api = useAddressApi()
  const refresh = useRefreshAfterWrite()
  const [title, setTitle] = useState(t('approve.paperTitleDefault'))
  const [number, setNumber] = useState('')
  const [onDay, setOnDay] = useState<string>()
  const [signer, setSigner] = useState<string>()
  const approve = useMutation(
    api.approve.mutationOptions({
      onSuccess: async ({ changed }) => {
        await refresh()
        notifications.show({ message: t('approve.done', { count: changed }) })
        onDone()
      },
    }),
  )
  const submit = () => {
    const paper = { title, number: number.trim() || null, onDay: onDay ?? null, signer: signer ?? null }
    approve.mutate({ ids: [...ids], paper })
  }
  return (
    <RecordDrawer
      opened
      title={t('approve.title', { count: ids.length, formatted: formatNumber(ids.length) })}
      verb={t('approve.verb')}
      onSubmit={submit}
      onClose={onClose}
      saving={approve.isPending}
      disabled={title.trim() === ''}
      note={approve.error ? <FailureNotice failure={failureOf(approve.error)} /> : t('approve.hint')}
    >
      <TextInput
        label={t('approve.number')}
        data-autofocus
        autoComplete="off"
        value={number}
        onChange={(event) => setNumber(event.currentTarget.value)}
      />
      <DayField label={t('approve.onDay')} value={onDay} onChange={setOnDay} />
      <NameField label={t('approve.signer')} value={signer} onChange={setSigner} />
      <TextInput
        label={t('approve.paperTitle')}
        withAsterisk
        autoComplete="off"
        value={title}
        onChange={(event) => setTitle(event.currentTarget.value)}
      />
    </RecordDrawer>
  )
}
