import { Button, FocusTrap, Group, PasswordInput, Stack } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { failureOf } from '../../../base/common/failures.ts'
import { useApi } from '../../../base/ui/api.tsx'
import { FailureNotice } from '../../../base/ui/FailureNotice.tsx'
import type { accountContract, SignedIn } from '../common/contract.ts'
import { DoorPage } from './DoorPage.tsx'

interface LockScreenProps {
  signedIn: SignedIn
  onResumed: (signedIn: SignedIn) => void
  onLeave: () => void
}

/** Covers the page while the session is locked; behind it everything stays where it was, half-typed words included. */
export function LockScreen({ signedIn, onResumed, onLeave }: LockScreenProps) {
  const { t } = useTranslation('accounts')
  const api = useApi<{ accounts: typeof accountContract }>()
  const [passphrase, setPassphrase] = useState('')
  const resume = useMutation(
    api.accounts.resume.mutationOptions({
      onSuccess: (answer) => onResumed(answer.signedIn),
      // The program was started anew meanwhile: this session is gone for good, so the whole way in is the way on.
      onError: (error) => {
        if (failureOf(error).code === 'common.sessionEnded') onLeave()
      },
    }),
  )
  const failure = resume.error === null ? undefined : failureOf(resume.error)
  const submit = (event: FormEvent) => {
    event.preventDefault()
    resume.mutate({ passphrase })
  }
  return (
    <FocusTrap>
      <div className="nc-lock" role="dialog" aria-modal="true" aria-label={t('lock.title')}>
        <DoorPage title={t('lock.title')} intro={t('lock.intro', { name: signedIn.displayName })}>
          <form onSubmit={submit}>
            <Stack gap="sm">
              <PasswordInput
                data-autofocus
                label={t('fields.passphrase')}
                autoComplete="off"
                value={passphrase}
                onChange={(event) => setPassphrase(event.currentTarget.value)}
              />
              {failure === undefined ? null : <FailureNotice failure={failure} />}
              <Group>
                <Button type="submit" loading={resume.isPending} disabled={passphrase === ''}>
                  {t('lock.resume')}
                </Button>
                <Button variant="subtle" onClick={onLeave}>
                  {t('lock.leave')}
                </Button>
              </Group>
            </Stack>
          </form>
        </DoorPage>
      </div>
    </FocusTrap>
  )
}
