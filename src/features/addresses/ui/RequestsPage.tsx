import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { useNavigate } from 'react-router'
import { failureOf } from '../../../base/common/failures.ts'
import { DataList } from '../../../base/ui/DataList.tsx'
import { EmptyState } from '../../../base/ui/EmptyState.tsx'
import { FailureNotice } from '../../../base/ui/FailureNotice.tsx'
import type { ListColumn } from '../../../base/ui/listColumn.ts'
import { PageHeader } from '../../../base/ui/PageHeader.tsx'
import { useFormat } from '../../../base/ui/useFormat.ts'
import type { DataRequest } from '../common/requestSchemas.ts'
import { AddressViews } from './AddressViews.tsx'
import { RequestState } from './RequestPanel.tsx'
import { useAddressApi } from './useAddressApi.ts'

/** Every open request of every person, the first due first. */
export function RequestsPage() {
  const { t } = useTranslation('addresses')
  const { formatDay } = useFormat()
  const navigate = useNavigate()
  const api = useAddressApi()
  const list = useQuery(api.requests.list.queryOptions({ input: { openOnly: true } }))
  const rows = list.data?.requests
  const columns: ListColumn<DataRequest>[] = [
    { key: 'name', title: t('requests.columns.name'), width: 14, render: (row) => row.displayName },
    { key: 'kind', title: t('requests.columns.kind'), width: 11, render: (row) => t(`requests.kinds.${row.kind}`) },
    {
      key: 'receivedOn',
      title: t('requests.columns.receivedOn'),
      width: 8,
      figures: 'start',
      render: (row) => formatDay(row.receivedOn),
    },
    {
      key: 'answerBy',
      title: t('requests.columns.answerBy'),
      width: 8,
      figures: 'start',
      render: (row) => formatDay(row.answerBy),
    },
    {
      key: 'doBy',
      title: t('requests.columns.doBy'),
      width: 8,
      figures: 'start',
      render: (row) => formatDay(row.doBy),
    },
    {
      key: 'state',
      title: t('requests.columns.state'),
      width: 14,
      render: (row) => <RequestState request={row} />,
    },
  ]
  return (
    <>
      <PageHeader title={t('title')} views={<AddressViews />} />
      {list.error === null ? null : (
        <FailureNotice failure={failureOf(list.error)} onRetry={() => void list.refetch()} />
      )}
      <DataList
        label={t('requests.title')}
        layoutKey="requests"
        columns={columns}
        rowKey={(row) => row.id}
        rows={rows}
        total={rows?.length}
        page={{ number: 1, size: Math.max(50, rows?.length ?? 0) }}
        onPage={() => {}}
        onOpen={(row) => void navigate(`/addresses/${row.addressId}`)}
        empty={<EmptyState kind="noMatch" title={t('requests.empty')} hint={t('requests.emptyHint')} />}
      />
    </>
  )
}
