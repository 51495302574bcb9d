import { Button } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { failureOf } from '../../../base/common/failures.ts'
import { FailureNotice } from '../../../base/ui/FailureNotice.tsx'
import { MoneyField } from '../../../base/ui/MoneyField.tsx'
import { RecordDrawer } from '../../../base/ui/RecordDrawer.tsx'
import { monthRange } from '../common/monthRange.ts'
import type { RoundFile, RoundLine } from '../common/roundSchemas.ts'
import { BeyondFields, type GoodsDraft, goodsInput } from './BeyondFields.tsx'
import { useLedgerApi, useRefreshAll } from './useLedgerApi.ts'

/** Changes what one line of a draft hands over, or takes it off the list. */
export function LineDrawer({ line, round, onClose }: { line: RoundLine; round: RoundFile; onClose: () => void }) {
  const { t } = useTranslation('ledger')
  const api = useLedgerApi()
  const refresh = useRefreshAll()
  const [parts, setParts] = useState<Record<string, number | undefined>>(
    Object.fromEntries(line.instalments.map(({ instalmentId, amount }) => [instalmentId, amount])),
  )
  const [extra, setExtra] = useState<number | undefined>(line.extra === 0 ? undefined : line.extra)
  const [goods, setGoods] = useState<GoodsDraft>({
    item: line.goods ?? '',
    quantity: line.goodsQuantity ?? undefined,
    unit: line.goodsUnit ?? '',
    value: line.goodsValue === 0 ? undefined : line.goodsValue,
  })
  const onSuccess = () => {
    refresh()
    onClose()
  }
  const change = useMutation(api.rounds.changeAmount.mutationOptions({ onSuccess }))
  const remove = useMutation(api.rounds.removeLine.mutationOptions({ onSuccess }))
  const error = change.error ?? remove.error
  const instalments = line.instalments.flatMap(({ instalmentId }) => {
    const amount = parts[instalmentId] ?? 0
    return amount === 0 ? [] : [{ instalmentId, amount }]
  })
  return (
    <RecordDrawer
      opened
      title={line.name}
      verb={t('line.verb')}
      saving={change.isPending}
      onClose={onClose}
      onSubmit={() =>
        change.mutate({
          lineId: line.id,
          version: line.version,
          instalments,
          extra: extra ?? 0,
          ...goodsInput(goods),
        })
      }
      note={
        <Button variant="subtle" loading={remove.isPending} onClick={() => remove.mutate({ lineId: line.id })}>
          {t('line.remove')}
        </Button>
      }
    >
      {line.instalments.map(({ instalmentId, firstMonth, lastMonth, donorName }) => (
        <MoneyField
          key={instalmentId}
          label={monthRange(firstMonth, lastMonth)}
          description={donorName}
          currency={round.currency}
          value={parts[instalmentId]}
          onChange={(amount) => setParts({ ...parts, [instalmentId]: amount })}
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
      {error === null ? null : <FailureNotice failure={failureOf(error)} />}
    </RecordDrawer>
  )
}
