import { Checkbox } from '@mantine/core'
import { useMutation, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { monthOf } from '../../../base/common/day.ts'
import { failureOf } from '../../../base/common/failures.ts'
import { FailureNotice } from '../../../base/ui/FailureNotice.tsx'
import { RecordDrawer } from '../../../base/ui/RecordDrawer.tsx'
import type { PickerOption } from '../../../base/ui/SearchPicker.tsx'
import { useFormat } from '../../../base/ui/useFormat.ts'
import { AddressPicker } from '../../pairings/ui/AddressPicker.tsx'
import { monthRange } from '../common/monthRange.ts'
import type { LineInstalment, RoundFile } from '../common/roundSchemas.ts'
import { BeyondFields, type GoodsDraft, goodsInput, NO_GOODS } from './BeyondFields.tsx'
import { useLedgerApi, useRefreshAll } from './useLedgerApi.ts'

/** Puts one more address on a draft: the kỳ that are due, and what the round's purpose gives. */
export function NewLineDrawer({ round, onClose }: { round: RoundFile; onClose: () => void }) {
  const { t } = useTranslation('ledger')
  const { formatMoney } = useFormat()
  const api = useLedgerApi()
  const refresh = useRefreshAll()
  const [address, setAddress] = useState<PickerOption | undefined>(undefined)
  const [left, setLeft] = useState<readonly string[]>([])
  const [extra, setExtra] = useState<number | undefined>(undefined)
  const [goods, setGoods] = useState<GoodsDraft>(NO_GOODS)
  const due = useDue(round, address?.id)
  const add = useMutation(
    api.rounds.addLine.mutationOptions({
      onSuccess: () => {
        refresh()
        onClose()
      },
    }),
  )
  const instalments = due.filter(({ instalmentId }) => !left.includes(instalmentId))
  const gives = instalments.length > 0 || (extra ?? 0) > 0 || goods.item.trim() !== ''
  const submit = () => {
    if (address === undefined) return
    const paid = instalments.map(({ instalmentId, amount }) => ({ instalmentId, amount }))
    const line = { addressId: address.id, instalments: paid, extra: extra ?? 0, ...goodsInput(goods) }
    add.mutate({ id: round.id, line })
  }
  return (
    <RecordDrawer
      opened
      title={t('line.addTitle')}
      verb={t('rounds.actions.addLine')}
      saving={add.isPending}
      disabled={address === undefined || !gives}
      onSubmit={submit}
      onClose={onClose}
    >
      <AddressPicker required value={address} onChange={setAddress} />
      {due.map(({ instalmentId, firstMonth, lastMonth, donorName, amount }) => (
        <Checkbox
          key={instalmentId}
          label={`${monthRange(firstMonth, lastMonth)} · ${donorName} · ${formatMoney({ amount, currency: round.currency })}`}
          checked={!left.includes(instalmentId)}
          onChange={(event) =>
            setLeft(
              event.currentTarget.checked ? left.filter((each) => each !== instalmentId) : [...left, instalmentId],
            )
          }
        />
      ))}
      <BeyondFields
        currency={round.currency}
        extra={extra}
        onExtra={setExtra}
        goods={goods}
        onGoods={setGoods}
        purpose={round.purpose}
      />
      {add.error === null ? null : <FailureNotice failure={failureOf(add.error)} />}
    </RecordDrawer>
  )
}

/** What the fund owes this address up to the month of the round. */
function useDue({ onDay, currency }: RoundFile, addressId: string | undefined): LineInstalment[] {
  const api = useLedgerApi()
  const { data } = useQuery(
    api.rounds.propose.queryOptions({
      input: { upToMonth: monthOf(onDay), currency, addressIds: addressId === undefined ? [] : [addressId] },
      enabled: addressId !== undefined,
    }),
  )
  if (addressId === undefined) return []
  return data?.lines.find((line) => line.addressId === addressId)?.instalments ?? []
}
