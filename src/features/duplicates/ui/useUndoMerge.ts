import { notifications } from '@mantine/notifications'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { failureOf } from '../../../base/common/failures.ts'
import { useFailureText } from '../../../base/ui/failureText.ts'
import { useDuplicateApi } from './useDuplicateApi.ts'

/** Takes a merge back and says what was done. */
export function useUndoMerge() {
  const { t } = useTranslation('duplicates')
  const api = useDuplicateApi()
  const queries = useQueryClient()
  const sentenceOf = useFailureText()
  return useMutation(
    api.undoMerge.mutationOptions({
      onSuccess: async ({ keptFields, deliveriesSince }) => {
        const done = keptFields.length === 0 ? t('merges.undone') : t('merges.undoneKept', { count: keptFields.length })
        const since = deliveriesSince === 0 ? '' : ` ${t('merges.undoneSince', { count: deliveriesSince })}`
        notifications.show({ message: done + since })
        await queries.invalidateQueries()
      },
      onError: (error) => notifications.show({ message: sentenceOf(failureOf(error)) }),
    }),
  )
}
