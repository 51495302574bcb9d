import { Button } from '@mantine/core'
import { IconTableExport } from '@tabler/icons-react'
import { keepPreviousData, useMutation, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { failureOf } from '../../../base/common/failures.ts'
import type { Currency } from '../../../base/common/money.ts'
import { EmptyState } from '../../../base/ui/EmptyState.tsx'
import { FailureNotice } from '../../../base/ui/FailureNotice.tsx'
import { useFormat } from '../../../base/ui/useFormat.ts'
import { useMay } from '../../../base/ui/useMay.ts'
import { useFiles } from '../../files/ui/useFiles.ts'
import type { CashBook, CashEntry } from '../common/bookSchemas.ts'
import { ReceiptFileDrawer } from './ReceiptFileDrawer.tsx'
import { TotalList } from './TotalList.tsx'
import { useLedgerApi } from './useLedgerApi.ts'
import { NO_PERIOD, usePeriod } from './usePeriod.tsx'
import { VoucherCell } from './VoucherCell.tsx'

/** Sổ quỹ of any period, one per currency. */
export function CashBookView() {
  const { t } = useTranslation('ledger')
  const api = useLedgerApi()
  const { period, fields } = usePeriod()
  const query = useQuery(
    api.books.cashBook.queryOptions({
      input: period ?? NO_PERIOD,
      enabled: period !== undefined,
      placeholderData: keepPreviousData,
    }),
  )
  const books = query.data?.books
  const mayExport = useMay('data.export')
  const files = useFiles()
  const { language } = useFormat()
  const save = useMutation({
    mutationFn: async () =>
      files.save((await api.books.cashBookXlsx.call({ ...(period ?? NO_PERIOD), language })).ticket),
  })
  const [receiptId, setReceiptId] = useState<string>()
  return (
    <>
      <div className="nc-ledger-fields">
        {fields}
        {mayExport && books !== undefined && books.length > 0 ? (
          <Button
            variant="default"
            leftSection={<IconTableExport size="1rem" stroke={1.5} />}
            disabled={period === undefined}
            loading={save.isPending}
            onClick={() => save.mutate()}
          >
            {t('books.export')}
          </Button>
        ) : null}
      </div>
      {save.error === null ? null : <FailureNotice failure={failureOf(save.error)} />}
      {query.error === null ? null : <FailureNotice failure={failureOf(query.error)} />}
      {books?.length === 0 ? <EmptyState kind="noMatch" title={t('books.none')} hint={t('books.noneHint')} /> : null}
      {books?.map((book) => (
        <BookOfCurrency key={book.currency} book={book} onReceipt={setReceiptId} />
      ))}
      <ReceiptFileDrawer id={receiptId} onClose={() => setReceiptId(undefined)} />
    </>
  )
}

function BookOfCurrency({ book, onReceipt }: { book: CashBook; onReceipt: (id: string) => void }) {
  const { t } = useTranslation('ledger')
  const { formatMoney } = useFormat()
  const { currency, opening, received, paid, closing, withVillages, entries } = book
  const money = (amount: number) => formatMoney({ amount, currency })
  return (
    <section aria-label={`${t('books.tabs.cash')} ${currency}`}>
      <TotalList
        totals={[
          { label: t('books.opening'), value: money(opening) },
          { label: t('books.received'), value: money(received) },
          { label: t('books.paid'), value: money(paid) },
          { label: t('books.closing'), value: money(closing) },
        ]}
      />
      {withVillages > 0 ? (
        <p className="nc-ledger-note num">{t('books.withVillages', { amount: money(withVillages) })}</p>
      ) : null}
      <div className="nc-ledger-scroll">
        <table className="nc-ledger-book">
          <thead>
            <tr>
              <th>{t('books.columns.day')}</th>
              <th>{t('books.columns.voucher')}</th>
              <th data-words>{t('books.columns.what')}</th>
              <th data-figures>{t('books.columns.in')}</th>
              <th data-figures>{t('books.columns.out')}</th>
              <th data-figures>{t('books.columns.balance')}</th>
            </tr>
          </thead>
          <tbody>
            {entries.map((entry) => (
              <EntryRow key={entry.key} entry={entry} currency={currency} onReceipt={onReceipt} />
            ))}
          </tbody>
        </table>
      </div>
    </section>
  )
}

interface EntryRowProps {
  entry: CashEntry
  currency: Currency
  onReceipt: (id: string) => void
}

function EntryRow({ entry, currency, onReceipt }: EntryRowProps) {
  const { t } = useTranslation('ledger')
  const { formatAmount, formatDay, formatNumber } = useFormat()
  const amount = (value: number) => (value === 0 ? '' : formatAmount(value, currency))
  const words = t(`books.kinds.${entry.kind}`, { who: entry.who ?? '', people: formatNumber(entry.people ?? 0) })
  return (
    <tr>
      <td className="num">{formatDay(entry.day)}</td>
      <td className="num">
        <VoucherCell {...entry} onReceipt={onReceipt} />
      </td>
      <td>{[words, entry.purpose].filter(Boolean).join(' · ')}</td>
      <td className="num" data-figures>
        {amount(entry.in)}
      </td>
      <td className="num" data-figures>
        {amount(entry.out)}
      </td>
      <td className="num" data-figures>
        {formatAmount(entry.balance, currency)}
      </td>
    </tr>
  )
}
