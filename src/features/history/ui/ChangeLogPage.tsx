import { Button, Table } from '@mantine/core'
import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { failureOf } from '../../../base/common/failures.ts'
import { useApi } from '../../../base/ui/api.tsx'
import { EmptyState } from '../../../base/ui/EmptyState.tsx'
import { FailureNotice } from '../../../base/ui/FailureNotice.tsx'
import { PageHeader } from '../../../base/ui/PageHeader.tsx'
import { PageViews } from '../../../base/ui/PageViews.tsx'
import { useMay } from '../../../base/ui/useMay.ts'
import type { historyContract } from '../common/contract.ts'
import type { LogFilter } from '../common/logSchemas.ts'
import { LogEntryRow } from './LogEntryRow.tsx'
import { LogFilters } from './LogFilters.tsx'
import { useLogExport } from './useLogExport.ts'
import './history.css'

const PAGE = 50

/** Every change in the office's book, the latest first: for a second pair of eyes. */
export function ChangeLogPage() {
  const { t } = useTranslation(['history', 'audit'])
  const may = useMay('audit.read')
  const [filter, setFilter] = useState<LogFilter>({})
  const exporting = useLogExport(filter)
  if (!may) return <EmptyState kind="notAllowed" />
  return (
    <>
      <PageHeader
        title={t('audit:views')}
        views={
          <PageViews
            label={t('audit:views')}
            views={[
              { path: '/audit', label: t('audit:title') },
              { path: '/audit/changes', label: t('log.title') },
            ]}
          />
        }
        actions={exporting.action === undefined ? [] : [exporting.action]}
      />
      <p className="nc-soft">{t('log.explain')}</p>
      <LogFilters filter={filter} onChange={setFilter} />
      {exporting.error === null ? null : <FailureNotice failure={failureOf(exporting.error)} />}
      <LogTable filter={filter} />
    </>
  )
}

function LogTable({ filter }: { filter: LogFilter }) {
  const { t } = useTranslation('history')
  const api = useApi<{ history: typeof historyContract }>()
  const log = useInfiniteQuery(
    api.history.log.infiniteOptions({
      input: (before: number | undefined) => ({ filter, limit: PAGE, ...(before === undefined ? {} : { before }) }),
      initialPageParam: undefined as number | undefined,
      getNextPageParam: ({ next }) => next ?? undefined,
      placeholderData: keepPreviousData,
    }),
  )
  if (log.error) return <FailureNotice failure={failureOf(log.error)} onRetry={() => void log.refetch()} />
  const entries = log.data?.pages.flatMap((page) => page.entries)
  if (entries === undefined) return <p className="nc-soft">{t('loading')}</p>
  if (entries.length === 0) return <EmptyState kind="nothingYet" title={t('log.none')} hint={t('log.noneHint')} />
  return (
    <>
      <Table className="nc-log" aria-label={t('log.title')} verticalSpacing={4}>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{t('log.when')}</Table.Th>
            <Table.Th>{t('log.who')}</Table.Th>
            <Table.Th>{t('log.what')}</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {entries.map((entry) => (
            <LogEntryRow key={entry.journalId} entry={entry} />
          ))}
        </Table.Tbody>
      </Table>
      {log.hasNextPage ? (
        <Button variant="default" loading={log.isFetchingNextPage} onClick={() => void log.fetchNextPage()}>
          {t('log.older')}
        </Button>
      ) : null}
    </>
  )
}
