import { IconPlus } from '@tabler/icons-react'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { useNavigate } from 'react-router'
import { failureOf } from '../../../base/common/failures.ts'
import { DataList } from '../../../base/ui/DataList.tsx'
import { EmptyState } from '../../../base/ui/EmptyState.tsx'
import { FailureNotice } from '../../../base/ui/FailureNotice.tsx'
import type { ListColumn } from '../../../base/ui/listColumn.ts'
import { officeToday } from '../../../base/ui/officeToday.ts'
import { PageHeader } from '../../../base/ui/PageHeader.tsx'
import { StateBadge } from '../../../base/ui/StateBadge.tsx'
import { useFormat } from '../../../base/ui/useFormat.ts'
import { useListPage } from '../../../base/ui/useListPage.ts'
import { useMay } from '../../../base/ui/useMay.ts'
import type { RoundRow } from '../common/roundSchemas.ts'
import { isAdvanceOverdue } from '../common/rules.ts'
import { RoundStateBadge } from './RoundStateBadge.tsx'
import { useLedgerApi } from './useLedgerApi.ts'

/** Every đợt trao, the latest first. */
export function RoundListPage() {
  const { t } = useTranslation('ledger')
  const { formatNumber } = useFormat()
  const navigate = useNavigate()
  const api = useLedgerApi()
  const [page, setPage] = useListPage(undefined)
  const list = useQuery(
    api.rounds.list.queryOptions({
      input: { offset: (page.number - 1) * page.size, limit: page.size },
      placeholderData: keepPreviousData,
    }),
  )
  const begin = { label: t('rounds.actions.new'), icon: IconPlus, onSelect: () => void navigate('/rounds/new') }
  const total = list.data?.total
  const may = useMay('money.write')
  return (
    <>
      <PageHeader
        title={t('rounds.title')}
        {...(total === undefined ? {} : { count: t('rounds.count', { count: total, formatted: formatNumber(total) }) })}
        {...(may ? { mainAction: begin } : {})}
      />
      {list.error === null ? null : (
        <FailureNotice failure={failureOf(list.error)} onRetry={() => void list.refetch()} />
      )}
      <DataList<RoundRow>
        label={t('rounds.title')}
        layoutKey="rounds"
        columns={useRoundColumns()}
        rowKey={(row) => row.id}
        rows={list.data?.rows}
        fetching={list.isPlaceholderData}
        total={total}
        page={page}
        onPage={setPage}
        onOpen={(row) => void navigate(`/rounds/${row.id}`)}
        empty={
          <EmptyState
            kind="nothingYet"
            title={t('rounds.empty.title')}
            hint={t('rounds.empty.hint')}
            actions={may ? [begin] : []}
          />
        }
      />
    </>
  )
}

function useRoundColumns(): ListColumn<RoundRow>[] {
  const { t } = useTranslation('ledger')
  const { formatAmount, formatNumber, formatDay } = useFormat()
  return [
    { key: 'name', title: t('rounds.columns.name'), width: 17, render: (row) => row.name },
    { key: 'day', title: t('rounds.columns.day'), width: 7, figures: 'start', render: (row) => formatDay(row.onDay) },
    {
      key: 'state',
      title: t('rounds.columns.state'),
      width: 13,
      render: (row) => <RoundStateBadge state={row.state} />,
    },
    {
      key: 'people',
      title: t('rounds.columns.people'),
      width: 7,
      figures: 'end',
      render: ({ totals }) => formatNumber(totals.lines - totals.cancelled),
    },
    {
      key: 'amount',
      title: t('rounds.columns.amount'),
      width: 10,
      figures: 'end',
      render: ({ totals, currency }) => formatAmount(totals.amount, currency),
    },
    {
      key: 'delivered',
      title: t('rounds.columns.delivered'),
      width: 10,
      figures: 'end',
      render: ({ totals, currency }) => (totals.delivered === 0 ? '' : formatAmount(totals.deliveredAmount, currency)),
    },
    { key: 'advances', title: t('rounds.columns.advances'), width: 15, render: (row) => <OpenAdvances row={row} /> },
    { key: 'place', title: t('rounds.columns.place'), width: 14, hidden: true, render: (row) => row.place },
  ]
}

function OpenAdvances({ row: { openAdvances, nextDueOn } }: { row: RoundRow }) {
  const { t } = useTranslation('ledger')
  const { formatDay } = useFormat()
  if (openAdvances === 0 || nextDueOn === null) return null
  const overdue = isAdvanceOverdue({ dueOn: nextDueOn, settledOn: null }, officeToday())
  const label = t('rounds.advancesOpen', { count: openAdvances, day: formatDay(nextDueOn) })
  return <StateBadge tone={overdue ? 'red' : 'amber'} label={label} />
}
