import { Button, Group, PasswordInput, Select, Stack, TextInput } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { failureOf } from '../../../base/common/failures.ts'
import { useApi } from '../../../base/ui/api.tsx'
import { FailureNotice } from '../../../base/ui/FailureNotice.tsx'
import type { accountContract } from '../common/contract.ts'
import { DoorPage } from './DoorPage.tsx'
import { FirstRunLanguage } from './FirstRunLanguage.tsx'
import type { Started } from './UnlockPage.tsx'

/** A new PC, an old book: the folder of the backup first, then a name and a passphrase of that time. */
export function RestoreForm({ onEntered, onBack }: { onEntered: (started: Started) => void; onBack: () => void }) {
  const { t } = useTranslation('accounts')
  const api = useApi<{ accounts: typeof accountContract }>()
  const [folder, setFolder] = useState('')
  const [userName, setUserName] = useState('')
  const [passphrase, setPassphrase] = useState('')
  const look = useMutation({
    mutationFn: () => api.accounts.backupUsers.call({ folder }),
    onSuccess: ({ users }) => setUserName(users[0] ?? ''),
  })
  const restore = useMutation(api.accounts.restoreOffice.mutationOptions({ onSuccess: onEntered }))
  const users = look.data?.users
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (users === undefined) look.mutate()
    else restore.mutate({ folder, userName, passphrase })
  }
  const error = look.error ?? restore.error
  return (
    <DoorPage title={t('restoreHere.title')} intro={t('restoreHere.intro')} aside={<FirstRunLanguage />}>
      <form onSubmit={submit}>
        <Stack gap="sm" mt="md">
          <TextInput
            label={t('restoreHere.folder')}
            description={t('restoreHere.folderHint')}
            autoFocus
            value={folder}
            onChange={(event) => {
              setFolder(event.currentTarget.value)
              look.reset()
            }}
          />
          {users === undefined ? null : (
            <>
              <Select
                label={t('fields.userName')}
                data={users}
                value={userName}
                onChange={(name) => setUserName(name ?? '')}
              />
              <PasswordInput
                label={t('fields.passphrase')}
                description={t('restoreHere.passphraseHint')}
                autoComplete="off"
                value={passphrase}
                onChange={(event) => setPassphrase(event.currentTarget.value)}
              />
            </>
          )}
          {error === null ? null : <FailureNotice failure={failureOf(error)} />}
          <Group>
            <Button
              type="submit"
              loading={look.isPending || restore.isPending}
              disabled={folder.trim() === '' || (users !== undefined && passphrase === '')}
            >
              {t(users === undefined ? 'restoreHere.look' : 'restoreHere.restore')}
            </Button>
            <Button variant="subtle" onClick={onBack}>
              {t('door.back')}
            </Button>
          </Group>
        </Stack>
      </form>
    </DoorPage>
  )
}
