import { Button, Select } from '@mantine/core'
import { IconClockCog } from '@tabler/icons-react'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useNavigate } from 'react-router'
import { addDays } from '../../../base/common/day.ts'
import { failureOf } from '../../../base/common/failures.ts'
import { useApi } from '../../../base/ui/api.tsx'
import { DataList } from '../../../base/ui/DataList.tsx'
import { EmptyState } from '../../../base/ui/EmptyState.tsx'
import { FailureNotice } from '../../../base/ui/FailureNotice.tsx'
import type { ListPage } from '../../../base/ui/ListFooter.tsx'
import type { ListColumn } from '../../../base/ui/listColumn.ts'
import { officeToday } from '../../../base/ui/officeToday.ts'
import { PageHeader } from '../../../base/ui/PageHeader.tsx'
import { StateBadge } from '../../../base/ui/StateBadge.tsx'
import { useFormat } from '../../../base/ui/useFormat.ts'
import { useRights } from '../../../base/ui/useMay.ts'
import { AddressViews } from '../../addresses/ui/AddressViews.tsx'
import { useVocabulary } from '../../units/ui/useVocabulary.ts'
import type { visitContract } from '../common/contract.ts'
import type { DueVisit } from '../common/visitSchemas.ts'
import { IntervalsDrawer } from './IntervalsDrawer.tsx'
import { PlanVisitsDrawer } from './PlanVisitsDrawer.tsx'
import { VisitDrawer } from './VisitDrawer.tsx'

const HORIZONS = { days30: 30, days90: 90, year: 365 } as const
type Horizon = keyof typeof HORIZONS

/** Who is to be visited, the longest overdue first; a visit is written down in place. */
export function DueVisitsPage() {
  const { t } = useTranslation(['visits', 'addresses'])
  const { formatNumber } = useFormat()
  const may = useRights()
  const navigate = useNavigate()
  const [selected, setSelected] = useState<DueVisit[]>([])
  const [doing, setDoing] = useState<'plan' | 'intervals' | DueVisit>()
  const due = useDueVisits()
  const columns = useColumns(may('records.write') ? (row) => setDoing(row) : undefined)
  const { total, overdue = 0 } = due.count ?? {}
  const counts = [
    ...(total === undefined ? [] : [t('count', { count: total, formatted: formatNumber(total) })]),
    ...(overdue === 0 ? [] : [t('overdueCount', { count: overdue, formatted: formatNumber(overdue) })]),
  ]
  const close = () => setDoing(undefined)
  return (
    <>
      <PageHeader
        title={t('addresses:title')}
        count={counts.join(' · ')}
        views={<AddressViews />}
        actions={
          may('office.settings')
            ? [{ label: t('intervals.title'), icon: IconClockCog, onSelect: () => setDoing('intervals') }]
            : []
        }
      />
      {due.filters}
      {due.error === null ? null : <FailureNotice failure={failureOf(due.error)} onRetry={due.retry} />}
      <DataList
        label={t('due')}
        layoutKey="visits"
        columns={columns}
        rowKey={(row) => row.addressId}
        rows={due.rows}
        fetching={due.fetching}
        total={total}
        page={due.page}
        onPage={due.setPage}
        onOpen={(row) => void navigate(`/addresses/${row.addressId}`)}
        {...(may('records.write')
          ? {
              selection: {
                rows: selected,
                onChange: setSelected,
                actions: (
                  <Button size="compact-xs" variant="default" onClick={() => setDoing('plan')}>
                    {t('plan.verb')}
                  </Button>
                ),
              },
            }
          : {})}
        empty={<EmptyState kind="noMatch" title={t('empty')} hint={t('emptyHint')} />}
      />
      {doing === 'plan' ? (
        <PlanVisitsDrawer
          ids={selected.map((row) => row.addressId)}
          onClose={close}
          onDone={() => {
            close()
            setSelected([])
          }}
        />
      ) : null}
      {doing === 'intervals' ? <IntervalsDrawer onClose={close} /> : null}
      {typeof doing === 'object' ? (
        <VisitDrawer addressId={doing.addressId} name={doing.displayName} onClose={close} />
      ) : null}
    </>
  )
}

function useDueVisits() {
  const { t } = useTranslation('visits')
  const api = useApi<{ visits: typeof visitContract }>()
  const [horizon, setHorizon] = useState<Horizon>('days30')
  const [overdueOnly, setOverdueOnly] = useState(false)
  const [page, setPage] = useState<ListPage>({ number: 1, size: 50 })
  const filter = { until: addDays(officeToday(), HORIZONS[horizon]), overdueOnly }
  const input = { filter, offset: (page.number - 1) * page.size, limit: page.size }
  const list = useQuery(api.visits.due.queryOptions({ input, placeholderData: keepPreviousData }))
  const count = useQuery(api.visits.countDue.queryOptions({ input: { filter }, placeholderData: keepPreviousData }))
  const filters = (
    <div className="nc-filters">
      <Select
        size="xs"
        w="14rem"
        aria-label={t('filters.horizon')}
        allowDeselect={false}
        data={Object.keys(HORIZONS).map((value) => ({ value, label: t(`filters.${value as Horizon}`) }))}
        value={horizon}
        onChange={(value) => {
          setHorizon((value as Horizon | null) ?? 'days30')
          setPage({ ...page, number: 1 })
        }}
      />
      <Button size="xs" variant="default" aria-pressed={overdueOnly} onClick={() => setOverdueOnly(!overdueOnly)}>
        {t('filters.overdue')}
      </Button>
    </div>
  )
  return {
    filters,
    rows: list.data?.rows,
    fetching: list.isPlaceholderData,
    count: count.data,
    error: list.error,
    retry: () => void list.refetch(),
    page,
    setPage,
  }
}

function useColumns(onRecord: ((row: DueVisit) => void) | undefined): ListColumn<DueVisit>[] {
  const { t } = useTranslation('visits')
  const { formatDay } = useFormat()
  const categories = useVocabulary('category')
  const results = useVocabulary('visitResult')
  const record: ListColumn<DueVisit> = {
    key: 'record',
    title: t('record.short'),
    width: 9,
    render: (row) => (
      <Button
        size="compact-xs"
        variant="default"
        aria-label={t('record.titleFor', { name: row.displayName })}
        onClick={() => onRecord?.(row)}
      >
        {t('record.short')}
      </Button>
    ),
  }
  return [
    { key: 'name', title: t('columns.name'), width: 12.5, render: (row) => row.displayName },
    { key: 'village', title: t('columns.village'), width: 10, render: (row) => row.villageName },
    { key: 'category', title: t('columns.category'), width: 12, render: (row) => categories.nameOf(row.mainCategory) },
    {
      key: 'dueOn',
      title: t('columns.dueOn'),
      width: 8.5,
      figures: 'start',
      render: (row) => (row.overdue ? <StateBadge tone="red" label={formatDay(row.dueOn)} /> : formatDay(row.dueOn)),
    },
    {
      key: 'last',
      title: t('columns.last'),
      width: 8.5,
      figures: 'start',
      render: (row) => (row.lastVisitOn === null ? '' : formatDay(row.lastVisitOn)),
    },
    {
      key: 'result',
      title: t('columns.result'),
      width: 11,
      render: (row) => (row.lastResult === null ? '' : results.nameOf(row.lastResult)),
    },
    ...(onRecord === undefined ? [] : [record]),
  ]
}
