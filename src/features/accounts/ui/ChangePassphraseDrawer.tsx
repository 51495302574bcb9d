import { Button, Drawer, PasswordInput, Stack, TextInput } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { useMutation } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { failureOf } from '../../../base/common/failures.ts'
import { useApi } from '../../../base/ui/api.tsx'
import { FailureNotice } from '../../../base/ui/FailureNotice.tsx'
import type { accountContract } from '../common/contract.ts'

export function ChangePassphraseDrawer({ opened, onClose }: { opened: boolean; onClose: () => void }) {
  const { t } = useTranslation('accounts')
  return (
    <Drawer opened={opened} onClose={onClose} position="right" title={t('changePassphrase.title')}>
      {opened ? <ChangePassphraseForm onDone={onClose} /> : null}
    </Drawer>
  )
}

function ChangePassphraseForm({ onDone }: { onDone: () => void }) {
  const { t } = useTranslation('accounts')
  const api = useApi<{ accounts: typeof accountContract }>()
  const [oldPassphrase, setOld] = useState('')
  const [newPassphrase, setNew] = useState('')
  const suggest = useMutation({
    mutationFn: () => api.accounts.suggestPassphrase.call(),
    onSuccess: ({ passphrase }) => setNew(passphrase),
  })
  const change = useMutation(
    api.accounts.changePassphrase.mutationOptions({
      onSuccess: () => {
        notifications.show({ message: t('changePassphrase.done') })
        onDone()
      },
    }),
  )
  const submit = (event: FormEvent) => {
    event.preventDefault()
    change.mutate({ oldPassphrase, newPassphrase })
  }
  return (
    <form onSubmit={submit}>
      <Stack gap="sm">
        <PasswordInput
          data-autofocus
          label={t('fields.passphrase')}
          autoComplete="off"
          value={oldPassphrase}
          onChange={(event) => setOld(event.currentTarget.value)}
        />
        <TextInput
          label={t('fields.newPassphrase')}
          description={t('fields.newPassphraseHint')}
          autoComplete="off"
          value={newPassphrase}
          onChange={(event) => setNew(event.currentTarget.value)}
        />
        <Button variant="default" onClick={() => suggest.mutate()}>
          {t('fields.suggest')}
        </Button>
        {change.error === null ? null : <FailureNotice failure={failureOf(change.error)} />}
        <Button type="submit" loading={change.isPending} disabled={oldPassphrase === '' || newPassphrase === ''}>
          {t('changePassphrase.save')}
        </Button>
      </Stack>
    </form>
  )
}
