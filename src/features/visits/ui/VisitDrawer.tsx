import { Select, Textarea, TextInput } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import type { Day } from '../../../base/common/day.ts'
import { failureOf } from '../../../base/common/failures.ts'
import { useApi } from '../../../base/ui/api.tsx'
import { DayField } from '../../../base/ui/DayField.tsx'
import { FailureNotice } from '../../../base/ui/FailureNotice.tsx'
import { officeToday } from '../../../base/ui/officeToday.ts'
import { useFormat } from '../../../base/ui/useFormat.ts'
import { KeptDrawer } from '../../desk/ui/KeptDrawer.tsx'
import { useKeptForm } from '../../desk/ui/useKeptForm.ts'
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
  const kept = useKeptForm({
    form: `visits.visit:${visit?.id ?? houseId ?? addressId}`,
    start: draftOf(visit),
    editing: visit !== undefined,
  })
  const { madeOn, byName, result, note, nextOn } = kept.values
  const save = useSaveVisit(() => {
    kept.written()
    onClose()
  })
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
    <KeptDrawer
      draft={kept.draft}
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
        onChange={(day) => kept.change({ madeOn: day })}
        window={{ latest: officeToday() }}
      />
      <TextInput
        label={t('record.byName')}
        placeholder={t('record.byNameHint')}
        autoComplete="off"
        value={byName}
        onChange={(event) => kept.change({ byName: event.currentTarget.value })}
      />
      <Select
        label={t('record.result')}
        required
        data={options}
        value={result}
        onChange={(code) => kept.change({ result: code })}
      />
      <Textarea
        label={t('record.note')}
        autosize
        minRows={3}
        value={note}
        onChange={(event) => kept.change({ note: event.currentTarget.value })}
      />
      {visit === undefined ? (
        <DayField
          label={t('record.nextOn')}
          description={t('record.nextAuto')}
          value={nextOn}
          onChange={(day) => kept.change({ nextOn: day })}
          window={{ earliest: officeToday() }}
        />
      ) : null}
    </KeptDrawer>
  )
}

interface Draft {
  madeOn: Day | undefined
  byName: string
  result: string | null
  note: string
  nextOn: Day | undefined
}

function draftOf(visit: Visit | undefined): Draft {
  const { madeOn = officeToday(), byName, result = null, note } = visit ?? {}
  return { madeOn, byName: byName ?? '', result, note: note ?? '', nextOn: undefined }
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
