import { Button, Checkbox, Drawer } from '@mantine/core'
import { IconPrinter } from '@tabler/icons-react'
import { useMutation, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { failureOf } from '../../../base/common/failures.ts'
import { FactList } from '../../../base/ui/FactList.tsx'
import { FailureNotice } from '../../../base/ui/FailureNotice.tsx'
import { StateBadge } from '../../../base/ui/StateBadge.tsx'
import { useFormat } from '../../../base/ui/useFormat.ts'
import { useMay } from '../../../base/ui/useMay.ts'
import { PaperDrawer } from '../../papers/ui/PaperDrawer.tsx'
import { monthRange } from '../common/monthRange.ts'
import type { ReceiptFile } from '../common/receiptSchemas.ts'
import { ReasonDrawer } from './ReasonDrawer.tsx'
import { useLedgerApi, useRefreshAll } from './useLedgerApi.ts'
import './ledger.css'

/** One receipt: what it is for, its paper, and taking it back. */
export function ReceiptFileDrawer({ id, onClose }: { id: string | undefined; onClose: () => void }) {
  const { t } = useTranslation('common')
  const api = useLedgerApi()
  const file = useQuery(api.receipts.get.queryOptions({ input: { id: id ?? '' }, enabled: id !== undefined }))
  const receipt = id === undefined ? undefined : file.data
  return (
    <Drawer
      opened={id !== undefined}
      onClose={onClose}
      position="right"
      size="min(44rem, 100vw)"
      title={receipt === undefined ? '' : `${receipt.series} ${receipt.number}/${receipt.year}`}
      overlayProps={{ backgroundOpacity: 0.2 }}
      closeButtonProps={{ 'aria-label': t('actions.close') }}
      classNames={{
        content: 'nc-drawer',
        header: 'nc-drawer-header',
        title: 'nc-drawer-title',
        body: 'nc-drawer-body',
      }}
    >
      {file.error === null ? null : <FailureNotice failure={failureOf(file.error)} />}
      {receipt === undefined ? null : <ReceiptView receipt={receipt} />}
    </Drawer>
  )
}

function ReceiptView({ receipt }: { receipt: ReceiptFile }) {
  const { t } = useTranslation('ledger')
  const { formatDay, formatMoney } = useFormat()
  const refresh = useRefreshAll()
  const [doing, setDoing] = useState<'print' | 'void' | undefined>(undefined)
  const may = useMay('money.write')
  const { voided } = receipt
  const facts = [
    { label: t('receipts.columns.payer'), value: receipt.payerName },
    { label: t('receipts.columns.day'), value: formatDay(receipt.onDay), figures: true },
    { label: t('receipts.columns.amount'), value: formatMoney(receipt), figures: true },
    { label: t('receipts.columns.method'), value: t(`methods.${receipt.method}`) },
    {
      label: t('receipts.columns.source'),
      value: [t(`sources.${receipt.source}`), receipt.counterpartName].filter(Boolean).join(' · '),
    },
    ...(receipt.purpose === null ? [] : [{ label: t('receipts.columns.purpose'), value: receipt.purpose }]),
  ]
  return (
    <div className="nc-paper">
      <div className="nc-paper-bar">
        {voided === null ? (
          <span />
        ) : (
          <StateBadge
            tone="neutral"
            label={t('receipts.voidOn', { day: formatDay(voided.onDay), reason: voided.reason })}
          />
        )}
        <div className="nc-ledger-actions">
          {voided === null && may ? (
            <Button variant="default" onClick={() => setDoing('void')}>
              {t('receipts.actions.void')}
            </Button>
          ) : null}
          <Button leftSection={<IconPrinter size="1rem" stroke={1.5} />} onClick={() => setDoing('print')}>
            {receipt.prints === 0
              ? t('receipts.actions.print')
              : t('receipts.actions.printAgain', { print: receipt.prints + 1 })}
          </Button>
        </div>
      </div>
      <FactList facts={facts} wide />
      <AllocationTable receipt={receipt} />
      <VoidDrawer receipt={receipt} opened={doing === 'void'} onClose={() => setDoing(undefined)} />
      <PaperDrawer
        opened={doing === 'print'}
        title={t(`series.${receipt.series === 'PT' ? 'PT' : 'BN'}`)}
        wish={{ kind: 'receipt', subjectId: receipt.id }}
        onClose={() => {
          refresh()
          setDoing(undefined)
        }}
      />
    </div>
  )
}

function AllocationTable({ receipt }: { receipt: ReceiptFile }) {
  const { formatAmount } = useFormat()
  const { t } = useTranslation('ledger')
  return (
    <table className="nc-ledger-table">
      <tbody>
        {receipt.allocations.map(
          ({ id, houseId, addressName, villageName, purpose, firstMonth, lastMonth, amount }) => (
            <tr key={id}>
              <td>
                {houseId === null ? (addressName ?? purpose) : t('paper.receipt.house', { name: addressName ?? '' })}
              </td>
              <td className="nc-soft">{villageName}</td>
              <td className="num">{firstMonth === null ? '' : monthRange(firstMonth, lastMonth ?? firstMonth)}</td>
              <td className="num nc-ledger-amount">{formatAmount(amount, receipt.currency)}</td>
            </tr>
          ),
        )}
      </tbody>
    </table>
  )
}

interface VoidDrawerProps {
  receipt: ReceiptFile
  opened: boolean
  onClose: () => void
}

function VoidDrawer({ receipt, opened, onClose }: VoidDrawerProps) {
  const { t } = useTranslation('ledger')
  const api = useLedgerApi()
  const refresh = useRefreshAll()
  const [evenIfDelivered, setEven] = useState(false)
  const take = useMutation(
    api.receipts.void.mutationOptions({
      onSuccess: () => {
        refresh()
        onClose()
      },
    }),
  )
  const delivered = take.error !== null && failureOf(take.error).code === 'ledger.deliveredAboveReceived'
  return (
    <ReasonDrawer
      opened={opened}
      title={t('receipts.voidTitle')}
      verb={t('receipts.actions.void')}
      label={t('reason')}
      required
      saving={take.isPending}
      error={take.error}
      onClose={onClose}
      onSubmit={(reason) => take.mutate({ id: receipt.id, reason, evenIfDelivered })}
    >
      {delivered || evenIfDelivered ? (
        <Checkbox
          label={t('receipts.evenIfDelivered')}
          checked={evenIfDelivered}
          onChange={(event) => setEven(event.currentTarget.checked)}
        />
      ) : null}
    </ReasonDrawer>
  )
}
