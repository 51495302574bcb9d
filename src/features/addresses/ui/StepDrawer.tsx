import { Radio, Stack, Textarea, TextInput } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { failureOf } from '../../../base/common/failures.ts'
import { DayField } from '../../../base/ui/DayField.tsx'
import { FailureNotice } from '../../../base/ui/FailureNotice.tsx'
import { NameField } from '../../../base/ui/NameField.tsx'
import { officeToday } from '../../../base/ui/officeToday.ts'
import { RecordDrawer } from '../../../base/ui/RecordDrawer.tsx'
import { useFormat } from '../../../base/ui/useFormat.ts'
import { WordSelect } from '../../units/ui/WordSelect.tsx'
import { type AddressState, addressStateSchema } from '../common/addressSchemas.ts'
import { needsEndReason, needsReason, stepsByHand } from '../common/rules.ts'
import { useAddressApi, useRefreshAfterWrite } from './useAddressApi.ts'

export interface SteppedAddress {
  id: string
  state: AddressState
}

export interface StepDrawerProps {
  rows: readonly SteppedAddress[]
  /** Chosen beforehand, on the record page. */
  state?: AddressState | undefined
  onClose: () => void
  onDone: () => void
}

/** Records a step that all of the addresses may take, with its day, who did it and, where needed, the reason. */
export function StepDrawer({ rows, state: chosen, onClose, onDone }: StepDrawerProps) {
  const { t } = useTranslation('addresses')
  const { formatNumber } = useFormat()
  const steps = commonSteps(rows)
  const [state, setState] = useState<AddressState | undefined>(chosen ?? steps[0])
  const [onDay, setOnDay] = useState<string | undefined>(officeToday())
  const [byName, setByName] = useState<string>()
  const [reason, setReason] = useState('')
  const [endReason, setEndReason] = useState<string | null>(null)
  const [paper, setPaper] = useState('')
  const save = useSaveStep(onDone)
  const missesReason =
    state !== undefined &&
    ((needsReason(state) && reason.trim() === '') || (needsEndReason(state) && endReason === null))
  const submit = () => {
    if (state === undefined || onDay === undefined) return
    const ids = rows.map((row) => row.id)
    save.mutate({
      ids,
      state,
      onDay,
      byName: byName ?? null,
      reason: reason.trim() || null,
      endReason: state === 'ended' ? endReason : null,
      paper: paper.trim() === '' ? null : { title: paper.trim() },
    })
  }
  return (
    <RecordDrawer
      opened
      title={t('step.title', { count: rows.length, formatted: formatNumber(rows.length) })}
      verb={t('step.verb')}
      onSubmit={submit}
      onClose={onClose}
      saving={save.isPending}
      disabled={state === undefined || onDay === undefined || missesReason}
      note={save.error ? <FailureNotice failure={failureOf(save.error)} /> : null}
    >
      {steps.length === 0 ? (
        <p>{t('step.none')}</p>
      ) : (
        <Radio.Group
          label={t('step.which')}
          value={state ?? null}
          onChange={(value) => setState(addressStateSchema.parse(value))}
        >
          <Stack gap="xs" mt="xs">
            {steps.map((step) => (
              <Radio key={step} value={step} label={t(`steps.${step}`)} />
            ))}
          </Stack>
        </Radio.Group>
      )}
      <DayField label={t('step.onDay')} required value={onDay} onChange={setOnDay} window={{ latest: officeToday() }} />
      {state === 'ended' ? (
        <WordSelect kind="endReason" label={t('step.endReason')} required value={endReason} onChange={setEndReason} />
      ) : null}
      <NameField label={t('step.byName')} value={byName} onChange={setByName} />
      <TextInput
        label={t('step.paper')}
        placeholder={t('step.paperHint')}
        autoComplete="off"
        value={paper}
        onChange={(event) => setPaper(event.currentTarget.value)}
      />
      <Textarea
        label={t('step.reason')}
        autosize
        minRows={2}
        withAsterisk={state !== undefined && needsReason(state)}
        value={reason}
        onChange={(event) => setReason(event.currentTarget.value)}
      />
    </RecordDrawer>
  )
}

function useSaveStep(onDone: () => void) {
  const { t } = useTranslation('addresses')
  const api = useAddressApi()
  const refresh = useRefreshAfterWrite()
  return useMutation(
    api.takeStep.mutationOptions({
      onSuccess: async ({ changed }) => {
        await refresh()
        notifications.show({ message: t('step.done', { count: changed }) })
        onDone()
      },
    }),
  )
}

/** The steps by hand that every one of them may take. */
function commonSteps(rows: readonly SteppedAddress[]): AddressState[] {
  const [first, ...others] = [...new Set(rows.map((row) => row.state))]
  if (first === undefined) return []
  return stepsByHand(first).filter((step) => others.every((state) => stepsByHand(state).includes(step)))
}
