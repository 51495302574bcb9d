import { Button } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { failureOf } from '../../../base/common/failures.ts'
import { useApi } from '../../../base/ui/api.tsx'
import { FailureNotice } from '../../../base/ui/FailureNotice.tsx'
import type { importContract } from '../common/contract.ts'
import type { KeptSince } from '../common/importSchemas.ts'
import { KeptPeople } from './KeptPeople.tsx'

/** Takes a whole import back. */
export function UndoImportButton({ batchId, onDone }: { batchId: string; onDone?: () => void }) {
  const { t } = useTranslation('imports')
  const api = useApi<{ imports: typeof importContract }>()
  const queries = useQueryClient()
  const [kept, setKept] = useState<KeptSince[]>([])
  const leave = async () => {
    setKept([])
    onDone?.()
    await queries.invalidateQueries()
  }
  const undo = useMutation(
    api.imports.undo.mutationOptions({
      onSuccess: async ({ removed, unjoined, kept: stayed }) => {
        notifications.show({ message: t('actions.undone', { count: removed }) })
        if (unjoined > 0) notifications.show({ message: t('kept.unjoined', { count: unjoined }) })
        // The list would be gone with this button once the page is read anew.
        if (stayed.length > 0) setKept(stayed)
        else await leave()
      },
    }),
  )
  return (
    <>
      <Button size="xs" variant="default" loading={undo.isPending} onClick={() => undo.mutate({ batchId })}>
        {t('actions.undo')}
      </Button>
      {undo.error === null ? null : <FailureNotice failure={failureOf(undo.error)} />}
      {kept.length === 0 ? null : <KeptPeople kept={kept} onClose={() => void leave()} />}
    </>
  )
}
