import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { failureOf } from '../../../base/common/failures.ts'
import type { Currency } from '../../../base/common/money.ts'
import { EmptyState } from '../../../base/ui/EmptyState.tsx'
import { FailureNotice } from '../../../base/ui/FailureNotice.tsx'
import type { PickerOption } from '../../../base/ui/SearchPicker.tsx'
import { useFormat } from '../../../base/ui/useFormat.ts'
import { DonorPicker } from '../../donors/ui/DonorPicker.tsx'
import { AddressPicker } from '../../pairings/ui/AddressPicker.tsx'
import type { AddressStatement, DonorStatement, StatementEntry } from '../common/bookSchemas.ts'
import { ReceiptFileDrawer } from './ReceiptFileDrawer.tsx'
import { TotalList } from './TotalList.tsx'
import { useLedgerApi } from './useLedgerApi.ts'
import { NO_PERIOD, usePeriod } from './usePeriod.tsx'
import { VoucherCell } from './VoucherCell.tsx'

/** What one sponsor gave and what became of it, or what reached one address; any period, each currency for itself. */
export function StatementView({ of }: { of: 'donor' | 'address' }) {
  const { t } = useTranslation('ledger')
  const [chosen, setChosen] = useState<PickerOption | undefined>(undefined)
  const { period, fields } = usePeriod()
  const { statements, error } = useStatements({ of, id: chosen?.id, period })
  return (
    <>
      <div className="nc-ledger-fields">
        {of === 'donor' ? (
          <DonorPicker label={t('statement.donor')} value={chosen} onChange={setChosen} />
        ) : (
          <AddressPicker label={t('statement.address')} value={chosen} onChange={setChosen} />
        )}
        {fields}
      </div>
      {error === null ? null : <FailureNotice failure={failureOf(error)} />}
      {chosen === undefined ? <p className="nc-soft">{t('statement.choose')}</p> : null}
      {chosen !== undefined && statements?.length === 0 ? (
        <EmptyState kind="noMatch" title={t('books.none')} hint={t('books.noneHint')} />
      ) : null}
      {statements?.map((statement) => (
        <section key={statement.currency} aria-label={`${t(`books.tabs.${of}`)} ${statement.currency}`}>
          <StatementTotals statement={statement} />
          <EntryTable entries={statement.entries} currency={statement.currency} />
        </section>
      ))}
    </>
  )
}

type Statement = DonorStatement | AddressStatement

function useStatements({
  of,
  id,
  period,
}: {
  of: 'donor' | 'address'
  id: string | undefined
  period: Period | undefined
}) {
  const api = useLedgerApi()
  const input = { id: id ?? '', ...(period ?? NO_PERIOD) }
  const enabled = id !== undefined && period !== undefined
  const donor = useQuery(
    api.books.donorStatement.queryOptions({
      input,
      enabled: enabled && of === 'donor',
      placeholderData: keepPreviousData,
    }),
  )
  const address = useQuery(
    api.books.addressStatement.queryOptions({
      input,
      enabled: enabled && of === 'address',
      placeholderData: keepPreviousData,
    }),
  )
  const query = of === 'donor' ? donor : address
  const statements: readonly Statement[] | undefined = enabled ? query.data?.statements : undefined
  return { statements, error: query.error }
}

type Period = NonNullable<ReturnType<typeof usePeriod>['period']>

function StatementTotals({ statement }: { statement: Statement }) {
  const { t } = useTranslation('ledger')
  const { formatMoney } = useFormat()
  const { currency } = statement
  const money = (amount: number) => formatMoney({ amount, currency })
  if (!('opening' in statement)) {
    const { fund, direct, local, total } = statement
    return (
      <TotalList
        totals={[
          { label: t('channels.fund'), value: money(fund) },
          { label: t('channels.direct'), value: money(direct) },
          { label: t('channels.local'), value: money(local) },
          { label: t('statement.total'), value: money(total) },
        ]}
      />
    )
  }
  const totals = [
    ['opening', statement.opening],
    ['received', statement.received],
    ['forFamilies', statement.forFamilies],
    ['forHouses', statement.forHouses],
    ['forPurposes', statement.forPurposes],
    ['refunded', statement.refunded],
    ['handedOver', statement.handedOver],
    ['closing', statement.closing],
    ['outside', statement.outside],
  ] as const
  const always = ['opening', 'received', 'handedOver', 'closing']
  return (
    <TotalList
      totals={totals
        .filter(([key, amount]) => amount !== 0 || always.includes(key))
        .map(([key, amount]) => ({ label: t(`statement.${key}`), value: money(amount) }))}
    />
  )
}

function EntryTable({ entries, currency }: { entries: readonly StatementEntry[]; currency: Currency }) {
  const { t } = useTranslation('ledger')
  const { formatAmount, formatDay } = useFormat()
  const [receiptId, setReceiptId] = useState<string>()
  const amount = (value: number) => (value === 0 ? '' : formatAmount(value, currency))
  return (
    <div className="nc-ledger-scroll">
      <table className="nc-ledger-book">
        <thead>
          <tr>
            <th>{t('books.columns.day')}</th>
            <th>{t('books.columns.voucher')}</th>
            <th data-words>{t('books.columns.what')}</th>
            <th>{t('deliveries.columns.months')}</th>
            <th data-figures>{t('deliveries.columns.amount')}</th>
            <th>{t('deliveries.columns.goods')}</th>
            <th data-figures>{t('line.goodsValue')}</th>
          </tr>
        </thead>
        <tbody>
          {entries.map((entry) => (
            <tr key={entry.key} data-off={entry.amount + entry.goodsValue < 0 || undefined}>
              <td className="num">{formatDay(entry.day)}</td>
              <td className="num">
                <VoucherCell {...entry} onReceipt={setReceiptId} />
              </td>
              <td>{[t(`statement.kinds.${entry.kind}`), entry.who].filter(Boolean).join(' · ')}</td>
              <td className="num">{entry.months}</td>
              <td className="num" data-figures>
                {amount(entry.amount)}
              </td>
              <td>{entry.goods}</td>
              <td className="num" data-figures>
                {amount(entry.goodsValue)}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      <ReceiptFileDrawer id={receiptId} onClose={() => setReceiptId(undefined)} />
    </div>
  )
}
