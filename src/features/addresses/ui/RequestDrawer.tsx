import { Checkbox, Select, Textarea } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { Day } from '../../../base/common/day.ts'
import { DayField } from '../../../base/ui/DayField.tsx'
import { NameField } from '../../../base/ui/NameField.tsx'
import { officeToday } from '../../../base/ui/officeToday.ts'
import { KeptDrawer } from '../../desk/ui/KeptDrawer.tsx'
import { useKeptForm } from '../../desk/ui/useKeptForm.ts'
import { useKeptWrite } from '../../desk/ui/useKeptWrite.ts'
import { REQUEST_KINDS, type RequestKind } from '../common/requestSchemas.ts'
import { useAddressApi, useRefreshAfterWrite } from './useAddressApi.ts'

interface Draft {
  kind: RequestKind | null
  requester: string | undefined
  receivedOn: Day | undefined
  thirdParties: boolean
  note: string
}

function nothingAsked(): Draft {
  return { kind: null, requester: undefined, receivedOn: officeToday(), thirdParties: false, note: '' }
}

/** Writes down what a person asks of their own data. */
export function RequestDrawer({ addressId, onClose }: { addressId: string; onClose: () => void }) {
  const { t } = useTranslation('addresses')
  const api = useAddressApi()
  const refresh = useRefreshAfterWrite()
  const kept = useKeptForm({ form: `addresses.request:${addressId}`, start: nothingAsked() })
  const { kind, requester, receivedOn, thirdParties, note } = kept.values
  const add = useKeptWrite(kept, {
    write: api.requests.add.call,
    onWritten: async () => {
      await refresh()
      onClose()
    },
  })
  const submit = () => {
    if (kind === null || requester === undefined || receivedOn === undefined) return
    add.mutate({ addressId, fields: { kind, requester, receivedOn, thirdParties, note: note || null } })
  }
  return (
    <KeptDrawer
      draft={kept.draft}
      opened
      title={t('requests.add')}
      verb={t('requests.verb')}
      onSubmit={submit}
      onClose={onClose}
      saving={add.isPending}
      disabled={kind === null || requester === undefined || receivedOn === undefined}
      failure={add.failure}
      note={t('requests.hint')}
    >
      <Select
        label={t('requests.kind')}
        required
        data={REQUEST_KINDS.map((value) => ({ value, label: t(`requests.kinds.${value}`) }))}
        value={kind}
        onChange={(chosen) => kept.change({ kind: chosen })}
      />
      <NameField
        label={t('requests.requester')}
        required
        value={requester}
        onChange={(name) => kept.change({ requester: name })}
      />
      <DayField
        label={t('requests.receivedOn')}
        required
        value={receivedOn}
        onChange={(day) => kept.change({ receivedOn: day })}
        window={{ latest: officeToday() }}
      />
      <Checkbox
        label={t('requests.thirdParties')}
        checked={thirdParties}
        onChange={(event) => kept.change({ thirdParties: event.currentTarget.checked })}
      />
      <Textarea
        label={t('requests.note')}
        autosize
        minRows={2}
        value={note}
        onChange={(event) => kept.change({ note: event.currentTarget.value })}
      />
    </KeptDrawer>
  )
}
