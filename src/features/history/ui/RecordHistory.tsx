import { Button } from '@mantine/core'
import { IconArrowBackUp, IconArrowForwardUp, IconPencil, IconPlus, IconTrash } from '@tabler/icons-react'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { failureOf } from '../../../base/common/failures.ts'
import { useApi } from '../../../base/ui/api.tsx'
import { FailureNotice } from '../../../base/ui/FailureNotice.tsx'
import { Timeline, type TimelineEntry } from '../../../base/ui/Timeline.tsx'
import { useFormat } from '../../../base/ui/useFormat.ts'
import type { historyContract } from '../common/contract.ts'
import type { HistoryEntry, RecordChange } from '../common/historySchemas.ts'
import type { RecordTable } from '../common/recordFields.ts'
import { ChangedFields } from './ChangedFields.tsx'
import { useChangeWords, useUndoFailure } from './useChangeWords.ts'
import './history.css'

export interface RecordHistoryProps {
  table: RecordTable
  id: string
  /** Someone who may only read gets no button. */
  mayUndo: boolean
}

/** Who changed what on this record, newest first, each change with the way back. */
export function RecordHistory({ table, id, mayUndo }: RecordHistoryProps) {
  const { t } = useTranslation('history')
  const { formatMoment } = useFormat()
  const { whatHappened } = useChangeWords()
  const api = useApi<{ history: typeof historyContract }>()
  const queries = useQueryClient()
  const withWords = useUndoFailure()
  const history = useQuery(api.history.forRecord.queryOptions({ input: { table, id } }))
  const undo = useMutation(api.history.undo.mutationOptions({ onSuccess: () => queries.invalidateQueries() }))
  const entries = (history.data?.entries ?? []).map((entry): TimelineEntry => {
    const main = entry.records.find((record) => record.rowId === id) ?? entry.records[0]
    return {
      key: entry.journalId,
      when: formatMoment(entry.at),
      title: main === undefined ? '' : t(`acts.${entry.act}`, { what: whatHappened({ ...main, name: null }) }),
      source: entry.userName ?? t('unknownUser'),
      icon: iconOf(entry, main),
      body: (
        <EntryBody entry={entry} {...(mayUndo ? { onUndo: () => undo.mutate({ journalId: entry.journalId }) } : {})} />
      ),
    }
  })
  return (
    <section className="nc-history" aria-label={t('title')}>
      <h2>{t('title')}</h2>
      {undo.error === null ? null : <FailureNotice failure={withWords(failureOf(undo.error))} />}
      {history.error === null ? null : (
        <FailureNotice failure={failureOf(history.error)} onRetry={() => void history.refetch()} />
      )}
      {history.data === undefined && history.error === null ? <p className="nc-soft">{t('loading')}</p> : null}
      {history.data !== undefined && entries.length === 0 ? <p className="nc-soft">{t('none')}</p> : null}
      <Timeline entries={entries} />
    </section>
  )
}

function iconOf(entry: HistoryEntry, main: RecordChange | undefined) {
  if (entry.act === 'undo') return IconArrowBackUp
  if (entry.act === 'redo') return IconArrowForwardUp
  if (main?.op === 'insert') return IconPlus
  return main?.op === 'delete' ? IconTrash : IconPencil
}

function EntryBody({ entry, onUndo }: { entry: HistoryEntry; onUndo?: () => void }) {
  const { t } = useTranslation('history')
  const { formatNumber } = useFormat()
  const others = entry.size - entry.records.length
  return (
    <>
      {entry.reason === null ? null : <div>{entry.reason}</div>}
      {entry.records.map((record) =>
        // What was added whole is not told field by field here: the record itself says it.
        record.op === 'update' ? <ChangedFields key={record.rowId} record={record} /> : null,
      )}
      <div className="nc-history-foot">
        {others > 0 ? <span>{t('together', { count: others, formatted: formatNumber(others) })}</span> : null}
        {entry.undone ? <span>{t('undone')}</span> : null}
        {onUndo && entry.undoable ? (
          <Button size="compact-xs" variant="subtle" onClick={onUndo}>
            {undoLabel()}
          </Button>
        ) : null}
      </div>
    </>
  )

  function undoLabel(): string {
    if (entry.act === 'undo') return t('redo')
    return others > 0 ? t('undoMany', { count: entry.size, formatted: formatNumber(entry.size) }) : t('undo')
  }
}
