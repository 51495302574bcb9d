import { Title } from '@mantine/core'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { useNavigate } from 'react-router'
import { failureOf } from '../../../base/common/failures.ts'
import { useApi } from '../../../base/ui/api.tsx'
import { DataList } from '../../../base/ui/DataList.tsx'
import { EmptyState } from '../../../base/ui/EmptyState.tsx'
import { FailureNotice } from '../../../base/ui/FailureNotice.tsx'
import { useListPage } from '../../../base/ui/useListPage.ts'
import type { pairingContract } from '../common/contract.ts'
import type { PairingRow } from '../common/pairingSchemas.ts'
import { SupportPanel } from './SupportPanel.tsx'
import { usePairingColumns } from './usePairingColumns.tsx'

export interface PairingListProps {
  label: string
  /** Whose pairings. */
  by: { donorId: string } | { addressId: string }
}

/** The pairings of one donor or of one address, inside their pages. */
export function PairingList({ label, by }: PairingListProps) {
  const { t } = useTranslation('pairings')
  const navigate = useNavigate()
  const api = useApi<{ pairings: typeof pairingContract }>()
  const [page, setPage] = useListPage(by)
  const list = useQuery(
    api.pairings.list.queryOptions({
      input: {
        filter: by,
        sort: 'firstMonth',
        descending: true,
        offset: (page.number - 1) * page.size,
        limit: page.size,
      },
      placeholderData: keepPreviousData,
    }),
  )
  const count = useQuery(api.pairings.count.queryOptions({ input: { filter: by } }))
  const side = 'donorId' in by ? 'donor' : 'address'
  const columns = usePairingColumns(side)
  return (
    <section aria-label={label}>
      <Title order={2} size="h5" mb="xs">
        {label}
      </Title>
      {'addressId' in by ? <SupportPanel addressId={by.addressId} /> : null}
      {list.error === null ? null : (
        <FailureNotice failure={failureOf(list.error)} onRetry={() => void list.refetch()} />
      )}
      <DataList<PairingRow>
        compact
        label={label}
        layoutKey={`pairings.${side}`}
        columns={columns}
        rowKey={(row) => row.id}
        rows={list.data?.rows}
        fetching={list.isPlaceholderData}
        total={count.data?.total}
        page={page}
        onPage={setPage}
        onOpen={(row) => void navigate(`/pairings/${row.id}`)}
        empty={<EmptyState kind="nothingYet" title={t('list.none')} hint={t('list.noneHint')} />}
      />
    </section>
  )
}
