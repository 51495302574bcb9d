import { Textarea, TextInput } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { addDays, type Day } from '../../../base/common/day.ts'
import { failureOf } from '../../../base/common/failures.ts'
import { useApi } from '../../../base/ui/api.tsx'
import { DayField } from '../../../base/ui/DayField.tsx'
import { FailureNotice } from '../../../base/ui/FailureNotice.tsx'
import { officeToday } from '../../../base/ui/officeToday.ts'
import { RecordDrawer } from '../../../base/ui/RecordDrawer.tsx'
import type { PickerOption } from '../../../base/ui/SearchPicker.tsx'
import { DonorPicker } from '../../donors/ui/DonorPicker.tsx'
import type { pairingContract } from '../common/contract.ts'
import type { OpenNeed } from '../common/matchingSchemas.ts'

/** Two weeks are what a sponsor usually asks to think it over. */
const USUAL_DAYS = 14

export interface HoldDrawerProps {
  need: OpenNeed
  donor: PickerOption | undefined
  onClose: () => void
}

/** Keeps an address for a sponsor until a day. */
export function HoldDrawer({ need, donor: first, onClose }: HoldDrawerProps) {
  const { t } = useTranslation('pairings')
  const api = useApi<{ pairings: typeof pairingContract }>()
  const queries = useQueryClient()
  const [donor, setDonor] = useState(first)
  const [holderName, setHolderName] = useState('')
  const [untilDay, setUntilDay] = useState<Day | undefined>(addDays(officeToday(), USUAL_DAYS))
  const [note, setNote] = useState('')
  const hold = useMutation(
    api.pairings.hold.mutationOptions({
      onSuccess: () => {
        void queries.invalidateQueries()
        notifications.show({ message: t('toast.held', { address: need.name }) })
        onClose()
      },
    }),
  )
  const named = donor !== undefined || holderName.trim() !== ''
  return (
    <RecordDrawer
      opened
      title={t('hold.title', { address: need.name })}
      verb={t('hold.verb')}
      saving={hold.isPending}
      disabled={!named || untilDay === undefined}
      onSubmit={() =>
        untilDay !== undefined &&
        hold.mutate({
          addressId: need.addressId,
          donorId: donor?.id ?? null,
          holderName,
          untilDay,
          note: note.trim() || null,
        })
      }
      onClose={onClose}
    >
      <DonorPicker label={t('hold.donor')} value={donor} onChange={setDonor} />
      <TextInput
        label={t('hold.holder')}
        description={donor === undefined ? null : t('hold.holderHint')}
        value={holderName}
        onChange={(event) => setHolderName(event.currentTarget.value)}
      />
      <DayField label={t('hold.until')} required value={untilDay} onChange={setUntilDay} />
      <Textarea
        label={t('hold.note')}
        autosize
        minRows={2}
        value={note}
        onChange={(event) => setNote(event.currentTarget.value)}
      />
      <FailureNotice failure={hold.error === null ? undefined : failureOf(hold.error)} />
    </RecordDrawer>
  )
}
