import { Textarea, TextInput } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { addDays } from '../../../base/common/day.ts'
import { failureOf } from '../../../base/common/failures.ts'
import type { Currency } from '../../../base/common/money.ts'
import { DayField } from '../../../base/ui/DayField.tsx'
import { FailureNotice } from '../../../base/ui/FailureNotice.tsx'
import { MoneyField } from '../../../base/ui/MoneyField.tsx'
import { officeToday } from '../../../base/ui/officeToday.ts'
import { RecordDrawer } from '../../../base/ui/RecordDrawer.tsx'
import { useFormat } from '../../../base/ui/useFormat.ts'
import type { RoundFile, RoundVillage } from '../common/roundSchemas.ts'
import { advanceDifference } from '../common/rules.ts'
import { useLedgerApi } from './useLedgerApi.ts'

interface AdvanceDrawerProps {
  opened: boolean
  village: RoundVillage
  onClose: () => void
  onDone: () => void
}

/** A week is what a village usually needs to find everybody at home. */
const DAYS_TO_SETTLE = 7

/** Đã giao thôn, chờ ký: who carries how much, and until when. */
export function HandDrawer({ opened, round, village, onClose, onDone }: AdvanceDrawerProps & { round: RoundFile }) {
  const { t } = useTranslation('ledger')
  const api = useLedgerApi()
  const [holderName, setHolder] = useState(village.headName ?? '')
  const [amount, setAmount] = useState<number | undefined>(village.totals.amount)
  const [givenOn, setGiven] = useState<string | undefined>(officeToday())
  const [dueOn, setDue] = useState<string | undefined>(addDays(officeToday(), DAYS_TO_SETTLE))
  const hand = useMutation(api.rounds.handToVillage.mutationOptions({ onSuccess: onDone }))
  const ready = holderName.trim() !== '' && amount !== undefined && amount > 0
  return (
    <RecordDrawer
      opened={opened}
      title={t('hand.title', { village: village.villageName ?? t('rounds.noVillage') })}
      verb={t('hand.verb')}
      saving={hand.isPending}
      disabled={!ready || givenOn === undefined || dueOn === undefined}
      onClose={onClose}
      onSubmit={() => {
        if (amount === undefined || givenOn === undefined || dueOn === undefined) return
        hand.mutate({ id: round.id, villageId: village.villageId, holderName, amount, givenOn, dueOn })
      }}
    >
      <TextInput
        label={t('hand.holder')}
        withAsterisk
        value={holderName}
        onChange={(event) => setHolder(event.currentTarget.value)}
      />
      <MoneyField
        label={t('hand.amount')}
        required
        inWords
        currency={round.currency}
        value={amount}
        onChange={setAmount}
      />
      <DayField label={t('hand.givenOn')} required value={givenOn} onChange={setGiven} />
      <DayField label={t('hand.dueOn')} required value={dueOn} onChange={setDue} />
      {hand.error === null ? null : <FailureNotice failure={failureOf(hand.error)} />}
    </RecordDrawer>
  )
}

/** Hoàn ứng: what was signed for and what came back make up what was handed over. */
export function SettleDrawer({
  opened,
  village,
  currency,
  onClose,
  onDone,
}: AdvanceDrawerProps & { currency: Currency }) {
  const { t } = useTranslation('ledger')
  const { formatMoney } = useFormat()
  const api = useLedgerApi()
  const { advance, totals } = village
  const handed = advance?.amount ?? 0
  const signedFor = totals.deliveredAmount
  const [returned, setReturned] = useState<number | undefined>(Math.max(0, handed - signedFor))
  const [onDay, setDay] = useState<string | undefined>(officeToday())
  const [reason, setReason] = useState('')
  const settle = useMutation(api.rounds.settleAdvance.mutationOptions({ onSuccess: onDone }))
  if (advance === null) return null
  const difference = advanceDifference({ amount: handed, returned: returned ?? 0, signedFor })
  const facts = [
    [t('settle.handed', { name: advance.holderName }), handed],
    [t('settle.signedFor'), signedFor],
    [t('settle.difference'), difference],
  ] as const
  return (
    <RecordDrawer
      opened={opened}
      title={t('settle.title', { village: village.villageName ?? t('rounds.noVillage') })}
      verb={t('settle.verb')}
      saving={settle.isPending}
      disabled={onDay === undefined || (difference !== 0 && reason.trim() === '')}
      onClose={onClose}
      onSubmit={() => {
        if (onDay === undefined) return
        settle.mutate({ advanceId: advance.id, version: advance.version, onDay, returned: returned ?? 0, reason })
      }}
    >
      <div>
        {facts.map(([label, amount]) => (
          <div key={label} className="nc-ledger-sum">
            <span>{label}</span>
            <span className="num">{formatMoney({ amount, currency })}</span>
          </div>
        ))}
      </div>
      <MoneyField label={t('settle.returned')} currency={currency} value={returned} onChange={setReturned} />
      <DayField label={t('settle.day')} required value={onDay} onChange={setDay} />
      {difference === 0 ? null : (
        <Textarea
          label={t('settle.reason')}
          withAsterisk
          autosize
          minRows={2}
          value={reason}
          onChange={(event) => setReason(event.currentTarget.value)}
        />
      )}
      {settle.error === null ? null : <FailureNotice failure={failureOf(settle.error)} />}
    </RecordDrawer>
  )
}
