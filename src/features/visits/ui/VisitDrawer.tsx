import { Select, Textarea, TextInput } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { useQueryClient } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import type { Day } from '../../../base/common/day.ts'
import { useApi } from '../../../base/ui/api.tsx'
import { DayField } from '../../../base/ui/DayField.tsx'
import { officeToday } from '../../../base/ui/officeToday.ts'
import { useFormat } from '../../../base/ui/useFormat.ts'
import { KeptDrawer } from '../../desk/ui/KeptDrawer.tsx'
import { type KeptForm, useKeptForm } from '../../desk/ui/useKeptForm.ts'
import { useKeptWrite } from '../../desk/ui/useKeptWrite.ts'
import { useVocabulary } from '../../units/ui/useVocabulary.ts'
import type { visitContract } from '../common/contract.ts'
import type { Visit, VisitFields } from '../common/visitSchemas.ts'

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
  const save = useSaveVisit(kept, { visit, onClose })
  const submit = () => {
    if (madeOn === undefined || result === null) return
    const fields = { madeOn, byName: byName || null, result, note: note || null }
    const house = houseId === undefined ? {} : { houseId }
    save.mutate({ addressId, fields, ...house, ...(nextOn === undefined ? {} : { nextOn }) })
  }
  return (
    <KeptDrawer
      draft={kept.draft}
      opened
      title={visit === undefined ? t('record.titleFor', { name }) : t('edit')}
      verb={t(visit === undefined ? 'record.verb' : 'save')}
      onSubmit={submit}
      onClose={onClose}
      saving={save.isPending}
      disabled={madeOn === undefined || result === null}
      failure={save.failure}
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

interface NewVisit {
  addressId: string
  houseId?: string
  fields: VisitFields
  nextOn?: Day
}

function useSaveVisit(kept: KeptForm<Draft>, { visit, onClose }: Pick<VisitDrawerProps, 'visit' | 'onClose'>) {
  const { t } = useTranslation('visits')
  const { formatDay } = useFormat()
  const api = useApi<{ visits: typeof visitContract }>()
  const queries = useQueryClient()
  return useKeptWrite(kept, {
    write: async (made: NewVisit, options) => {
      if (visit === undefined) return api.visits.record.call(made, options)
      await api.visits.update.call({ id: visit.id, version: visit.version, fields: made.fields }, options)
      return undefined
    },
    onWritten: async (recorded) => {
      if (recorded !== undefined) {
        const { nextVisitOn: day } = recorded
        notifications.show({ message: day === null ? t('record.done') : t('record.doneNext', { day: formatDay(day) }) })
      }
      await queries.invalidateQueries()
      onClose()
    },
  })
}
