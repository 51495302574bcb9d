import { Select, Textarea, TextInput } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { failureOf } from '../../../base/common/failures.ts'
import { useApi } from '../../../base/ui/api.tsx'
import { DayField } from '../../../base/ui/DayField.tsx'
import { FailureNotice } from '../../../base/ui/FailureNotice.tsx'
import { officeToday } from '../../../base/ui/officeToday.ts'
import { RecordDrawer } from '../../../base/ui/RecordDrawer.tsx'
import { useFormat } from '../../../base/ui/useFormat.ts'
import { useVocabulary } from '../../units/ui/useVocabulary.ts'
import type { visitContract } from '../common/contract.ts'
import type { Visit } from '../common/visitSchemas.ts'

export interface VisitDrawerProps {
  addressId: string
  name: string
  /** The visit to change; a new one without it. */
  visit?: Visit | undefined
  houseId?: string
  onClose: () => void
}

/** Writes down a visit: who went, when, how it stands there, and when to go again. */
export function VisitDrawer({ addressId, name, visit, houseId, onClose }: VisitDrawerProps) {
  const { t } = useTranslation('visits')
  const { options } = useVocabulary('visitResult')
  const [madeOn, setMadeOn] = useState<string | undefined>(visit?.madeOn ?? officeToday())
  const [byName, setByName] = useState(visit?.byName ?? '')
  const [result, setResult] = useState<string | null>(visit?.result ?? null)
  const [note, setNote] = useState(visit?.note ?? '')
  const [nextOn, setNextOn] = useState<string>()
  const save = useSaveVisit(onClose)
  const submit = () => {
    if (madeOn === undefined || result === null) return
    const fields = { madeOn, byName: byName || null, result, note: note || null }
    if (visit !== undefined) save.update({ id: visit.id, version: visit.version, fields })
    else {
      const house = houseId === undefined ? {} : { houseId }
      save.record({ addressId, fields, ...house, ...(nextOn === undefined ? {} : { nextOn }) })
    }
  }
  return (
    <RecordDrawer
      opened
      title={visit === undefined ? t('record.titleFor', { name }) : t('edit')}
      verb={t(visit === undefined ? 'record.verb' : 'save')}
      onSubmit={submit}
      onClose={onClose}
      saving={save.pending}
      disabled={madeOn === undefined || result === null}
      note={save.error === null ? null : <FailureNotice failure={failureOf(save.error)} />}
    >
      <DayField
        label={t('record.madeOn')}
        required
        value={madeOn}
        onChange={setMadeOn}
        window={{ latest: officeToday() }}
      />
      <TextInput
        label={t('record.byName')}
        placeholder={t('record.byNameHint')}
        autoComplete="off"
        value={byName}
        onChange={(event) => setByName(event.currentTarget.value)}
      />
      <Select label={t('record.result')} required data={options} value={result} onChange={setResult} />
      <Textarea
        label={t('record.note')}
        autosize
        minRows={3}
        value={note}
        onChange={(event) => setNote(event.currentTarget.value)}
      />
      {visit === undefined ? (
        <DayField
          label={t('record.nextOn')}
          description={t('record.nextAuto')}
          value={nextOn}
          onChange={setNextOn}
          window={{ earliest: officeToday() }}
        />
      ) : null}
    </RecordDrawer>
  )
}

function useSaveVisit(onSaved: () => void) {
  const { t } = useTranslation('visits')
  const { formatDay } = useFormat()
  const api = useApi<{ visits: typeof visitContract }>()
  const queries = useQueryClient()
  const refresh = async () => {
    await queries.invalidateQueries()
    onSaved()
  }
  const record = useMutation(
    api.visits.record.mutationOptions({
      onSuccess: async ({ nextVisitOn }) => {
        const message = nextVisitOn === null ? t('record.done') : t('record.doneNext', { day: formatDay(nextVisitOn) })
        notifications.show({ message })
        await refresh()
      },
    }),
  )
  const update = useMutation(api.visits.update.mutationOptions({ onSuccess: refresh }))
  return {
    record: record.mutate,
    update: update.mutate,
    pending: record.isPending || update.isPending,
    error: record.error ?? update.error,
  }
}
