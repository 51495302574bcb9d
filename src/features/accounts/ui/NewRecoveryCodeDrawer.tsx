import { PasswordInput, Stack } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { failureOf } from '../../../base/common/failures.ts'
import { useApi } from '../../../base/ui/api.tsx'
import { FailureNotice } from '../../../base/ui/FailureNotice.tsx'
import { RecordDrawer } from '../../../base/ui/RecordDrawer.tsx'
import type { accountContract } from '../common/contract.ts'
import type { ToldOnce } from './UsersPage.tsx'

/** A new code for the envelope: the old one was used, or cannot be found. */
export function NewRecoveryCodeDrawer({ onClose, onTold }: { onClose: () => void; onTold: (told: ToldOnce) => void }) {
  const { t } = useTranslation('accounts')
  const api = useApi<{ accounts: typeof accountContract }>()
  const [passphrase, setPassphrase] = useState('')
  const replace = useMutation(
    api.accounts.users.replaceRecoveryCode.mutationOptions({
      onSuccess: ({ recoveryCode }) => {
        onTold({
          title: t('recoveryCode.title'),
          explain: t('recoveryCode.explain'),
          secrets: [{ label: t('fields.recoveryCode'), text: recoveryCode }],
        })
        onClose()
      },
    }),
  )
  return (
    <RecordDrawer
      opened
      title={t('users.newCode.title')}
      verb={t('users.newCode.make')}
      onSubmit={() => replace.mutate({ passphrase })}
      onClose={onClose}
      saving={replace.isPending}
      disabled={passphrase === ''}
      note={replace.error === null ? null : <FailureNotice failure={failureOf(replace.error)} />}
    >
      <Stack gap="md">
        <p className="nc-soft">{t('users.newCode.explain')}</p>
        <PasswordInput
          data-autofocus
          label={t('users.remove.ownPassphrase')}
          autoComplete="off"
          value={passphrase}
          onChange={(event) => setPassphrase(event.currentTarget.value)}
        />
      </Stack>
    </RecordDrawer>
  )
}
