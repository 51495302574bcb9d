import { notifications } from '@mantine/notifications'
import { useQueryClient } from '@tanstack/react-query'
import { useCallback } from 'react'
import { useTranslation } from 'react-i18next'
import { failureOf } from '../../../base/common/failures.ts'
import { useClient } from '../../../base/ui/api.tsx'
import { useFailureText } from '../../../base/ui/failureText.ts'
import type { historyContract } from '../common/contract.ts'
import type { Undone } from '../common/historySchemas.ts'
import { useChangeWords, useUndoFailure } from './useChangeWords.ts'

/** Undo and redo of my own last command, each with a toast that says what happened; every list is read again. */
export function useUndo(): { undoLast: () => Promise<void>; redoLast: () => Promise<void> } {
  const client = useClient<{ history: typeof historyContract }>()
  const queries = useQueryClient()
  const { t } = useTranslation('history')
  const { whatHappened } = useChangeWords()
  const failureText = useFailureText()
  const withWords = useUndoFailure()

  const run = useCallback(
    async (call: () => Promise<Undone>, toast: 'undo' | 'redo') => {
      try {
        const undone = await call()
        notifications.show({ message: t(`toast.${toast}`, { what: workOf(undone, toast) }), withBorder: true })
        // Not waited for: the next key counts as soon as the work is taken back, however long the lists take to be read.
        void queries.invalidateQueries()
      } catch (error) {
        notifications.show({ message: failureText(withWords(failureOf(error))), color: 'red', withBorder: true })
      }

      /** Redoing takes back an undo, whose rows say the opposite of the work that comes back. */
      function workOf(undone: Undone, direction: 'undo' | 'redo'): string {
        return whatHappened(direction === 'undo' ? undone : { ...undone, op: OPPOSITE[undone.op] })
      }
    },
    [t, queries, failureText, withWords, whatHappened],
  )

  return {
    undoLast: useCallback(() => run(() => client.history.undoLast(), 'undo'), [run, client]),
    redoLast: useCallback(() => run(() => client.history.redoLast(), 'redo'), [run, client]),
  }
}

const OPPOSITE = { insert: 'delete', update: 'update', delete: 'restore', restore: 'delete' } as const
