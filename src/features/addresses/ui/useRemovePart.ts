import { notifications } from '@mantine/notifications'
import { useMutation } from '@tanstack/react-query'
import { failureOf } from '../../../base/common/failures.ts'
import { useClient } from '../../../base/ui/api.tsx'
import { useFailureText } from '../../../base/ui/failureText.ts'
import { useUndoToast } from '../../../base/ui/useUndoToast.tsx'
import type { historyContract } from '../../history/common/contract.ts'
import { useRefreshAfterWrite } from './useAddressApi.ts'

/** Removes a part of a file and offers to take that back; no question is asked. */
export function useRemovePart(remove: () => Promise<unknown>, message: string): () => void {
  const client = useClient<{ history: typeof historyContract }>()
  const refresh = useRefreshAfterWrite()
  const offerUndo = useUndoToast()
  const failureText = useFailureText()
  const tell = (error: unknown) => notifications.show({ message: failureText(failureOf(error)) })
  const undo = useMutation({ mutationFn: () => client.history.undoLast(), onSuccess: refresh, onError: tell })
  const removing = useMutation({
    mutationFn: remove,
    onSuccess: async () => {
      offerUndo({ message, onUndo: () => undo.mutate() })
      await refresh()
    },
    onError: tell,
  })
  return () => removing.mutate()
}
