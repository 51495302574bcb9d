import { TextInput, UnstyledButton } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { notifications } from '@mantine/notifications'
import { IconPlus, IconSearch, IconTrash } from '@tabler/icons-react'
import { keepPreviousData, useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { failureOf } from '../../../base/common/failures.ts'
import { useApi } from '../../../base/ui/api.tsx'
import { DataList } from '../../../base/ui/DataList.tsx'
import { EmptyState } from '../../../base/ui/EmptyState.tsx'
import { FailureNotice } from '../../../base/ui/FailureNotice.tsx'
import { useFailureText } from '../../../base/ui/failureText.ts'
import type { ListColumn } from '../../../base/ui/listColumn.ts'
import { PageHeader } from '../../../base/ui/PageHeader.tsx'
import { useFormat } from '../../../base/ui/useFormat.ts'
import { useRights } from '../../../base/ui/useMay.ts'
import { useUndoToast } from '../../../base/ui/useUndoToast.tsx'
import { usePrintAction } from '../../papers/ui/usePrintAction.ts'
import type { unitContract, Village } from '../common/contract.ts'
import { useSignedIn } from './useSignedIn.ts'
import { VillageDrawer } from './VillageDrawer.tsx'

/** Thôn, bản, khu phố: who heads each, how to reach them, how many addresses stand there. */
export function VillagesPage() {
  const { t } = useTranslation('units')
  const { formatNumber } = useFormat()
  const api = useApi<{ units: typeof unitContract }>()
  const may = useRights()
  const [typed, setTyped] = useState('')
  const [search] = useDebouncedValue(typed.trim(), 150)
  const [page, setPage] = useState({ number: 1, size: 50 })
  const [editing, setEditing] = useState<{ village: Village | undefined }>()
  const list = useQuery(
    api.units.villages.list.queryOptions({
      input: { search, offset: (page.number - 1) * page.size, limit: page.size },
      placeholderData: keepPreviousData,
    }),
  )
  const add = { label: t('add'), icon: IconPlus, onSelect: () => setEditing({ village: undefined }) }
  const mayWrite = may('records.write')
  const total = list.data?.total
  const print = usePrintAction('villageDirectory')
  return (
    <>
      <PageHeader
        title={t('title')}
        {...(total === undefined ? {} : { count: t('count', { count: total, formatted: formatNumber(total) }) })}
        actions={print}
        {...(mayWrite ? { mainAction: add } : {})}
      />
      <div className="nc-filters">
        <TextInput
          size="xs"
          w="16rem"
          aria-label={t('search')}
          placeholder={t('search')}
          leftSection={<IconSearch size="1rem" stroke={1.5} />}
          value={typed}
          onChange={(event) => {
            setTyped(event.currentTarget.value)
            setPage({ ...page, number: 1 })
          }}
        />
      </div>
      {list.error ? <FailureNotice failure={failureOf(list.error)} onRetry={() => void list.refetch()} /> : null}
      <DataList
        label={t('title')}
        layoutKey="villages"
        columns={useColumns(mayWrite)}
        rowKey={(village) => village.id}
        rows={list.data?.villages}
        fetching={list.isPlaceholderData}
        total={total}
        page={page}
        onPage={setPage}
        {...(mayWrite ? { onOpen: (village: Village) => setEditing({ village }) } : {})}
        empty={
          search === '' ? (
            <EmptyState
              kind="nothingYet"
              title={t('empty.title')}
              hint={t('empty.hint')}
              actions={mayWrite ? [add] : []}
            />
          ) : (
            <EmptyState kind="noMatch" />
          )
        }
      />
      {editing ? <VillageDrawer village={editing.village} onClose={() => setEditing(undefined)} /> : null}
    </>
  )
}

function useColumns(mayWrite: boolean): ListColumn<Village>[] {
  const { t } = useTranslation('units')
  const { formatNumber } = useFormat()
  const { manyCommunes } = useSignedIn()
  const commune = {
    key: 'commune',
    title: t('columns.commune'),
    width: 14,
    render: (village: Village) => village.communeName,
  }
  return [
    { key: 'name', title: t('columns.name'), width: 18, render: (village) => village.name },
    ...(manyCommunes ? [commune] : []),
    { key: 'headName', title: t('columns.headName'), width: 16, render: (village) => village.headName ?? '' },
    {
      key: 'headPhone',
      title: t('columns.headPhone'),
      width: 10,
      figures: 'start',
      render: (village) => village.headPhone ?? '',
    },
    {
      key: 'addresses',
      title: t('columns.addresses'),
      width: 12,
      figures: 'end',
      render: (village) =>
        village.addresses === 0 ? (
          '0'
        ) : (
          <Link
            className="nc-link"
            to={`/addresses?village=${village.id}&villageName=${encodeURIComponent(village.name)}`}
            onClick={(event) => event.stopPropagation()}
          >
            {formatNumber(village.addresses)}
          </Link>
        ),
    },
    ...(mayWrite
      ? [{ key: 'remove', title: '', width: 4, render: (village: Village) => <RemoveVillage village={village} /> }]
      : []),
  ]
}

function RemoveVillage({ village }: { village: Village }) {
  const { t } = useTranslation('units')
  const api = useApi<{ units: typeof unitContract }>()
  const queries = useQueryClient()
  const failureText = useFailureText()
  const offerUndo = useUndoToast()
  const refresh = () => queries.invalidateQueries({ queryKey: api.units.villages.key() })
  const tell = (error: unknown) => notifications.show({ message: failureText(failureOf(error)) })
  const restore = useMutation(api.units.villages.restore.mutationOptions({ onSuccess: refresh, onError: tell }))
  const remove = useMutation(
    api.units.villages.remove.mutationOptions({
      onSuccess: async () => {
        await refresh()
        offerUndo({
          message: t('removed', { name: village.name }),
          onUndo: () => restore.mutate({ id: village.id }),
        })
      },
      onError: tell,
    }),
  )
  return (
    <UnstyledButton
      className="nc-icon-button"
      aria-label={`${t('remove')}: ${village.name}`}
      onClick={(event) => {
        event.stopPropagation()
        remove.mutate({ id: village.id })
      }}
    >
      <IconTrash size="1rem" stroke={1.5} />
    </UnstyledButton>
  )
}
