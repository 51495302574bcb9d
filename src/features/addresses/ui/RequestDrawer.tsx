import { Checkbox, Select, Textarea } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { failureOf } from '../../../base/common/failures.ts'
import { DayField } from '../../../base/ui/DayField.tsx'
import { FailureNotice } from '../../../base/ui/FailureNotice.tsx'
import { NameField } from '../../../base/ui/NameField.tsx'
import { officeToday } from '../../../base/ui/officeToday.ts'
import { RecordDrawer } from '../../../base/ui/RecordDrawer.tsx'
import { REQUEST_KINDS, type RequestKind } from '../common/requestSchemas.ts'
import { useAddressApi, useRefreshAfterWrite } from './useAddressApi.ts'

/** Writes down what a person asks of their own data. */
export function RequestDrawer({ addressId, onClose }: { addressId: string; onClose: () => void }) {
  const { t } = useTranslation('addresses')
  const api = useAddressApi()
  const refresh = useRefreshAfterWrite()
  const [kind, setKind] = useState<RequestKind | null>(null)
  const [requester, setRequester] = useState<string>()
  const [receivedOn, setReceivedOn] = useState<string | undefined>(officeToday())
  const [thirdParties, setThirdParties] = useState(false)
  const [note, setNote] = useState('')
  const add = useMutation(
    api.requests.add.mutationOptions({
      onSuccess: async () => {
        await refresh()
        onClose()
      },
    }),
  )
  const submit = () => {
    if (kind === null || requester === undefined || receivedOn === undefined) return
    add.mutate({ addressId, fields: { kind, requester, receivedOn, thirdParties, note: note || null } })
  }
  return (
    <RecordDrawer
      opened
      title={t('requests.add')}
      verb={t('requests.verb')}
      onSubmit={submit}
      onClose={onClose}
      saving={add.isPending}
      disabled={kind === null || requester === undefined || receivedOn === undefined}
      note={add.error === null ? t('requests.hint') : <FailureNotice failure={failureOf(add.error)} />}
    >
      <Select
        label={t('requests.kind')}
        required
        data={REQUEST_KINDS.map((value) => ({ value, label: t(`requests.kinds.${value}`) }))}
        value={kind}
        onChange={(value) => setKind(value as RequestKind | null)}
      />
      <NameField label={t('requests.requester')} required value={requester} onChange={setRequester} />
      <DayField
        label={t('requests.receivedOn')}
        required
        value={receivedOn}
        onChange={setReceivedOn}
        window={{ latest: officeToday() }}
      />
      <Checkbox
        label={t('requests.thirdParties')}
        checked={thirdParties}
        onChange={(event) => setThirdParties(event.currentTarget.checked)}
      />
      <Textarea
        label={t('requests.note')}
        autosize
        minRows={2}
        value={note}
        onChange={(event) => setNote(event.currentTarget.value)}
      />
    </RecordDrawer>
  )
}
