import { Radio, Select, Textarea } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { type Day, type Month, monthOf } from '../../../base/common/day.ts'
import { failureOf } from '../../../base/common/failures.ts'
import { useApi } from '../../../base/ui/api.tsx'
import { DayField } from '../../../base/ui/DayField.tsx'
import { FailureNotice } from '../../../base/ui/FailureNotice.tsx'
import { MonthField } from '../../../base/ui/MonthField.tsx'
import { officeToday } from '../../../base/ui/officeToday.ts'
import { RecordDrawer } from '../../../base/ui/RecordDrawer.tsx'
import { useFormat } from '../../../base/ui/useFormat.ts'
import { useVocabulary } from '../../units/ui/useVocabulary.ts'
import type { pairingContract } from '../common/contract.ts'
import type { PairingFile } from '../common/pairingSchemas.ts'

export type PairingStep = 'suspend' | 'resume' | 'end'

export interface PairingStepDrawerProps {
  pairing: PairingFile
  /** Which step is being taken; undefined while the drawer is closed. */
  step: PairingStep | undefined
  onClose: () => void
}

/** Interrupts, resumes or ends a pairing, with the day and the reason. */
export function PairingStepDrawer({ pairing, step, onClose }: PairingStepDrawerProps) {
  return (
    <>
      <SuspendDrawer key={`suspend ${step}`} opened={step === 'suspend'} pairing={pairing} onClose={onClose} />
      <ResumeDrawer key={`resume ${step}`} opened={step === 'resume'} pairing={pairing} onClose={onClose} />
      <EndDrawer key={`end ${step}`} opened={step === 'end'} pairing={pairing} onClose={onClose} />
    </>
  )
}

interface StepProps {
  opened: boolean
  pairing: PairingFile
  onClose: () => void
}

function SuspendDrawer({ opened, pairing, onClose }: StepProps) {
  const { t } = useTranslation('pairings')
  const { api, onSuccess } = useStep(onClose)
  const suspend = useMutation(api.pairings.suspend.mutationOptions({ onSuccess }))
  const [fromMonth, setFromMonth] = useState<Month | undefined>(monthOf(officeToday()))
  const [reason, setReason] = useState('')
  const { id, version } = pairing
  return (
    <RecordDrawer
      opened={opened}
      title={t('step.suspendTitle')}
      verb={t('actions.suspend')}
      saving={suspend.isPending}
      disabled={fromMonth === undefined || reason.trim() === ''}
      onSubmit={() => fromMonth !== undefined && suspend.mutate({ id, version, fromMonth, reason })}
      onClose={onClose}
    >
      <MonthField
        label={t('step.suspendFrom')}
        description={t('step.suspendHint')}
        required
        value={fromMonth}
        onChange={setFromMonth}
      />
      <Textarea
        label={t('step.reason')}
        withAsterisk
        autosize
        minRows={2}
        value={reason}
        onChange={(event) => setReason(event.currentTarget.value)}
      />
      <FailureNotice failure={suspend.error === null ? undefined : failureOf(suspend.error)} />
    </RecordDrawer>
  )
}

function ResumeDrawer({ opened, pairing, onClose }: StepProps) {
  const { t } = useTranslation('pairings')
  const { api, onSuccess } = useStep(onClose)
  const resume = useMutation(api.pairings.resume.mutationOptions({ onSuccess }))
  const [fromMonth, setFromMonth] = useState<Month | undefined>(monthOf(officeToday()))
  const { id, version } = pairing
  return (
    <RecordDrawer
      opened={opened}
      title={t('step.resumeTitle')}
      verb={t('actions.resume')}
      saving={resume.isPending}
      disabled={fromMonth === undefined}
      onSubmit={() => fromMonth !== undefined && resume.mutate({ id, version, fromMonth })}
      onClose={onClose}
    >
      <MonthField
        label={t('step.resumeFrom')}
        description={t('step.resumeHint')}
        required
        value={fromMonth}
        onChange={setFromMonth}
      />
      <FailureNotice failure={resume.error === null ? undefined : failureOf(resume.error)} />
    </RecordDrawer>
  )
}

function EndDrawer({ opened, pairing, onClose }: StepProps) {
  const { t } = useTranslation('pairings')
  const { formatMoney } = useFormat()
  const { api, onSuccess } = useStep(onClose)
  const reasons = useVocabulary('endReason')
  const end = useMutation(api.pairings.end.mutationOptions({ onSuccess }))
  const [onDay, setOnDay] = useState<Day | undefined>(officeToday())
  const [reason, setReason] = useState<string | null>(null)
  const [note, setNote] = useState('')
  const [waiveUnpaid, setWaiveUnpaid] = useState(false)
  const { id, version, totals, terms } = pairing
  const ready = onDay !== undefined && reason !== null ? { onDay, reason } : undefined
  return (
    <RecordDrawer
      opened={opened}
      title={t('step.endTitle')}
      verb={t('actions.end')}
      saving={end.isPending}
      disabled={ready === undefined}
      onSubmit={() => ready && end.mutate({ id, version, ...ready, note: note.trim() || null, waiveUnpaid })}
      onClose={onClose}
    >
      <Select label={t('step.reason')} withAsterisk data={reasons.options} value={reason} onChange={setReason} />
      <DayField label={t('step.endOn')} description={t('step.endHint')} required value={onDay} onChange={setOnDay} />
      {totals.owed > 0 ? (
        <Radio.Group
          label={t('step.unpaid', { amount: formatMoney({ amount: totals.owed, currency: terms.currency }) })}
          value={waiveUnpaid ? 'waive' : 'keep'}
          onChange={(choice) => setWaiveUnpaid(choice === 'waive')}
        >
          <Radio mt="xs" value="keep" label={t('step.unpaidKeep')} />
          <Radio mt="xs" value="waive" label={t('step.unpaidWaive')} />
        </Radio.Group>
      ) : null}
      <Textarea
        label={t('step.endNote')}
        autosize
        minRows={2}
        value={note}
        onChange={(event) => setNote(event.currentTarget.value)}
      />
      <FailureNotice failure={end.error === null ? undefined : failureOf(end.error)} />
    </RecordDrawer>
  )
}

function useStep(onClose: () => void) {
  const api = useApi<{ pairings: typeof pairingContract }>()
  const queries = useQueryClient()
  const onSuccess = () => {
    void queries.invalidateQueries()
    onClose()
  }
  return { api, onSuccess }
}
