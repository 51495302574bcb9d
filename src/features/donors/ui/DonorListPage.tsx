import { IconPlus } from '@tabler/icons-react'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useNavigate } from 'react-router'
import { failureOf } from '../../../base/common/failures.ts'
import { useApi } from '../../../base/ui/api.tsx'
import { DataList } from '../../../base/ui/DataList.tsx'
import { EmptyState } from '../../../base/ui/EmptyState.tsx'
import { FailureNotice } from '../../../base/ui/FailureNotice.tsx'
import { type FilterChip, FilterChips } from '../../../base/ui/FilterChips.tsx'
import { FilterSelect } from '../../../base/ui/FilterSelect.tsx'
import { FilterText, useFilterText } from '../../../base/ui/FilterText.tsx'
import type { ListPage } from '../../../base/ui/ListFooter.tsx'
import type { ListColumn, ListSort } from '../../../base/ui/listColumn.ts'
import { PageHeader } from '../../../base/ui/PageHeader.tsx'
import { useFormat } from '../../../base/ui/useFormat.ts'
import { useListPage } from '../../../base/ui/useListPage.ts'
import { useListExport } from '../../sheets/ui/useListExport.tsx'
import type { donorContract } from '../common/contract.ts'
import { DONOR_KINDS, DONOR_SORTS, type DonorFilter, type DonorKind, type DonorRow } from '../common/donorSchemas.ts'
import { DonorDrawer } from './DonorDrawer.tsx'

/** Everyone who helps or wants to help. */
export function DonorListPage() {
  const { t } = useTranslation('donors')
  const { formatMoney, formatNumber } = useFormat()
  const navigate = useNavigate()
  const [adding, setAdding] = useState(false)
  const filters = useDonorFilters()
  const [sort, setSort] = useState<ListSort>({ key: 'name', direction: 'asc' })
  const [page, setPage] = useListPage([filters.filter, sort])
  const { list, count } = useDonorPage({ filter: filters.filter, page, sort })
  const columns = useDonorColumns()
  const api = useApi<{ donors: typeof donorContract }>()
  const exporting = useListExport<DonorRow>({
    list: 'donors',
    title: t('title'),
    columns,
    filter: filters.filter,
    fetch: async (slice) => (await api.donors.list.call({ filter: filters.filter, ...orderOf(sort), ...slice })).rows,
  })
  const counted = count.data
  const filtered = filters.chips.length > 0
  return (
    <>
      <PageHeader
        title={t('title')}
        {...(counted ? { count: t('count', { count: counted.total, formatted: formatNumber(counted.total) }) } : {})}
        actions={exporting.action ? [exporting.action] : []}
        mainAction={{ label: t('actions.add'), icon: IconPlus, onSelect: () => setAdding(true) }}
      />
      <FilterChips chips={filters.chips} onClearAll={filters.clear}>
        {filters.controls}
      </FilterChips>
      {exporting.error === null ? null : <FailureNotice failure={failureOf(exporting.error)} />}
      {list.error === null ? null : (
        <FailureNotice failure={failureOf(list.error)} onRetry={() => void list.refetch()} />
      )}
      <DataList<DonorRow>
        label={t('title')}
        layoutKey="donors"
        columns={columns}
        rowKey={(row) => row.id}
        rows={list.data?.rows}
        fetching={list.isPlaceholderData}
        total={counted?.total}
        page={page}
        onPage={setPage}
        sort={sort}
        onSort={setSort}
        onOpen={(row) => void navigate(`/donors/${row.id}`)}
        sums={
          counted
            ? `${t('helping', { count: counted.helping, formatted: formatNumber(counted.helping) })} · ${t('perMonth', {
                amount: formatMoney({ amount: counted.monthlyAmount, currency: 'VND' }),
              })}`
            : undefined
        }
        empty={
          filtered ? (
            <EmptyState kind="noMatch" />
          ) : (
            <EmptyState
              kind="nothingYet"
              title={t('empty.title')}
              hint={t('empty.hint')}
              actions={[{ label: t('actions.add'), icon: IconPlus, onSelect: () => setAdding(true) }]}
            />
          )
        }
      />
      <DonorDrawer
        opened={adding}
        onClose={() => setAdding(false)}
        onSaved={({ id }) => {
          setAdding(false)
          void navigate(`/donors/${id}`)
        }}
      />
    </>
  )
}

function useDonorPage({ filter, page, sort }: { filter: DonorFilter; page: ListPage; sort: ListSort }) {
  const api = useApi<{ donors: typeof donorContract }>()
  const list = useQuery(
    api.donors.list.queryOptions({
      input: {
        filter,
        ...orderOf(sort),
        offset: (page.number - 1) * page.size,
        limit: page.size,
      },
      placeholderData: keepPreviousData,
    }),
  )
  const count = useQuery(api.donors.count.queryOptions({ input: { filter }, placeholderData: keepPreviousData }))
  return { list, count }
}

function orderOf({ key, direction }: ListSort) {
  return { sort: DONOR_SORTS.find((each) => each === key) ?? 'name', descending: direction === 'desc' }
}

function useDonorFilters() {
  const { t } = useTranslation('donors')
  const { text, setText, search } = useFilterText()
  const [kind, setKind] = useState<DonorKind | null>(null)
  const filter: DonorFilter = {
    ...(search === '' ? {} : { search }),
    ...(kind === null ? {} : { kinds: [kind] }),
  }
  const chips: FilterChip[] = [
    ...(search === ''
      ? []
      : [{ key: 'search', label: t('filters.searchIs', { text: search }), onRemove: () => setText('') }]),
    ...(kind === null
      ? []
      : [
          {
            key: 'kind',
            label: t('filters.kindIs', { kind: t(`kinds.${kind}`) }),
            onRemove: () => setKind(null),
          },
        ]),
  ]
  const clear = () => {
    setText('')
    setKind(null)
  }
  const controls = (
    <>
      <FilterText w="20rem" label={t('search')} value={text} onChange={setText} />
      <FilterSelect
        w="12rem"
        label={t('filters.kind')}
        placeholder={t('filters.allKinds')}
        options={DONOR_KINDS.map((each) => ({ value: each, label: t(`kinds.${each}`) }))}
        value={kind}
        onChange={setKind}
      />
    </>
  )
  return { filter, chips, clear, controls }
}

function useDonorColumns(): ListColumn<DonorRow>[] {
  const { t } = useTranslation('donors')
  const { formatAmount, formatNumber } = useFormat()
  return [
    {
      key: 'name',
      title: t('columns.name'),
      width: 20,
      sortable: true,
      render: (row) => (
        <>
          {row.name}
          {row.anonymous ? <span className="nc-soft"> · {t('anonymousMark')}</span> : null}
        </>
      ),
    },
    { key: 'kind', title: t('columns.kind'), width: 10, sortable: true, render: (row) => t(`kinds.${row.kind}`) },
    { key: 'representative', title: t('columns.representative'), width: 14, render: (row) => row.representative },
    { key: 'phone', title: t('columns.phone'), width: 9, figures: 'start', render: (row) => row.phone },
    { key: 'place', title: t('columns.place'), width: 14, hidden: true, render: (row) => row.place },
    {
      key: 'pairings',
      title: t('columns.pairings'),
      width: 8,
      figures: 'end',
      render: (row) => (row.activePairings === 0 ? '' : formatNumber(row.activePairings)),
    },
    {
      key: 'monthly',
      title: t('columns.monthly'),
      width: 10,
      figures: 'end',
      render: (row) => (row.monthlyAmount === 0 ? '' : formatAmount(row.monthlyAmount, 'VND')),
      value: (row) => row.monthlyAmount,
    },
  ]
}
