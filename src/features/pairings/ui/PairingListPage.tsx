import { IconArrowsJoin2, IconPlus } from '@tabler/icons-react'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useNavigate, useSearchParams } from 'react-router'
import { daySchema } from '../../../base/common/daySchema.ts'
import { failureOf } from '../../../base/common/failures.ts'
import { useApi } from '../../../base/ui/api.tsx'
import { DataList } from '../../../base/ui/DataList.tsx'
import { EmptyState } from '../../../base/ui/EmptyState.tsx'
import { FailureNotice } from '../../../base/ui/FailureNotice.tsx'
import { type FilterChip, FilterChips } from '../../../base/ui/FilterChips.tsx'
import { FilterSelect } from '../../../base/ui/FilterSelect.tsx'
import { FilterText, useFilterText } from '../../../base/ui/FilterText.tsx'
import type { ListPage } from '../../../base/ui/ListFooter.tsx'
import type { ListSort } from '../../../base/ui/listColumn.ts'
import { PageHeader } from '../../../base/ui/PageHeader.tsx'
import { useFormat } from '../../../base/ui/useFormat.ts'
import { useListPage } from '../../../base/ui/useListPage.ts'
import { useMay } from '../../../base/ui/useMay.ts'
import { DONOR_KINDS, type DonorKind } from '../../donors/common/donorSchemas.ts'
import { useListExport } from '../../sheets/ui/useListExport.tsx'
import { useVocabulary } from '../../units/ui/useVocabulary.ts'
import type { pairingContract } from '../common/contract.ts'
import {
  CHANNELS,
  type Channel,
  PAIRING_SORTS,
  PAIRING_STATES,
  type PairingFilter,
  type PairingRow,
  type PairingState,
} from '../common/pairingSchemas.ts'
import { PairingDrawer } from './PairingDrawer.tsx'
import { PairingViews } from './PairingViews.tsx'
import { usePairingColumns } from './usePairingColumns.tsx'

/** Who helps whom, how much and until when. */
export function PairingListPage() {
  const { t } = useTranslation('pairings')
  const { formatMoney, formatNumber } = useFormat()
  const navigate = useNavigate()
  const [adding, setAdding] = useState(false)
  const filters = usePairingFilters()
  const [sort, setSort] = useState<ListSort>({ key: 'address', direction: 'asc' })
  const [page, setPage] = useListPage([filters.filter, sort])
  const { list, count } = usePairingPage({ filter: filters.filter, page, sort })
  const columns = usePairingColumns()
  const api = useApi<{ pairings: typeof pairingContract }>()
  const exporting = useListExport<PairingRow>({
    list: 'pairings',
    title: t('title'),
    columns,
    addressOf: ({ addressId }) => addressId,
    filter: filters.filter,
    fetch: async (slice) => (await api.pairings.list.call({ filter: filters.filter, ...orderOf(sort), ...slice })).rows,
  })
  const counted = count.data
  const add = { label: t('actions.add'), icon: IconPlus, onSelect: () => setAdding(true) }
  const mayWrite = useMay('records.write')
  const match = { label: t('match.title'), icon: IconArrowsJoin2, onSelect: () => void navigate('/pairings/match') }
  return (
    <>
      <PageHeader
        title={t('title')}
        {...(counted ? { count: t('count', { count: counted.total, formatted: formatNumber(counted.total) }) } : {})}
        views={<PairingViews />}
        actions={exporting.action ? [exporting.action] : []}
        {...(mayWrite ? { mainAction: add } : {})}
      />
      <FilterChips chips={filters.chips} onClearAll={filters.clear}>
        {filters.controls}
      </FilterChips>
      {exporting.error === null ? null : <FailureNotice failure={failureOf(exporting.error)} />}
      {list.error === null ? null : (
        <FailureNotice failure={failureOf(list.error)} onRetry={() => void list.refetch()} />
      )}
      <DataList<PairingRow>
        label={t('title')}
        layoutKey="pairings"
        columns={columns}
        rowKey={(row) => row.id}
        rows={list.data?.rows}
        fetching={list.isPlaceholderData}
        total={counted?.total}
        page={page}
        onPage={setPage}
        sort={sort}
        onSort={setSort}
        onOpen={(row) => void navigate(`/pairings/${row.id}`)}
        sums={
          counted
            ? t('perMonth', { amount: formatMoney({ amount: counted.monthlyAmount, currency: 'VND' }) })
            : undefined
        }
        empty={
          filters.chips.length > 0 ? (
            <EmptyState kind="noMatch" />
          ) : (
            <EmptyState
              kind="nothingYet"
              title={t('list.none')}
              hint={t('list.noneHint')}
              actions={mayWrite ? [add, match] : []}
            />
          )
        }
      />
      <PairingDrawer
        opened={adding}
        onClose={() => setAdding(false)}
        onSaved={(id) => void navigate(`/pairings/${id}`)}
      />
    </>
  )
}

function usePairingPage({ filter, page, sort }: { filter: PairingFilter; page: ListPage; sort: ListSort }) {
  const api = useApi<{ pairings: typeof pairingContract }>()
  const list = useQuery(
    api.pairings.list.queryOptions({
      input: {
        filter,
        ...orderOf(sort),
        offset: (page.number - 1) * page.size,
        limit: page.size,
      },
      placeholderData: keepPreviousData,
    }),
  )
  const count = useQuery(api.pairings.count.queryOptions({ input: { filter }, placeholderData: keepPreviousData }))
  return { list, count }
}

function orderOf({ key, direction }: ListSort) {
  return { sort: PAIRING_SORTS.find((each) => each === key) ?? 'address', descending: direction === 'desc' }
}

const LOOKS = ['over', 'aboveNeed'] as const
type Look = (typeof LOOKS)[number]

/** Which endings a figure of the report opens. */
function endedOf(params: URLSearchParams): Pick<PairingFilter, 'endReason' | 'endedFrom' | 'endedTo'> {
  const endReason = params.get('reason')
  const from = daySchema.safeParse(params.get('from'))
  const to = daySchema.safeParse(params.get('to'))
  return endReason === null || !from.success || !to.success ? {} : { endReason, endedFrom: from.data, endedTo: to.data }
}

function usePairingFilters() {
  const { t } = useTranslation(['pairings', 'donors'])
  const { text, setText, search } = useFilterText()
  const [state, setState] = useState<PairingState | null>(null)
  const [channel, setChannel] = useState<Channel | null>(null)
  const [params, setParams] = useSearchParams()
  const [look, setLook] = useState<Look | null>(params.get('over') === '1' ? 'over' : null)
  const [donorKind, setDonorKind] = useState<DonorKind | null>(null)
  const ended = endedOf(params)
  const reasons = useVocabulary('endReason')
  const filter: PairingFilter = {
    ...ended,
    ...(look === null ? {} : { [look]: true }),
    ...(donorKind === null ? {} : { donorKind }),
    ...(search === '' ? {} : { search }),
    ...(state === null ? {} : { states: [state] }),
    ...(channel === null ? {} : { channel }),
  }
  const chips: FilterChip[] = []
  if (search !== '')
    chips.push({ key: 'search', label: t('filters.searchIs', { text: search }), onRemove: () => setText('') })
  if (state !== null)
    chips.push({
      key: 'state',
      label: t('filters.stateIs', { state: t(`states.${state}`) }),
      onRemove: () => setState(null),
    })
  if (channel !== null)
    chips.push({
      key: 'channel',
      label: t('filters.channelIs', { channel: t(`channels.${channel}`) }),
      onRemove: () => setChannel(null),
    })
  if (look !== null) chips.push({ key: 'look', label: t(`filters.${look}`), onRemove: () => setLook(null) })
  if (donorKind !== null)
    chips.push({
      key: 'donorKind',
      label: t('filters.donorKindIs', { kind: t(`donors:kinds.${donorKind}`) }),
      onRemove: () => setDonorKind(null),
    })
  if (ended.endReason !== undefined)
    chips.push({
      key: 'ended',
      label: t('filters.endReasonIs', { reason: reasons.nameOf(ended.endReason) }),
      onRemove: () => setParams({}),
    })
  const clear = () => {
    setLook(null)
    setDonorKind(null)
    setParams({})
    setText('')
    setState(null)
    setChannel(null)
  }
  const controls = (
    <>
      <FilterText w="16rem" label={t('search')} value={text} onChange={setText} />
      <FilterSelect
        w="11rem"
        label={t('filters.state')}
        placeholder={t('filters.allStates')}
        options={PAIRING_STATES.map((each) => ({ value: each, label: t(`states.${each}`) }))}
        value={state}
        onChange={setState}
      />
      <FilterSelect
        w="12rem"
        label={t('filters.channel')}
        placeholder={t('filters.allChannels')}
        options={CHANNELS.map((each) => ({ value: each, label: t(`channels.${each}`) }))}
        value={channel}
        onChange={setChannel}
      />
      <FilterSelect
        w="12rem"
        label={t('filters.donorKind')}
        placeholder={t('filters.allDonorKinds')}
        options={DONOR_KINDS.map((each) => ({ value: each, label: t(`donors:kinds.${each}`) }))}
        value={donorKind}
        onChange={setDonorKind}
      />
      <FilterSelect
        w="14rem"
        label={t('filters.look')}
        placeholder={t('filters.allLooks')}
        options={LOOKS.map((each) => ({ value: each, label: t(`filters.${each}`) }))}
        value={look}
        onChange={setLook}
      />
    </>
  )
  return { filter, chips, clear, controls }
}
