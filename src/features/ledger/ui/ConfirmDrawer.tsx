import { Select, Textarea } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { failureOf } from '../../../base/common/failures.ts'
import { DayField } from '../../../base/ui/DayField.tsx'
import { FailureNotice } from '../../../base/ui/FailureNotice.tsx'
import { officeToday } from '../../../base/ui/officeToday.ts'
import { RecordDrawer } from '../../../base/ui/RecordDrawer.tsx'
import { useFormat } from '../../../base/ui/useFormat.ts'
import { PROOFS_OF_ROUND, type RoundFile, type RoundVillage } from '../common/roundSchemas.ts'
import { useLedgerApi } from './useLedgerApi.ts'

export interface ConfirmDrawerProps {
  opened: boolean
  round: RoundFile
  /** One village's list came back; without it, all the rest. */
  village: RoundVillage | undefined
  onClose: () => void
  onDone: () => void
}

/** Everyone not marked otherwise has received: one step for the whole list. */
export function ConfirmDrawer({ opened, round, village, onClose, onDone }: ConfirmDrawerProps) {
  const { t } = useTranslation('ledger')
  const { formatMoney, formatNumber } = useFormat()
  const api = useLedgerApi()
  const [onDay, setDay] = useState<string | undefined>(officeToday())
  const [proof, setProof] = useState<(typeof PROOFS_OF_ROUND)[number]>('signature')
  const [reason, setReason] = useState('')
  const confirm = useMutation(api.rounds.confirmRest.mutationOptions({ onSuccess: onDone }))
  const waiting = (village?.lines ?? round.villages.flatMap(({ lines }) => lines)).filter(
    ({ state, delivered }) => state === 'planned' || (state === 'byProxy' && !delivered),
  )
  const amount = waiting.reduce((sum, line) => sum + line.amount, 0)
  const above = confirm.error !== null && failureOf(confirm.error).code === 'ledger.deliveredAboveReceived'
  const needsReason = above || (village === undefined && round.aboveReceived > 0)
  const submit = () => {
    if (onDay === undefined) return
    const where = village === undefined ? {} : { villageId: village.villageId }
    confirm.mutate({ id: round.id, ...where, onDay, proof, aboveReceivedReason: reason.trim() === '' ? null : reason })
  }
  return (
    <RecordDrawer
      opened={opened}
      title={
        village === undefined ? t('confirm.title') : t('confirm.villageTitle', { village: village.villageName ?? '' })
      }
      verb={t('confirm.verb', { count: waiting.length, formatted: formatNumber(waiting.length) })}
      saving={confirm.isPending}
      disabled={waiting.length === 0 || onDay === undefined || (needsReason && reason.trim() === '')}
      onClose={onClose}
      onSubmit={submit}
    >
      <p>
        {t('confirm.what', {
          count: waiting.length,
          people: formatNumber(waiting.length),
          amount: formatMoney({ amount, currency: round.currency }),
        })}
      </p>
      <DayField label={t('confirm.day')} required value={onDay} onChange={setDay} />
      <Select
        label={t('confirm.proof')}
        data={PROOFS_OF_ROUND.map((each) => ({ value: each, label: t(`proofs.${each}`) }))}
        value={proof}
        onChange={(next) => next && setProof(next)}
        allowDeselect={false}
      />
      {needsReason ? (
        <Textarea
          label={t('confirm.aboveReason')}
          description={t('confirm.aboveHint')}
          withAsterisk
          autosize
          minRows={2}
          value={reason}
          onChange={(event) => setReason(event.currentTarget.value)}
        />
      ) : null}
      {confirm.error === null ? null : <FailureNotice failure={failureOf(confirm.error)} />}
    </RecordDrawer>
  )
}
