import { Textarea, TextInput } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { failureOf } from '../../../base/common/failures.ts'
import { CurrencyField } from '../../../base/ui/CurrencyField.tsx'
import { DayField } from '../../../base/ui/DayField.tsx'
import { FailureNotice } from '../../../base/ui/FailureNotice.tsx'
import { RecordDrawer } from '../../../base/ui/RecordDrawer.tsx'
import type { RoundFile } from '../common/roundSchemas.ts'
import { useLedgerApi, useRefreshAll } from './useLedgerApi.ts'

/** Name, day, place and purpose of a draft; its currency while nobody is on the list. */
export function RoundEditDrawer({ round, onClose }: { round: RoundFile; onClose: () => void }) {
  const { t } = useTranslation('ledger')
  const api = useLedgerApi()
  const refresh = useRefreshAll()
  const [name, setName] = useState(round.name)
  const [onDay, setDay] = useState<string | undefined>(round.onDay)
  const [place, setPlace] = useState(round.place ?? '')
  const [purpose, setPurpose] = useState(round.purpose ?? '')
  const [note, setNote] = useState(round.note ?? '')
  const [currency, setCurrency] = useState(round.currency)
  const update = useMutation(
    api.rounds.update.mutationOptions({
      onSuccess: () => {
        refresh()
        onClose()
      },
    }),
  )
  const textOrNull = (text: string) => (text.trim() === '' ? null : text)
  const { id, version } = round
  return (
    <RecordDrawer
      opened
      title={t('rounds.actions.edit')}
      verb={t('mark.verb')}
      saving={update.isPending}
      disabled={name.trim() === '' || onDay === undefined}
      onSubmit={() => {
        if (onDay === undefined) return
        const texts = { place: textOrNull(place), purpose: textOrNull(purpose), note: textOrNull(note) }
        update.mutate({ id, version, name, onDay, currency, ...texts })
      }}
      onClose={onClose}
    >
      <TextInput
        label={t('newRound.name')}
        withAsterisk
        value={name}
        onChange={(event) => setName(event.currentTarget.value)}
      />
      <DayField label={t('newRound.day')} required value={onDay} onChange={setDay} />
      <TextInput label={t('newRound.place')} value={place} onChange={(event) => setPlace(event.currentTarget.value)} />
      <TextInput
        label={t('newRound.purpose')}
        placeholder={t('newRound.purposeHint')}
        value={purpose}
        onChange={(event) => setPurpose(event.currentTarget.value)}
      />
      {round.villages.length === 0 ? (
        <CurrencyField label={t('currency')} value={currency} onChange={(next) => setCurrency(next)} />
      ) : null}
      <Textarea
        label={t('rounds.lines.note')}
        autosize
        minRows={2}
        value={note}
        onChange={(event) => setNote(event.currentTarget.value)}
      />
      {update.error === null ? null : <FailureNotice failure={failureOf(update.error)} />}
    </RecordDrawer>
  )
}
