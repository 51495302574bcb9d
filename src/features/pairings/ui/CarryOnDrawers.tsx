import { Checkbox, Select, Textarea } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useNavigate } from 'react-router'
import { addMonths, formatDay, type Month, monthOf } from '../../../base/common/day.ts'
import { failureOf } from '../../../base/common/failures.ts'
import { useApi } from '../../../base/ui/api.tsx'
import { FailureNotice } from '../../../base/ui/FailureNotice.tsx'
import { MonthField } from '../../../base/ui/MonthField.tsx'
import { officeToday } from '../../../base/ui/officeToday.ts'
import { RecordDrawer } from '../../../base/ui/RecordDrawer.tsx'
import type { PickerOption } from '../../../base/ui/SearchPicker.tsx'
import { DonorPicker } from '../../donors/ui/DonorPicker.tsx'
import { useVocabulary } from '../../units/ui/useVocabulary.ts'
import type { pairingContract } from '../common/contract.ts'
import type { PairingFile } from '../common/pairingSchemas.ts'

export interface CarryOnProps {
  opened: boolean
  pairing: PairingFile
  onClose: () => void
}

/** Gia hạn: a later end, or none. */
export function ExtendDrawer({ opened, pairing, onClose }: CarryOnProps) {
  const { t } = useTranslation('pairings')
  const api = useApi<{ pairings: typeof pairingContract }>()
  const queries = useQueryClient()
  const before = pairing.terms.lastMonth ?? monthOf(officeToday())
  const [until, setUntil] = useState<Month | undefined>(addMonths(before, 12))
  const [open, setOpen] = useState(false)
  const extend = useMutation(
    api.pairings.extend.mutationOptions({
      onSuccess: () => {
        void queries.invalidateQueries()
        onClose()
      },
    }),
  )
  const { id, version } = pairing
  return (
    <RecordDrawer
      opened={opened}
      title={t('extend.title')}
      verb={t('actions.extend')}
      saving={extend.isPending}
      disabled={!open && (until === undefined || until <= before)}
      onSubmit={() => extend.mutate({ id, version, lastMonth: open ? null : (until ?? null) })}
      onClose={onClose}
    >
      {open ? null : (
        <MonthField
          label={t('extend.until')}
          description={t('extend.hint', { month: formatDay(before) })}
          required
          value={until}
          onChange={setUntil}
        />
      )}
      <Checkbox label={t('extend.open')} checked={open} onChange={(event) => setOpen(event.currentTarget.checked)} />
      <FailureNotice failure={extend.error === null ? undefined : failureOf(extend.error)} />
    </RecordDrawer>
  )
}

/** Another sponsor carries the help on, on the same terms. */
export function ReplaceDrawer({ opened, pairing, onClose }: CarryOnProps) {
  const { t } = useTranslation('pairings')
  const api = useApi<{ pairings: typeof pairingContract }>()
  const queries = useQueryClient()
  const navigate = useNavigate()
  const reasons = useVocabulary('endReason')
  const [donor, setDonor] = useState<PickerOption | undefined>(undefined)
  const [fromMonth, setFromMonth] = useState<Month | undefined>(addMonths(monthOf(officeToday()), 1))
  const [reason, setReason] = useState<string | null>('sponsorStopped')
  const [note, setNote] = useState('')
  const replace = useMutation(
    api.pairings.replace.mutationOptions({
      onSuccess: ({ id }) => {
        void queries.invalidateQueries()
        onClose()
        void navigate(`/pairings/${id}`)
      },
    }),
  )
  const { id, version } = pairing
  const ready =
    donor !== undefined && fromMonth !== undefined && reason !== null
      ? { donorId: donor.id, fromMonth, reason }
      : undefined
  return (
    <RecordDrawer
      opened={opened}
      title={t('replace.title')}
      verb={t('actions.replace')}
      saving={replace.isPending}
      disabled={ready === undefined}
      onSubmit={() => ready && replace.mutate({ id, version, ...ready, note: note.trim() || null })}
      onClose={onClose}
    >
      <DonorPicker label={t('replace.donor')} required value={donor} onChange={setDonor} />
      <MonthField
        label={t('replace.from')}
        description={t('replace.hint')}
        required
        value={fromMonth}
        onChange={setFromMonth}
      />
      <Select label={t('step.reason')} withAsterisk data={reasons.options} value={reason} onChange={setReason} />
      <Textarea
        label={t('step.endNote')}
        autosize
        minRows={2}
        value={note}
        onChange={(event) => setNote(event.currentTarget.value)}
      />
      <FailureNotice failure={replace.error === null ? undefined : failureOf(replace.error)} />
    </RecordDrawer>
  )
}
