import type { QueryClient } from '@tanstack/react-query'
import { failureOf } from '../../base/common/failures.ts'

/**
 * Calls back when any call answers that the session is locked or gone, or the desktop window says that the PC sleeps or was
 * locked; what was on screen stays where it is.
 */
export function whenSessionEnds(queries: QueryClient, onEnd: () => void): () => void {
  const look = (error: unknown) => {
    if (error !== null && error !== undefined && failureOf(error).code === 'common.sessionEnded') onEnd()
  }
  const stopQueries = queries.getQueryCache().subscribe((event) => {
    if (event.type === 'updated' && event.action.type === 'error') look(event.action.error)
  })
  const stopMutations = queries.getMutationCache().subscribe((event) => {
    if (event.type === 'updated' && event.action.type === 'error') look(event.action.error)
  })
  const hear = (event: MessageEvent) => {
    if (event.source === window && event.data === 'nhip-cau-locked') onEnd()
  }
  window.addEventListener('message', hear)
  return () => {
    window.removeEventListener('message', hear)
    stopQueries()
    stopMutations()
  }
}
