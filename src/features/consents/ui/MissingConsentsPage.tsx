import { Button, Select, TextInput } from '@mantine/core'
import { IconSearch } from '@tabler/icons-react'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import type { TFunction } from 'i18next'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useNavigate } from 'react-router'
import { failureOf } from '../../../base/common/failures.ts'
import { useApi } from '../../../base/ui/api.tsx'
import { DataList } from '../../../base/ui/DataList.tsx'
import { EmptyState } from '../../../base/ui/EmptyState.tsx'
import { FailureNotice } from '../../../base/ui/FailureNotice.tsx'
import type { ListPage } from '../../../base/ui/ListFooter.tsx'
import type { ListColumn } from '../../../base/ui/listColumn.ts'
import { PageHeader } from '../../../base/ui/PageHeader.tsx'
import { StateBadge } from '../../../base/ui/StateBadge.tsx'
import { useFormat } from '../../../base/ui/useFormat.ts'
import { useRights } from '../../../base/ui/useMay.ts'
import { AddressViews } from '../../addresses/ui/AddressViews.tsx'
import { CONSENT_PURPOSES, type ConsentPurpose, type MissingFilter, type MissingRow } from '../common/consentSchemas.ts'
import type { consentContract } from '../common/contract.ts'
import { RecordConsentsDrawer } from './RecordConsentsDrawer.tsx'
import './consents.css'

/** Who has not signed yet, village by village; the lines that came back signed are recorded all at once. */
export function MissingConsentsPage() {
  const { t } = useTranslation(['consents', 'addresses'])
  const { formatNumber, formatDay } = useFormat()
  const navigate = useNavigate()
  const may = useRights()
  const api = useApi<{ consents: typeof consentContract }>()
  const [filter, setFilter] = useState<MissingFilter>({ purpose: 'keep' })
  const [page, setPage] = useState<ListPage>({ number: 1, size: 50 })
  const [selected, setSelected] = useState<MissingRow[]>([])
  const [recording, setRecording] = useState(false)
  const input = { filter, offset: (page.number - 1) * page.size, limit: page.size }
  const list = useQuery(api.consents.missing.queryOptions({ input, placeholderData: keepPreviousData }))
  const count = useQuery(
    api.consents.countMissing.queryOptions({ input: { filter }, placeholderData: keepPreviousData }),
  )
  const total = count.data?.total
  const narrow = (part: Partial<MissingFilter>) => {
    setFilter({ ...filter, ...part })
    setPage({ ...page, number: 1 })
    setSelected([])
  }
  return (
    <>
      <PageHeader
        title={t('addresses:title')}
        views={<AddressViews />}
        {...(total === undefined
          ? {}
          : { count: t('missing.count', { count: total, formatted: formatNumber(total) }) })}
      />
      <Filters filter={filter} villages={count.data?.villages ?? []} onChange={narrow} />
      {list.error === null ? null : (
        <FailureNotice failure={failureOf(list.error)} onRetry={() => void list.refetch()} />
      )}
      <DataList
        label={t('missing.title')}
        layoutKey="consents"
        columns={columns(t, formatDay)}
        rowKey={(row) => row.addressId}
        rows={list.data?.rows}
        fetching={list.isPlaceholderData}
        total={total}
        page={page}
        onPage={setPage}
        onOpen={(row) => void navigate(`/addresses/${row.addressId}`)}
        {...(may('records.write')
          ? {
              selection: {
                rows: selected,
                onChange: setSelected,
                actions: (
                  <Button size="compact-sm" onClick={() => setRecording(true)}>
                    {t('consents:record.forMany', { count: selected.length })}
                  </Button>
                ),
              },
            }
          : {})}
        empty={<EmptyState kind="noMatch" title={t('missing.empty')} hint={t('missing.emptyHint')} />}
      />
      <RecordConsentsDrawer
        opened={recording}
        ids={selected.map((row) => row.addressId)}
        childCount={selected.filter((row) => row.signers !== 'either').length}
        {...guardianOfOne(selected)}
        onClose={() => setRecording(false)}
        onRecorded={() => setSelected([])}
      />
    </>
  )
}

/** A single child among the chosen: the guardian signs, by the name on file. */
function guardianOfOne(selected: readonly MissingRow[]) {
  const [only] = selected
  if (only === undefined || selected.length > 1) return {}
  return { guardian: { needed: only.signers !== 'either', name: only.guardianName } }
}

interface FiltersProps {
  filter: MissingFilter
  villages: readonly { villageId: string | null; name: string | null; count: number }[]
  onChange: (part: Partial<MissingFilter>) => void
}

function Filters({ filter, villages, onChange }: FiltersProps) {
  const { t } = useTranslation('consents')
  const known = villages.flatMap(({ villageId, name, count }) =>
    villageId === null ? [] : [{ value: villageId, label: `${name ?? t('missing.noVillage')} (${count})` }],
  )
  return (
    <div className="nc-filters">
      <Select
        size="xs"
        w="18rem"
        aria-label={t('missing.purpose')}
        allowDeselect={false}
        data={CONSENT_PURPOSES.map((purpose) => ({ value: purpose, label: t(`purposes.${purpose}`) }))}
        value={filter.purpose}
        onChange={(purpose) => onChange({ purpose: (purpose ?? 'keep') as ConsentPurpose })}
      />
      <Select
        size="xs"
        w="16rem"
        clearable
        aria-label={t('missing.village')}
        placeholder={t('missing.allVillages')}
        data={known}
        value={filter.villageId ?? null}
        onChange={(villageId) => onChange({ villageId: villageId ?? undefined })}
      />
      <TextInput
        size="xs"
        w="16rem"
        leftSection={<IconSearch size="1rem" stroke={1.5} />}
        aria-label={t('missing.search')}
        placeholder={t('missing.search')}
        onChange={(event) => onChange({ search: event.currentTarget.value || undefined })}
      />
    </div>
  )
}

function columns(t: TFunction<'consents'>, formatDay: (day: string) => string): ListColumn<MissingRow>[] {
  return [
    { key: 'name', title: t('missing.columns.name'), width: 14, render: (row) => row.displayName },
    { key: 'village', title: t('missing.columns.village'), width: 12, render: (row) => row.villageName },
    {
      key: 'birth',
      title: t('missing.columns.birth'),
      figures: 'start',
      width: 7,
      render: (row) => (row.birthDay === null ? '' : formatDay(row.birthDay)),
    },
    {
      key: 'state',
      title: t('missing.columns.state'),
      width: 19,
      render: (row) => (
        <StateBadge tone={row.blockedBy === 'none' ? 'neutral' : 'amber'} label={t(`states.${row.blockedBy}`)} />
      ),
    },
    { key: 'guardian', title: t('missing.columns.guardian'), width: 11, render: (row) => row.guardianName },
    {
      key: 'given',
      title: t('missing.columns.given'),
      width: 13,
      render: (row) => row.given.map((purpose) => t(`purposes.${purpose}`)).join(', '),
    },
  ]
}
