import { Button, Group, PasswordInput, Stack, Title } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { failureOf } from '../../../base/common/failures.ts'
import { useApi } from '../../../base/ui/api.tsx'
import { FailureNotice } from '../../../base/ui/FailureNotice.tsx'
import type { accountContract } from '../common/contract.ts'

/** Tying one's own passphrase to this PC: what it gives, what it costs, and the way back. */
export function DevicePanel() {
  const { t } = useTranslation('accounts')
  const api = useApi<{ accounts: typeof accountContract }>()
  const queries = useQueryClient()
  const status = useQuery(api.accounts.device.status.queryOptions())
  const [passphrase, setPassphrase] = useState('')
  const done = async (word: 'bound' | 'unbound') => {
    notifications.show({ message: t(`device.${word}`) })
    setPassphrase('')
    await queries.invalidateQueries({ queryKey: api.accounts.device.key() })
  }
  const tie = useMutation(api.accounts.device.tie.mutationOptions({ onSuccess: () => done('bound') }))
  const untie = useMutation(api.accounts.device.untie.mutationOptions({ onSuccess: () => done('unbound') }))
  if (status.data === undefined) return null
  const { available, bound } = status.data
  const change = bound ? untie : tie
  const submit = (event: FormEvent) => {
    event.preventDefault()
    change.mutate({ passphrase })
  }
  return (
    <Stack gap="sm" component="section" aria-label={t('device.title')}>
      <Title order={2} size="h4">
        {t('device.title')}
      </Title>
      <p className="nc-soft">{t('device.explain')}</p>
      {available || bound ? (
        <form onSubmit={submit}>
          <Stack gap="sm">
            <p className="nc-soft">{t(bound ? 'device.isBound' : 'device.warn')}</p>
            <Group align="flex-end">
              <PasswordInput
                label={t('device.passphrase')}
                autoComplete="off"
                w="20rem"
                value={passphrase}
                onChange={(event) => setPassphrase(event.currentTarget.value)}
              />
              <Button type="submit" variant="default" loading={change.isPending} disabled={passphrase === ''}>
                {t(bound ? 'device.unbind' : 'device.bind')}
              </Button>
            </Group>
            {change.error === null ? null : <FailureNotice failure={failureOf(change.error)} />}
          </Stack>
        </form>
      ) : (
        <p className="nc-soft">{t('device.unavailable')}</p>
      )}
    </Stack>
  )
}
