import { Button } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { failureOf } from '../../../base/common/failures.ts'
import { useClient } from '../../../base/ui/api.tsx'
import { FailureNotice } from '../../../base/ui/FailureNotice.tsx'
import { useFormat } from '../../../base/ui/useFormat.ts'
import { useFiles } from '../../files/ui/useFiles.ts'
import type { importContract } from '../common/contract.ts'

/** Saves the refused rows as a file to be put right and imported again. */
export function FailedRowsButton({ batchId }: { batchId: string }) {
  const { t } = useTranslation('imports')
  const { language } = useFormat()
  const client = useClient<{ imports: typeof importContract }>()
  const files = useFiles()
  const save = useMutation({
    mutationFn: async () => {
      const { ticket } = await client.imports.failedRowsXlsx({ batchId, language })
      await files.save(ticket)
    },
  })
  return (
    <>
      <Button size="xs" variant="default" loading={save.isPending} onClick={() => save.mutate()}>
        {t('actions.failedRows')}
      </Button>
      {save.error === null ? null : <FailureNotice failure={failureOf(save.error)} />}
    </>
  )
}
