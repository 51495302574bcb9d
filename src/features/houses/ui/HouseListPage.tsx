import { Select, TextInput } from '@mantine/core'
import { IconPlus, IconSearch } from '@tabler/icons-react'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useNavigate, useSearchParams } from 'react-router'
import { failureOf } from '../../../base/common/failures.ts'
import { useApi } from '../../../base/ui/api.tsx'
import { DataList } from '../../../base/ui/DataList.tsx'
import { EmptyState } from '../../../base/ui/EmptyState.tsx'
import { FailureNotice } from '../../../base/ui/FailureNotice.tsx'
import { PageHeader } from '../../../base/ui/PageHeader.tsx'
import { useFormat } from '../../../base/ui/useFormat.ts'
import { useListPage } from '../../../base/ui/useListPage.ts'
import { useRights } from '../../../base/ui/useMay.ts'
import { signOf, wordsOf } from '../../../base/ui/wordsOfLine.ts'
import { SavedViews } from '../../desk/ui/SavedViews.tsx'
import { useListExport } from '../../sheets/ui/useListExport.tsx'
import type { houseContract } from '../common/contract.ts'
import {
  HOUSE_KINDS,
  HOUSE_STAGES,
  type HouseFilter,
  houseKindSchema,
  houseStageSchema,
} from '../common/houseSchemas.ts'
import { HouseDrawer } from './HouseDrawer.tsx'
import { type HouseSort, houseColumns } from './houseColumns.tsx'

/** All houses, by what is still to be done for them. */
export function HouseListPage() {
  const { t } = useTranslation('houses')
  const format = useFormat()
  const navigate = useNavigate()
  const may = useRights()
  const api = useApi<{ houses: typeof houseContract }>()
  const { filter, choose } = useHouseFilter()
  const [sort, setSort] = useState<HouseSort>({ key: 'newest', direction: 'asc' })
  const [page, setPage] = useListPage([filter, sort])
  const [adding, setAdding] = useState(false)
  const input = {
    filter,
    sort: sort.key,
    descending: sort.direction === 'desc',
    offset: (page.number - 1) * page.size,
    limit: page.size,
  }
  const list = useQuery(api.houses.list.queryOptions({ input, placeholderData: keepPreviousData }))
  const count = useQuery(api.houses.count.queryOptions({ input: { filter } }))
  const total = count.data?.total
  const columns = houseColumns({ t, format })
  const exporting = useListExport({
    list: 'houses',
    title: t('title'),
    columns,
    addressOf: ({ addressId }) => addressId,
    filter,
    fetch: async (slice) => (await api.houses.list.call({ ...input, ...slice })).rows,
  })
  const narrowed = Object.values(filter).some((value) => value !== undefined)
  const sums = count.data?.sums.map(({ currency, budget, funded }) =>
    t('sums', {
      budget: format.formatMoney({ amount: budget, currency }),
      funded: format.formatMoney({ amount: funded, currency }),
    }),
  )
  return (
    <>
      <PageHeader
        title={t('title')}
        {...(total === undefined ? {} : { count: t('count', { count: total, formatted: format.formatNumber(total) }) })}
        actions={exporting.action ? [exporting.action] : []}
        {...(may('records.write')
          ? { mainAction: { label: t('add'), icon: IconPlus, onSelect: () => setAdding(true) } }
          : {})}
      />
      {exporting.error === null ? null : <FailureNotice failure={failureOf(exporting.error)} />}
      <div className="nc-filters">
        <SavedViews list="houses" />
        <TextInput
          size="xs"
          w="18rem"
          leftSection={<IconSearch size="1rem" stroke={1.5} />}
          aria-label={t('search')}
          placeholder={t('search')}
          defaultValue={filter.search ?? ''}
          onChange={(event) => choose('q', event.currentTarget.value)}
        />
        <Select
          size="xs"
          clearable
          aria-label={t('stageFilter')}
          placeholder={t('stageFilter')}
          data={HOUSE_STAGES.map((stage) => ({ value: stage, label: t(`stages.${stage}`) }))}
          value={filter.stages?.length === 1 ? (filter.stages[0] ?? null) : null}
          onChange={(stage) => choose('stage', stage)}
        />
        <Select
          size="xs"
          clearable
          aria-label={t('kindFilter')}
          placeholder={t('kindFilter')}
          data={HOUSE_KINDS.map((kind) => ({ value: kind, label: t(`kinds.${kind}`) }))}
          value={filter.kind ?? null}
          onChange={(kind) => choose('kind', kind)}
        />
      </div>
      {list.error === null ? null : (
        <FailureNotice failure={failureOf(list.error)} onRetry={() => void list.refetch()} />
      )}
      <DataList
        label={t('title')}
        layoutKey="houses"
        columns={columns}
        rowKey={(row) => row.id}
        rows={list.data?.rows}
        fetching={list.isPlaceholderData}
        total={total}
        page={page}
        onPage={setPage}
        sort={sort}
        onSort={(next) => setSort(next as HouseSort)}
        onOpen={(row) => void navigate(`/houses/${row.id}`)}
        sums={sums?.join(' · ')}
        empty={
          <EmptyState
            kind={narrowed ? 'noMatch' : 'nothingYet'}
            {...(narrowed ? {} : { title: t('empty'), hint: t('emptyHint') })}
          />
        }
      />
      <HouseDrawer opened={adding} onClose={() => setAdding(false)} onSaved={(id) => void navigate(`/houses/${id}`)} />
    </>
  )
}

/** The filter lives in the address line, so that going back finds it again. */
function useHouseFilter() {
  const [params, setParams] = useSearchParams()
  const stages = (params.get('stage') ?? '').split(',').filter((stage) => houseStageSchema.safeParse(stage).success)
  const kind = houseKindSchema.safeParse(params.get('kind'))
  const search = wordsOf(params.get('q')) ?? ''
  const filter: HouseFilter = {
    ...(search === '' ? {} : { search }),
    ...(stages.length === 0 ? {} : { stages: stages.map((stage) => houseStageSchema.parse(stage)) }),
    ...(kind.success ? { kind: kind.data } : {}),
  }
  const choose = (name: string, value: string | null) =>
    setParams(
      (before) => {
        if (value === null || value === '') before.delete(name)
        else before.set(name, name === 'q' ? signOf(value) : value)
        return before
      },
      { replace: true },
    )
  return { filter, choose }
}
