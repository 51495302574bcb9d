import { Stack, TextInput } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { failureOf } from '../../../base/common/failures.ts'
import { useApi } from '../../../base/ui/api.tsx'
import { FailureNotice } from '../../../base/ui/FailureNotice.tsx'
import { RecordDrawer } from '../../../base/ui/RecordDrawer.tsx'
import type { lanContract } from '../common/contract.ts'

/** A code for one more PC, shown until the person has typed it there. */
export function InviteDrawer({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation('lan')
  const api = useApi<{ lan: typeof lanContract }>()
  const queries = useQueryClient()
  const [name, setName] = useState('')
  const invite = useMutation(api.lan.invite.mutationOptions())
  const close = () => {
    void queries.invalidateQueries({ queryKey: api.lan.key() })
    onClose()
  }
  return (
    <RecordDrawer
      opened
      title={t('invite.title')}
      verb={t(invite.data === undefined ? 'invite.make' : 'invite.done')}
      onSubmit={() => (invite.data === undefined ? invite.mutate({ name }) : close())}
      onClose={close}
      saving={invite.isPending}
      disabled={name.trim() === ''}
      note={invite.error === null ? null : <FailureNotice failure={failureOf(invite.error)} />}
    >
      <Stack gap="md">
        <TextInput
          data-autofocus
          label={t('invite.name')}
          description={t('invite.nameHint')}
          maxLength={100}
          value={name}
          readOnly={invite.data !== undefined}
          onChange={(event) => setName(event.currentTarget.value)}
        />
        {invite.data === undefined ? null : (
          <>
            <output className="nc-lan-code" aria-label={t('invite.code')}>
              {invite.data.code.replace(/(\d{4})(?=\d)/, '$1 ')}
            </output>
            <p className="nc-soft">{t('invite.use', { minutes: invite.data.minutes })}</p>
          </>
        )}
      </Stack>
    </RecordDrawer>
  )
}
