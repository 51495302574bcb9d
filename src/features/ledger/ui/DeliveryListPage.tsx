import { Anchor, Select } from '@mantine/core'
import { IconHandStop } from '@tabler/icons-react'
import { keepPreviousData, useMutation, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link, useSearchParams } from 'react-router'
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
import { CHANNELS, type DeliveryCount, type DeliveryFilter, type DeliveryRow } from '../common/deliverySchemas.ts'
import { goodsWords } from '../common/goodsWords.ts'
import { monthRange } from '../common/monthRange.ts'
import { NO_RIGHTS, type RightsScore, THREE_RIGHTS, type ThreeRight } from '../common/threeRights.ts'
import { LedgerViews } from './LedgerViews.tsx'
import { ReasonDrawer } from './ReasonDrawer.tsx'
import { RecordDirectDrawer } from './RecordDirectDrawer.tsx'
import { useLedgerApi, useRefreshAll } from './useLedgerApi.ts'
import './ledger.css'

/** Everything handed over, whatever its way, with how much of the three rights is shown; taken back here too. */
export function DeliveryListPage() {
  const { t } = useTranslation('ledger')
  const { formatNumber } = useFormat()
  const api = useLedgerApi()
  const [recording, setRecording] = useState(false)
  const [taking, setTaking] = useState<DeliveryRow | undefined>(undefined)
  const may = useMay('money.write')
  const { filter, controls } = useDeliveryFilters()
  const [page, setPage] = useListPage(filter)
  const list = useQuery(
    api.deliveries.list.queryOptions({
      input: { filter, offset: (page.number - 1) * page.size, limit: page.size },
      placeholderData: keepPreviousData,
    }),
  )
  const count = useQuery(
    api.deliveries.count.queryOptions({
      input: { filter },
      placeholderData: keepPreviousData,
      enabled: list.isSuccess,
    }),
  ).data
  const columns = useDeliveryColumns()
  const exporting = useListExport<DeliveryRow>({
    list: 'deliveries',
    title: t('deliveries.title'),
    columns,
    addressOf: ({ addressId }) => addressId,
    filter,
    fetch: async (slice) => (await api.deliveries.list.call({ filter, ...slice })).rows,
  })
  const { data } = list
  const direct = { label: t('direct.title'), icon: IconHandStop, onSelect: () => setRecording(true) }
  const counted = count && {
    count: t('deliveries.count', { count: count.total, formatted: formatNumber(count.total) }),
  }
  return (
    <>
      <PageHeader
        title={t('title')}
        {...counted}
        views={<LedgerViews />}
        actions={exporting.action ? [exporting.action] : []}
        {...(may ? { mainAction: direct } : {})}
      />
      {controls(count?.rights)}
      {exporting.error === null ? null : <FailureNotice failure={failureOf(exporting.error)} />}
      {list.error === null ? null : (
        <FailureNotice failure={failureOf(list.error)} onRetry={() => void list.refetch()} />
      )}
      <DataList<DeliveryRow>
        label={t('deliveries.title')}
        layoutKey="deliveries"
        columns={columns}
        rowKey={(row) => row.id}
        rows={data?.rows}
        fetching={list.isPlaceholderData}
        total={count?.total}
        page={page}
        onPage={setPage}
        onOpen={(row) => may && row.reversed === null && setTaking(row)}
        sums={useChannelSums(count)}
        empty={
          Object.keys(filter).length > 0 ? (
            <EmptyState kind="noMatch" />
          ) : (
            <EmptyState kind="nothingYet" title={t('deliveries.empty.title')} hint={t('deliveries.empty.hint')} />
          )
        }
      />
      <RecordDirectDrawer opened={recording} onClose={() => setRecording(false)} />
      {taking === undefined ? null : <ReverseDrawer delivery={taking} onClose={() => setTaking(undefined)} />}
    </>
  )
}

function useDeliveryFilters() {
  const { t } = useTranslation('ledger')
  const [params] = useSearchParams()
  const [channel, setChannel] = useState<(typeof CHANNELS)[number] | null>(null)
  const [right, setRight] = useState<ThreeRight | undefined>(undefined)
  const [from, setFrom] = useState<string | undefined>(undefined)
  const [to, setTo] = useState<string | undefined>(undefined)
  const roundId = params.get('round')
  const filter: DeliveryFilter = {
    ...(channel === null ? {} : { channel }),
    ...(right === undefined ? {} : { failing: right }),
    ...(from === undefined ? {} : { from }),
    ...(to === undefined ? {} : { to }),
    ...(roundId === null ? {} : { roundId }),
  }
  const controls = (score: RightsScore | undefined) => (
    <div className="nc-ledger-fields">
      <Select
        label={t('deliveries.columns.channel')}
        placeholder={t('deliveries.allChannels')}
        clearable
        data={CHANNELS.map((each) => ({ value: each, label: t(`channels.${each}`) }))}
        value={channel}
        onChange={setChannel}
      />
      <DayField label={t('receipts.from')} value={from} onChange={setFrom} />
      <DayField label={t('receipts.to')} value={to} onChange={setTo} />
      <RightSelect score={score} right={right} onRight={setRight} />
    </div>
  )
  return { filter, controls }
}

interface RightSelectProps {
  score: RightsScore | undefined
  right: ThreeRight | undefined
  onRight: (right: ThreeRight | undefined) => void
}

/** Each right with how many entries show it; choosing one lists those that do not. */
function RightSelect({ score = NO_RIGHTS, right, onRight }: RightSelectProps) {
  const { t } = useTranslation('ledger')
  const { formatNumber } = useFormat()
  return (
    <Select
      label={t('rights.title')}
      placeholder={t('rights.all')}
      clearable
      data={THREE_RIGHTS.map((each) => ({
        value: each,
        label: t('rights.shown', {
          right: t(`rights.${each}`),
          shown: formatNumber(score[each]),
          all: formatNumber(score.deliveries),
        }),
      }))}
      value={right ?? null}
      onChange={(next) => onRight(next ?? undefined)}
    />
  )
}

function useChannelSums(list: DeliveryCount | undefined): string | undefined {
  const { t } = useTranslation('ledger')
  const { formatMoney } = useFormat()
  if (list === undefined) return undefined
  const dong = CHANNELS.flatMap((channel) => {
    const { amount, goodsValue } = list.byChannel[channel]
    return amount + goodsValue === 0 ? [] : [{ channel, currency: 'VND' as const, amount: amount + goodsValue }]
  })
  const others = list.otherCurrencies.map(({ goodsValue, ...each }) => ({ ...each, amount: each.amount + goodsValue }))
  return [...dong, ...others]
    .map((each) => t('deliveries.sum', { channel: t(`channels.${each.channel}`), amount: formatMoney(each) }))
    .join(' · ')
}

function useDeliveryColumns(): ListColumn<DeliveryRow>[] {
  const { t } = useTranslation('ledger')
  const { formatDay, formatMoney, formatNumber } = useFormat()
  const column = (key: string) => ({ key, title: t(`deliveries.columns.${key}`) })
  return [
    { ...column('day'), width: 7.75, figures: 'start', render: (row) => formatDay(row.onDay) },
    {
      ...column('address'),
      width: 11.5,
      render: (row) => (
        <Anchor component={Link} to={`/addresses/${row.addressId}`} onClick={(event) => event.stopPropagation()}>
          {row.addressName}
        </Anchor>
      ),
    },
    { ...column('donor'), width: 11.5, render: (row) => row.donorName },
    { ...column('channel'), width: 9.5, render: (row) => t(`channels.${row.channel}`) },
    {
      ...column('months'),
      width: 8,
      figures: 'start',
      render: ({ firstMonth, lastMonth }) =>
        firstMonth === null || lastMonth === null ? null : monthRange(firstMonth, lastMonth),
    },
    { ...column('amount'), width: 8.5, figures: 'end', render: (row) => (row.amount === 0 ? '' : formatMoney(row)) },
    {
      ...column('goods'),
      width: 9,
      render: (row) => goodsWords({ ...row, goods: row.goodsItem }, formatNumber),
    },
    { ...column('proof'), width: 9, hidden: true, render: (row) => t(`proofs.${row.proof}`) },
    {
      ...column('rights'),
      width: 12,
      render: ({ failing, reversed }) =>
        reversed === null ? (
          failing.map((right) => t(`rights.missing.${right}`)).join(', ')
        ) : (
          <StateBadge tone="neutral" label={t('deliveries.reversed')} />
        ),
    },
  ]
}

function ReverseDrawer({ delivery, onClose }: { delivery: DeliveryRow; onClose: () => void }) {
  const { t } = useTranslation('ledger')
  const api = useLedgerApi()
  const refresh = useRefreshAll()
  const reverse = useMutation(
    api.deliveries.reverse.mutationOptions({
      onSuccess: () => {
        refresh()
        onClose()
      },
    }),
  )
  return (
    <ReasonDrawer
      opened
      title={t('deliveries.reverseTitle', { name: delivery.addressName })}
      verb={t('deliveries.reverse')}
      label={t('reason')}
      required
      saving={reverse.isPending}
      error={reverse.error}
      onClose={onClose}
      onSubmit={(reason) => reverse.mutate({ id: delivery.id, reason })}
    >
      {delivery.roundId === null ? null : <p>{t('deliveries.reverseLine')}</p>}
    </ReasonDrawer>
  )
}
