import { SegmentedControl, TextInput } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { failureOf } from '../../../base/common/failures.ts'
import { useApi } from '../../../base/ui/api.tsx'
import { DayField } from '../../../base/ui/DayField.tsx'
import { FailureNotice } from '../../../base/ui/FailureNotice.tsx'
import { officeToday } from '../../../base/ui/officeToday.ts'
import { RecordDrawer } from '../../../base/ui/RecordDrawer.tsx'
import { useFormat } from '../../../base/ui/useFormat.ts'
import { PAYOUT_METHODS } from '../../ledger/common/bookSchemas.ts'
import type { ledgerContract } from '../../ledger/common/contract.ts'
import type { HouseFile, HousePayment } from '../common/houseSchemas.ts'

/** Pays a part of a house's money out of what the fund received for the house: one numbered slip, for the whole part. */
export function PayFromFundDrawer({
  house,
  payment,
  onClose,
}: {
  house: HouseFile
  payment: HousePayment
  onClose: () => void
}) {
  const { t } = useTranslation('houses')
  const { formatMoney } = useFormat()
  const api = useApi<{ ledger: typeof ledgerContract }>()
  const queries = useQueryClient()
  const [onDay, setOnDay] = useState<string | undefined>(officeToday())
  const [payeeName, setPayeeName] = useState(payment.payee ?? house.displayName)
  const [method, setMethod] = useState<(typeof PAYOUT_METHODS)[number]>('cash')
  const pay = useMutation(
    api.ledger.payouts.add.mutationOptions({
      onSuccess: async ({ series, number, year }) => {
        notifications.show({ message: t('payments.made', { number: `${series} ${number}/${year}` }) })
        await queries.invalidateQueries()
        onClose()
      },
    }),
  )
  const { amount, id: housePaymentId, stage } = payment
  const { currency } = house
  return (
    <RecordDrawer
      opened
      title={`${t('payments.payFromFund')}: ${t(`stages.${stage}`)} · ${formatMoney({ amount, currency })}`}
      verb={t('payments.payVerb')}
      saving={pay.isPending}
      disabled={onDay === undefined || payeeName.trim() === ''}
      onClose={onClose}
      onSubmit={() => {
        if (onDay === undefined) return
        const from = { kind: 'house' as const, houseId: house.id }
        pay.mutate({ kind: 'house', onDay, amount, currency, method, from, housePaymentId, payeeName })
      }}
    >
      <p className="nc-soft">
        {t('payments.payHint', { received: formatMoney({ amount: house.received, currency }) })}
      </p>
      <DayField
        label={t('payments.onDay')}
        required
        value={onDay}
        onChange={setOnDay}
        window={{ latest: officeToday() }}
      />
      <TextInput
        label={t('payments.payee')}
        withAsterisk
        autoComplete="off"
        value={payeeName}
        onChange={(event) => setPayeeName(event.currentTarget.value)}
      />
      <SegmentedControl
        aria-label={t('payments.method')}
        data={PAYOUT_METHODS.map((value) => ({ value, label: t(`payments.methods.${value}`) }))}
        value={method}
        onChange={setMethod}
      />
      {pay.error === null ? null : <FailureNotice failure={failureOf(pay.error)} />}
    </RecordDrawer>
  )
}
