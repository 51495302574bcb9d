import { useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { useClient } from '../../../base/ui/api.tsx'
import type { ListColumn } from '../../../base/ui/listColumn.ts'
import { useFormat } from '../../../base/ui/useFormat.ts'
import { useListExport } from '../../sheets/ui/useListExport.tsx'
import type { historyContract } from '../common/contract.ts'
import type { FieldChange } from '../common/historySchemas.ts'
import type { LogEntry, LogFilter, LoggedChange } from '../common/logSchemas.ts'
import { useChangeWords } from './useChangeWords.ts'
import { useLogWords } from './useLogWords.ts'

const AT_ONCE = 200

/** A line of the file: one changed field, or a record that was added or removed whole, or a batch. */
interface LogLine {
  entry: LogEntry
  record?: LoggedChange
  change?: FieldChange
}

/** The log as a file, one line a changed field. */
export function useLogExport(filter: LogFilter) {
  const { t } = useTranslation('history')
  const client = useClient<{ history: typeof historyContract }>()
  const reading = useRef<AsyncGenerator<LogLine>>(undefined)
  return useListExport<LogLine>({
    list: 'change-log',
    title: t('log.title'),
    columns: useLogColumns(),
    // The log is read on from where the last slice ended, never by counting off.
    fetch: async ({ offset, limit }) => {
      if (offset === 0) reading.current = readLines(client.history, filter)
      const lines: LogLine[] = []
      while (lines.length < limit) {
        const next = await reading.current?.next()
        if (next === undefined || next.done) break
        lines.push(next.value)
      }
      return lines
    },
    addressOf: ({ record }) => record?.addressId ?? null,
    filter,
  })
}

type HistoryClient = ReturnType<typeof useClient<{ history: typeof historyContract }>>['history']

async function* readLines(history: HistoryClient, filter: LogFilter): AsyncGenerator<LogLine> {
  for (let before: number | undefined; ; ) {
    const page = await history.log({ filter, limit: AT_ONCE, ...(before === undefined ? {} : { before }) })
    for (const entry of page.entries) {
      if (entry.batch !== null) yield { entry }
      else yield* linesOf(entry, await allRecords(history, entry))
    }
    if (page.next === null) return
    before = page.next
  }
}

function* linesOf(entry: LogEntry, records: readonly LoggedChange[]): Generator<LogLine> {
  for (const record of records) {
    if (record.changes.length === 0) yield { entry, record }
    for (const change of record.changes) yield { entry, record, change }
  }
}

async function allRecords(history: HistoryClient, entry: LogEntry): Promise<readonly LoggedChange[]> {
  if (entry.records.length === entry.size) return entry.records
  const records: LoggedChange[] = []
  for (let before: number | undefined; ; ) {
    const { journalId } = entry
    const page = await history.logRows({ journalId, limit: AT_ONCE, ...(before === undefined ? {} : { before }) })
    records.push(...page.records)
    if (page.next === null) return records
    before = page.next
  }
}

function useLogColumns(): ListColumn<LogLine>[] {
  const { t } = useTranslation('history')
  const { formatMoment } = useFormat()
  const { whatHappened, valueWords } = useChangeWords()
  const { titleOf, countsOf } = useLogWords()
  const value = ({ record, change }: LogLine, side: 'before' | 'after') => {
    if (record === undefined || change === undefined) return ''
    if (side === 'before' && record.op === 'insert') return ''
    return valueWords(change[side], change, record)
  }
  return [
    { key: 'when', title: t('log.when'), width: 11, render: ({ entry }) => formatMoment(entry.at) },
    { key: 'who', title: t('log.who'), width: 12, render: ({ entry }) => entry.userName ?? t('unknownUser') },
    { key: 'kind', title: t('log.kind'), width: 9, render: ({ entry }) => t(`log.kinds.${entry.kind}`) },
    {
      key: 'what',
      title: t('log.what'),
      width: 26,
      render: ({ entry, record }) => (record === undefined ? titleOf(entry) : whatHappened(record)),
    },
    {
      key: 'field',
      title: t('log.field'),
      width: 14,
      render: ({ change }) => (change === undefined ? '' : t(`fields.${change.field}`)),
    },
    { key: 'before', title: t('log.before'), width: 18, render: (line) => value(line, 'before') },
    {
      key: 'after',
      title: t('log.after'),
      width: 18,
      render: (line) => (line.record === undefined ? countsOf(line.entry) : value(line, 'after')),
    },
    { key: 'reason', title: t('log.reason'), width: 14, render: ({ entry }) => entry.reason ?? '' },
  ]
}
