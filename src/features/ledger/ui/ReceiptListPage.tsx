import { TextInput } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { IconPlus, IconSearch, IconStack2 } from '@tabler/icons-react'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useNavigate } from 'react-router'
import { failureOf } from '../../../base/common/failures.ts'
import { DataList } from '../../../base/ui/DataList.tsx'
import { DayField } from '../../../base/ui/DayField.tsx'
import { EmptyState } from '../../../base/ui/EmptyState.tsx'
import { FailureNotice } from '../../../base/ui/FailureNotice.tsx'
import type { ListColumn } from '../../../base/ui/listColumn.ts'
import { PageHeader } from '../../../base/ui/PageHeader.tsx'
import { StateBadge } from '../../../base/ui/StateBadge.tsx'
import { useFormat } from '../../../base/ui/useFormat.ts'
import { useListPage } from '../../../base/ui/useListPage.ts'
import { useMay } from '../../../base/ui/useMay.ts'
import { useListExport } from '../../sheets/ui/useListExport.tsx'
import type { ReceiptFilter, ReceiptRow } from '../common/receiptSchemas.ts'
import { LedgerViews } from './LedgerViews.tsx'
import { ReceiptDrawer } from './ReceiptDrawer.tsx'
import { ReceiptFileDrawer } from './ReceiptFileDrawer.tsx'
import { useLedgerApi } from './useLedgerApi.ts'
import './ledger.css'

const SEARCH_PAUSE_MS = 150
const NOTHING = { amount: 0, currency: 'VND' } as const

/** Phiếu thu and biên nhận of a period. */
export function ReceiptListPage() {
  const { t } = useTranslation('ledger')
  const { formatMoney, formatNumber } = useFormat()
  const api = useLedgerApi()
  const navigate = useNavigate()
  const [adding, setAdding] = useState(false)
  const [opened, setOpened] = useState<string | undefined>(undefined)
  const filters = useReceiptFilters()
  const [page, setPage] = useListPage(filters.filter)
  const list = useQuery(
    api.receipts.list.queryOptions({
      input: { filter: filters.filter, offset: (page.number - 1) * page.size, limit: page.size },
      placeholderData: keepPreviousData,
    }),
  )
  const add = { label: t('receipts.actions.add'), icon: IconPlus, onSelect: () => setAdding(true) }
  const may = useMay('money.write')
  const batch = {
    label: t('receipts.actions.batch'),
    icon: IconStack2,
    onSelect: () => void navigate('/receipts/batch'),
  }
  const columns = useReceiptColumns()
  const exporting = useListExport<ReceiptRow>({
    list: 'receipts',
    title: t('receipts.title'),
    columns,
    filter: filters.filter,
    fetch: async (slice) => (await api.receipts.list.call({ filter: filters.filter, ...slice })).rows,
  })
  const actions = [...(exporting.action ? [exporting.action] : []), ...(may ? [batch] : [])]
  const { data } = list
  const count = data && { count: t('receipts.count', { count: data.total, formatted: formatNumber(data.total) }) }
  return (
    <>
      <PageHeader
        title={t('title')}
        {...count}
        views={<LedgerViews />}
        actions={actions}
        {...(may ? { mainAction: add } : {})}
      />
      {filters.controls}
      {exporting.error === null ? null : <FailureNotice failure={failureOf(exporting.error)} />}
      {list.error === null ? null : (
        <FailureNotice failure={failureOf(list.error)} onRetry={() => void list.refetch()} />
      )}
      <DataList<ReceiptRow>
        label={t('receipts.title')}
        layoutKey="receipts"
        columns={columns}
        rowKey={(row) => row.id}
        rows={data?.rows}
        fetching={list.isPlaceholderData}
        total={data?.total}
        page={page}
        onPage={setPage}
        onOpen={(row) => setOpened(row.id)}
        sums={
          data
            ? t('receipts.sum', {
                amount: data.sums.map((sum) => formatMoney(sum)).join(' · ') || formatMoney(NOTHING),
              })
            : undefined
        }
        empty={
          Object.keys(filters.filter).length > 0 ? (
            <EmptyState kind="noMatch" />
          ) : (
            <EmptyState
              kind="nothingYet"
              title={t('receipts.empty.title')}
              hint={t('receipts.empty.hint')}
              actions={may ? [add] : []}
            />
          )
        }
      />
      <ReceiptDrawer opened={adding} onClose={() => setAdding(false)} />
      <ReceiptFileDrawer id={opened} onClose={() => setOpened(undefined)} />
    </>
  )
}

function useReceiptFilters() {
  const { t } = useTranslation('ledger')
  const [text, setText] = useState('')
  const [from, setFrom] = useState<string | undefined>(undefined)
  const [to, setTo] = useState<string | undefined>(undefined)
  const [search] = useDebouncedValue(text.trim(), SEARCH_PAUSE_MS)
  const filter: ReceiptFilter = {
    ...(search === '' ? {} : { search }),
    ...(from === undefined ? {} : { from }),
    ...(to === undefined ? {} : { to }),
  }
  const controls = (
    <div className="nc-ledger-fields">
      <TextInput
        w="20rem"
        label={t('receipts.search')}
        placeholder={t('receipts.searchHint')}
        leftSection={<IconSearch size="1rem" stroke={1.5} />}
        value={text}
        onChange={(event) => setText(event.currentTarget.value)}
      />
      <DayField label={t('receipts.from')} value={from} onChange={setFrom} />
      <DayField label={t('receipts.to')} value={to} onChange={setTo} />
    </div>
  )
  return { filter, controls }
}

function useReceiptColumns(): ListColumn<ReceiptRow>[] {
  const { t } = useTranslation('ledger')
  const { formatAmount, formatDay, formatMoney, formatNumber } = useFormat()
  return [
    {
      key: 'number',
      title: t('receipts.columns.number'),
      width: 9,
      figures: 'start',
      render: ({ series, number, year }) => `${series} ${number}/${year}`,
    },
    { key: 'day', title: t('receipts.columns.day'), width: 7, figures: 'start', render: (row) => formatDay(row.onDay) },
    { key: 'payer', title: t('receipts.columns.payer'), width: 18, render: (row) => row.payerName },
    { key: 'method', title: t('receipts.columns.method'), width: 8, render: (row) => t(`methods.${row.method}`) },
    {
      key: 'addresses',
      title: t('receipts.columns.addresses'),
      width: 7,
      figures: 'end',
      render: (row) => (row.addresses === 0 ? '' : formatNumber(row.addresses)),
    },
    {
      key: 'amount',
      title: t('receipts.columns.amount'),
      width: 10,
      figures: 'end',
      render: (row) => (row.currency === 'VND' ? formatAmount(row.amount, 'VND') : formatMoney(row)),
    },
    {
      key: 'state',
      title: t('receipts.columns.state'),
      width: 10,
      render: (row) => (row.voided === null ? null : <StateBadge tone="neutral" label={t('receipts.void')} />),
    },
    {
      key: 'source',
      title: t('receipts.columns.source'),
      width: 10,
      hidden: true,
      render: (row) => t(`sources.${row.source}`),
    },
    { key: 'purpose', title: t('receipts.columns.purpose'), width: 16, hidden: true, render: (row) => row.purpose },
  ]
}
