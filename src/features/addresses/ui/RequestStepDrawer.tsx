import { Textarea } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { Day } from '../../../base/common/day.ts'
import { DayField } from '../../../base/ui/DayField.tsx'
import { officeToday } from '../../../base/ui/officeToday.ts'
import { KeptDrawer } from '../../desk/ui/KeptDrawer.tsx'
import { useKeptForm } from '../../desk/ui/useKeptForm.ts'
import { useKeptWrite } from '../../desk/ui/useKeptWrite.ts'
import type { DataRequest, RequestStep } from '../common/requestSchemas.ts'
import { useAddressApi, useRefreshAfterWrite } from './useAddressApi.ts'

export interface RequestStepDrawerProps {
  request: DataRequest
  step: RequestStep
  onClose: () => void
}

/** Writes down what was done about a request, and when. */
export function RequestStepDrawer({ request, step, onClose }: RequestStepDrawerProps) {
  const { t } = useTranslation('addresses')
  const api = useAddressApi()
  const refresh = useRefreshAfterWrite()
  const start: { onDay: Day | undefined; note: string } = { onDay: officeToday(), note: '' }
  const kept = useKeptForm({ form: `addresses.requestStep:${request.id} ${step}`, start })
  const { onDay, note } = kept.values
  const take = useKeptWrite(kept, {
    write: api.requests.step.call,
    onWritten: async () => {
      await refresh()
      onClose()
    },
  })
  const { id, version } = request
  return (
    <KeptDrawer
      draft={kept.draft}
      opened
      title={t(`requests.kinds.${request.kind}`)}
      verb={t(`requests.steps.${step}`)}
      onSubmit={() => onDay !== undefined && take.mutate({ id, version, step, onDay, note: note || null })}
      onClose={onClose}
      saving={take.isPending}
      disabled={onDay === undefined || (step === 'refuse' && note.trim() === '')}
      failure={take.failure}
    >
      <DayField
        label={t('requests.onDay')}
        required
        value={onDay}
        onChange={(day) => kept.change({ onDay: day })}
        window={{ latest: officeToday() }}
      />
      <Textarea
        label={t('requests.reason')}
        withAsterisk={step === 'refuse'}
        autosize
        minRows={2}
        value={note}
        onChange={(event) => kept.change({ note: event.currentTarget.value })}
      />
    </KeptDrawer>
  )
}
