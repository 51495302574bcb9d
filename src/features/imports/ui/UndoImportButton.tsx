import { Button } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { failureOf } from '../../../base/common/failures.ts'
import { useApi } from '../../../base/ui/api.tsx'
import { FailureNotice } from '../../../base/ui/FailureNotice.tsx'
import type { importContract } from '../common/contract.ts'

/** Takes a whole import back. */
export function UndoImportButton({ batchId, onDone }: { batchId: string; onDone?: () => void }) {
  const { t } = useTranslation('imports')
  const api = useApi<{ imports: typeof importContract }>()
  const queries = useQueryClient()
  const undo = useMutation(
    api.imports.undo.mutationOptions({
      onSuccess: async ({ removed }) => {
        notifications.show({ message: t('actions.undone', { count: removed }) })
        onDone?.()
        await queries.invalidateQueries()
      },
    }),
  )
  return (
    <>
      <Button size="xs" variant="default" loading={undo.isPending} onClick={() => undo.mutate({ batchId })}>
        {t('actions.undo')}
      </Button>
      {undo.error === null ? null : <FailureNotice failure={failureOf(undo.error)} />}
    </>
  )
}
