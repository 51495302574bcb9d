import { Button, Group, Select, Stack, Textarea, TextInput } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { failureOf } from '../../../base/common/failures.ts'
import { useApi } from '../../../base/ui/api.tsx'
import { FailureNotice } from '../../../base/ui/FailureNotice.tsx'
import type { accountContract, OfficePlace } from '../common/contract.ts'
import { RecoveryCodeSheet } from './RecoveryCodeSheet.tsx'
import type { Started } from './UnlockPage.tsx'

interface RecoverFormProps {
  place: OfficePlace
  users: string[]
  onEntered: (started: Started) => void
  onBack: () => void
}

/** The forgotten passphrase: the printed code opens, a new passphrase is set, a new code is printed. */
export function RecoverForm({ place, users, onEntered, onBack }: RecoverFormProps) {
  const { t } = useTranslation('accounts')
  const api = useApi<{ accounts: typeof accountContract }>()
  const [userName, setUserName] = useState(users[0] ?? '')
  const [recoveryCode, setRecoveryCode] = useState('')
  const [newPassphrase, setNewPassphrase] = useState('')
  const recover = useMutation(api.accounts.recover.mutationOptions())
  if (recover.data !== undefined) {
    const { recoveryCode: code, ...started } = recover.data
    return <RecoveryCodeSheet code={code} signedIn={started.signedIn} onDone={() => onEntered(started)} />
  }
  const submit = (event: FormEvent) => {
    event.preventDefault()
    recover.mutate({ place, userName, recoveryCode, newPassphrase })
  }
  return (
    <form onSubmit={submit}>
      <Stack gap="sm" mt="md">
        <Select
          label={t('fields.userName')}
          data={users}
          value={userName}
          onChange={(name) => setUserName(name ?? '')}
        />
        <Textarea
          label={t('fields.recoveryCode')}
          description={t('fields.recoveryCodeHint')}
          autoFocus
          autosize
          value={recoveryCode}
          onChange={(event) => setRecoveryCode(event.currentTarget.value)}
        />
        <TextInput
          label={t('fields.newPassphrase')}
          description={t('fields.newPassphraseHint')}
          autoComplete="off"
          value={newPassphrase}
          onChange={(event) => setNewPassphrase(event.currentTarget.value)}
        />
        {recover.error === null ? null : <FailureNotice failure={failureOf(recover.error)} />}
        <Group>
          <Button type="submit" loading={recover.isPending} disabled={recoveryCode === '' || newPassphrase === ''}>
            {t('recover.open')}
          </Button>
          <Button variant="subtle" onClick={onBack}>
            {t('door.back')}
          </Button>
        </Group>
      </Stack>
    </form>
  )
}
