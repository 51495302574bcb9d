import { Button, Table } from '@mantine/core'
import { useInfiniteQuery } from '@tanstack/react-query'
import { useId, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { failureOf } from '../../../base/common/failures.ts'
import { useApi } from '../../../base/ui/api.tsx'
import { FailureNotice } from '../../../base/ui/FailureNotice.tsx'
import { useFormat } from '../../../base/ui/useFormat.ts'
import type { historyContract } from '../common/contract.ts'
import type { LogEntry, LoggedChange } from '../common/logSchemas.ts'
import { ChangedFields } from './ChangedFields.tsx'
import { useChangeWords } from './useChangeWords.ts'
import { useLogWords } from './useLogWords.ts'

const ROWS_AT_ONCE = 50

/** One entry: when, who, what; an update says at once what was and what is, the rest opens. */
export function LogEntryRow({ entry }: { entry: LogEntry }) {
  const { t } = useTranslation('history')
  const { formatMoment, formatNumber } = useFormat()
  const { titleOf, countsOf } = useLogWords()
  const [opened, setOpened] = useState(false)
  const rowsId = useId()
  const [main] = entry.records
  const others = entry.size - 1
  const opens = entry.batch !== null || others > 0 || main?.op === 'insert'
  return (
    <Table.Tr>
      <Table.Td className="num">{formatMoment(entry.at)}</Table.Td>
      <Table.Td>{entry.userName ?? t('unknownUser')}</Table.Td>
      <Table.Td>
        <div className="nc-log-line">
          <span>
            {main?.path == null ? (
              titleOf(entry)
            ) : (
              <Link className="nc-link" to={main.path}>
                {titleOf(entry)}
              </Link>
            )}
            {entry.batch === null && others > 0 ? (
              <span className="nc-soft">
                {' · '}
                {t('together', { count: others, formatted: formatNumber(others) })}
              </span>
            ) : null}
          </span>
          {opens ? (
            <Button
              size="compact-xs"
              variant="subtle"
              aria-expanded={opened}
              {...(opened ? { 'aria-controls': rowsId } : {})}
              onClick={() => setOpened(!opened)}
            >
              {t(opened ? 'log.close' : 'log.open')}
            </Button>
          ) : null}
        </div>
        {entry.reason === null ? null : <div>{entry.reason}</div>}
        {entry.batch === null ? null : <div className="nc-soft">{countsOf(entry)}</div>}
        {opened || main === undefined || main.op === 'insert' ? null : <ChangedFields record={main} />}
        {opened ? <EntryRows id={rowsId} journalId={entry.journalId} /> : null}
      </Table.Td>
    </Table.Tr>
  )
}

function EntryRows({ id, journalId }: { id: string; journalId: string }) {
  const { t } = useTranslation('history')
  const api = useApi<{ history: typeof historyContract }>()
  const rows = useInfiniteQuery(
    api.history.logRows.infiniteOptions({
      input: (before: number | undefined) => ({
        journalId,
        limit: ROWS_AT_ONCE,
        ...(before === undefined ? {} : { before }),
      }),
      initialPageParam: undefined as number | undefined,
      getNextPageParam: ({ next }) => next ?? undefined,
    }),
  )
  if (rows.error) return <FailureNotice failure={failureOf(rows.error)} onRetry={() => void rows.refetch()} />
  const records = rows.data?.pages.flatMap((page) => page.records) ?? []
  return (
    <div id={id} className="nc-log-rows">
      {rows.data === undefined ? <span className="nc-soft">{t('loading')}</span> : null}
      {records.map((record) => (
        <RecordLines key={`${record.table} ${record.rowId} ${record.op}`} record={record} />
      ))}
      {rows.hasNextPage ? (
        <Button
          size="compact-xs"
          variant="default"
          loading={rows.isFetchingNextPage}
          onClick={() => void rows.fetchNextPage()}
        >
          {t('log.moreRows')}
        </Button>
      ) : null}
    </div>
  )
}

function RecordLines({ record }: { record: LoggedChange }) {
  const { whatHappened } = useChangeWords()
  return (
    <div>
      {record.path === null ? (
        whatHappened(record)
      ) : (
        <Link className="nc-link" to={record.path}>
          {whatHappened(record)}
        </Link>
      )}
      <ChangedFields record={record} />
    </div>
  )
}
