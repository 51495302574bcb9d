import { useMutation } from '@tanstack/react-query'
import type { KeyboardEvent } from 'react'
import { useTranslation } from 'react-i18next'
import { failureOf } from '../../../base/common/failures.ts'
import type { RoundLine } from '../common/roundSchemas.ts'
import { useLedgerApi, useRefreshAll } from './useLedgerApi.ts'

/** Marks that need a name or a reason before they are written. */
export type AskedMark = 'byProxy' | 'cancelled' | 'planned' | 'absent'

const MARK_OF_KEY: Record<string, AskedMark> = { v: 'absent', t: 'byProxy', b: 'cancelled', c: 'planned' }

/** Writes a mark at a key press, or asks first where the books or the paper want a reason or a name. */
export function useMarkLine(ask: (line: RoundLine, mark: AskedMark) => void) {
  const api = useLedgerApi()
  const refresh = useRefreshAll()
  const mark = useMutation(api.rounds.markLine.mutationOptions({ onSettled: refresh }))
  const markAs = (line: RoundLine, wanted: AskedMark) => {
    if (wanted === line.state || mark.isPending) return
    const mayWrite = !line.delivered && (wanted === 'absent' || wanted === 'planned')
    if (mayWrite) mark.mutate({ lineId: line.id, version: line.version, mark: wanted })
    else ask(line, wanted)
  }
  const onKey = (event: KeyboardEvent, line: RoundLine) => {
    const wanted = MARK_OF_KEY[event.key.toLowerCase()]
    if (wanted === undefined || event.ctrlKey || event.altKey || event.metaKey) return
    event.preventDefault()
    markAs(line, wanted)
  }
  return { onKey, markAs, failure: mark.error === null ? undefined : failureOf(mark.error) }
}

/** What the key legend says, in the order of use. */
export function useMarkKeys(): { key: string; mark: AskedMark; label: string }[] {
  const { t } = useTranslation('ledger')
  return [
    { key: 'V', mark: 'absent', label: t('lineStates.absent') },
    { key: 'T', mark: 'byProxy', label: t('lineStates.byProxy') },
    { key: 'B', mark: 'cancelled', label: t('lineStates.cancelled') },
    { key: 'C', mark: 'planned', label: t('lineStates.planned') },
  ]
}
