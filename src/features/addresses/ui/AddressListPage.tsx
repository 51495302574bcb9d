import { notifications } from '@mantine/notifications'
import { IconFileImport, IconPlus } from '@tabler/icons-react'
import { keepPreviousData, useMutation, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useNavigate } from 'react-router'
import { failureOf } from '../../../base/common/failures.ts'
import type { PageAction } from '../../../base/ui/ActionButton.tsx'
import { DataList } from '../../../base/ui/DataList.tsx'
import { EmptyState } from '../../../base/ui/EmptyState.tsx'
import { FailureNotice } from '../../../base/ui/FailureNotice.tsx'
import type { ListColumn } from '../../../base/ui/listColumn.ts'
import { PageHeader } from '../../../base/ui/PageHeader.tsx'
import { readAllRows } from '../../../base/ui/readAllRows.ts'
import { useFormat } from '../../../base/ui/useFormat.ts'
import { useRights } from '../../../base/ui/useMay.ts'
import { useFiles } from '../../files/ui/useFiles.ts'
import { useListExport } from '../../sheets/ui/useListExport.tsx'
import { ADDRESS_SORTS, type AddressRow } from '../common/addressSchemas.ts'
import { AddressBulkActions } from './AddressBulkActions.tsx'
import { AddressFilters } from './AddressFilters.tsx'
import { AddressViews } from './AddressViews.tsx'
import './addresses.css'
import { type AddressView, isFiltered, sortOf, writeView } from './addressView.ts'
import { QuickAddDrawer } from './QuickAddDrawer.tsx'
import { useAddressApi } from './useAddressApi.ts'
import { useAddressColumns } from './useAddressColumns.tsx'
import { useAddressView } from './useAddressView.ts'

/** The register of humanitarian addresses. */
export function AddressListPage() {
  const { t } = useTranslation('addresses')
  const { formatNumber, formatMoney } = useFormat()
  const navigate = useNavigate()
  const { view, change: changeView } = useAddressView()
  const { list, count } = useAddressPage(view)
  const [selected, setSelected] = useState<AddressRow[]>([])
  const [adding, setAdding] = useState(false)
  const columns = useAddressColumns()
  const choosing = useChooseAll(view)
  const actions = useListActions({ view, columns, onAdd: () => setAdding(true) })
  const change = (changes: Partial<AddressView>) => {
    // What the new filter hides must not be approved or moved along unseen.
    if (changes.filter !== undefined) {
      choosing.reset()
      setSelected([])
    }
    changeView(changes)
  }
  const perMonth = (amount: number) => formatMoney({ amount, currency: 'VND' })
  const total = count.data?.total
  const firstAt = (view.page - 1) * view.pageSize
  const open = (row: AddressRow) => {
    const params = writeView(view)
    params.set('at', String(firstAt + (list.data?.rows.indexOf(row) ?? 0)))
    void navigate(`/addresses/${row.id}?${params}`)
  }
  return (
    <>
      <PageHeader
        title={t('title')}
        {...(total === undefined ? {} : { count: t('count', { count: total, formatted: formatNumber(total) }) })}
        views={<AddressViews />}
        actions={actions.quiet}
        {...(actions.main ? { mainAction: actions.main } : {})}
      />
      <AddressFilters view={view} byState={count.data?.byState ?? {}} onChange={change} />
      {[list.error, count.error, choosing.error, actions.error].map((error) =>
        error ? <FailureNotice key={error.name + error.message} failure={failureOf(error)} /> : null,
      )}
      <DataList
        label={t('title')}
        layoutKey="addresses"
        columns={columns}
        rowKey={(row) => row.id}
        rows={list.data?.rows}
        fetching={list.isPlaceholderData}
        total={total}
        page={{ number: view.page, size: view.pageSize }}
        onPage={({ number, size }) => change({ page: number, pageSize: size })}
        sort={sortOf(view)}
        onSort={({ key, direction }) => {
          const sort = ADDRESS_SORTS.find((each) => each === key)
          if (sort) change({ sort, descending: direction === 'desc' })
        }}
        selection={{
          rows: selected,
          onChange: setSelected,
          onAll:
            (total ?? 0) <= MOST_AT_ONCE ? () => choosing.mutate(undefined, { onSuccess: setSelected }) : undefined,
          sums: t('list.selectedSupport', { amount: perMonth(sumOf(selected)) }),
          actions: <AddressBulkActions rows={selected} onDone={() => setSelected([])} />,
        }}
        onOpen={open}
        sums={count.data ? t('list.support', { amount: perMonth(count.data.monthlySupport) }) : null}
        empty={<EmptyRegister view={view} actions={actions.begin} onClear={() => change({ filter: {} })} />}
      />
      <QuickAddDrawer opened={adding} onClose={() => setAdding(false)} />
    </>
  )
}

function useAddressPage(view: AddressView) {
  const api = useAddressApi()
  const { filter, sort, descending, page, pageSize } = view
  const list = useQuery(
    api.list.queryOptions({
      input: { filter, sort, descending, offset: (page - 1) * pageSize, limit: pageSize },
      placeholderData: keepPreviousData,
    }),
  )
  const count = useQuery(api.count.queryOptions({ input: { filter }, placeholderData: keepPreviousData }))
  return { list, count }
}

/** Addresses one step, paper or change may be written for. */
const MOST_AT_ONCE = 2000

function useChooseAll({ filter, sort, descending }: AddressView) {
  const api = useAddressApi()
  return useMutation({
    mutationFn: () => readAllRows(async (slice) => (await api.list.call({ filter, sort, descending, ...slice })).rows),
  })
}

interface ListActions {
  view: AddressView
  columns: readonly ListColumn<AddressRow>[]
  onAdd: () => void
}

function useListActions({ view, columns, onAdd }: ListActions) {
  const { t } = useTranslation('addresses')
  const { language } = useFormat()
  const may = useRights()
  const navigate = useNavigate()
  const api = useAddressApi()
  const files = useFiles()
  const { filter, sort, descending } = view
  const exporting = useMutation({
    mutationFn: async () => {
      const { ticket, withheld } = await api.exportXlsx.call({ filter, sort, descending, language })
      if (withheld > 0) notifications.show({ message: t('export.withheld', { count: withheld }) })
      await files.save(ticket)
    },
  })
  const add: PageAction | undefined = may('records.write')
    ? { label: t('actions.add'), icon: IconPlus, onSelect: onAdd }
    : undefined
  const bringIn: PageAction | undefined = may('data.import')
    ? { label: t('actions.importRegister'), icon: IconFileImport, onSelect: () => void navigate('/import') }
    : undefined
  const asShown = useListExport<AddressRow>({
    list: 'addresses',
    title: t('title'),
    columns,
    addressOf: ({ id }) => id,
    filter,
    fetch: async (slice) => (await api.list.call({ filter, sort, descending, ...slice })).rows,
  })
  const whole = { label: t('actions.exportXlsx'), onSelect: () => exporting.mutate() }
  const takeOut: PageAction | undefined = asShown.action && {
    ...asShown.action,
    loading: exporting.isPending || asShown.action.loading === true,
    choices: [whole, ...(asShown.action.choices ?? [])],
  }
  const map: PageAction = { label: t('points.map'), onSelect: () => void navigate(`/map?${writeView(view)}`) }
  const given = (action: PageAction | undefined) => (action === undefined ? [] : [action])
  return {
    quiet: [map, ...given(takeOut)],
    main: add,
    begin: [...given(add), ...given(bringIn)],
    error: exporting.error ?? asShown.error,
  }
}

interface EmptyRegisterProps {
  view: AddressView
  actions: readonly PageAction[]
  onClear: () => void
}

function EmptyRegister({ view, actions, onClear }: EmptyRegisterProps) {
  const { t } = useTranslation(['addresses', 'common'])
  if (isFiltered(view)) {
    return <EmptyState kind="noMatch" actions={[{ label: t('common:actions.clearFilters'), onSelect: onClear }]} />
  }
  return (
    <EmptyState
      kind="nothingYet"
      title={t('addresses:empty.nothingYet')}
      hint={t('addresses:empty.nothingYetHint')}
      actions={actions}
    />
  )
}

function sumOf(rows: readonly AddressRow[]): number {
  return rows.reduce((sum, row) => sum + row.monthlySupport, 0)
}
