import { Button, PasswordInput, Select, Stack, UnstyledButton } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { failureOf } from '../../../base/common/failures.ts'
import { useApi } from '../../../base/ui/api.tsx'
import { FailureNotice } from '../../../base/ui/FailureNotice.tsx'
import { PRACTICE_OFFICE } from '../../practice/common/rules.ts'
import type { accountContract, OfficePlace, SignedIn } from '../common/contract.ts'
import { DoorPage } from './DoorPage.tsx'
import { FirstRunLanguage } from './FirstRunLanguage.tsx'
import { FirstRunPage } from './FirstRunPage.tsx'
import { RecoverForm } from './RecoverForm.tsx'

export interface DoorStatus {
  office: { users: string[] } | null
  practice: { users: string[] } | null
  fromAfar: boolean
}

export interface Started {
  token: string
  signedIn: SignedIn
}

interface UnlockPageProps {
  status: DoorStatus
  onEntered: (started: Started) => void
  onSession: (token: string) => void
}

/** Name and passphrase; below it the other doors: the practice branch, the recovery code, an office of our own. */
export function UnlockPage({ status, onEntered, onSession }: UnlockPageProps) {
  const { t } = useTranslation('accounts')
  const [place, setPlace] = useState<OfficePlace>(status.office === null ? 'practice' : 'office')
  const [door, setDoor] = useState<'unlock' | 'recover' | 'create'>('unlock')
  const users = status[place]?.users ?? []
  const other: OfficePlace = place === 'office' ? 'practice' : 'office'
  if (door === 'create')
    return <FirstRunPage onEntered={onEntered} onSession={onSession} onBack={() => setDoor('unlock')} />
  return (
    <DoorPage
      title={t(place === 'practice' ? 'unlock.practiceTitle' : 'unlock.title')}
      {...(place === 'practice'
        ? { intro: t('unlock.practiceIntro', { passphrase: PRACTICE_OFFICE.passphrase }) }
        : {})}
      aside={<FirstRunLanguage />}
    >
      {door === 'recover' ? (
        <RecoverForm place={place} users={users} onEntered={onEntered} onBack={() => setDoor('unlock')} />
      ) : (
        <UnlockForm key={place} place={place} users={users} onEntered={onEntered} />
      )}
      <Stack gap={4} mt="xl" align="flex-start">
        {door === 'unlock' && !status.fromAfar ? (
          <DoorLink label={t('unlock.recover')} onClick={() => setDoor('recover')} />
        ) : null}
        {status[other] === null ? null : (
          <DoorLink
            label={t(other === 'practice' ? 'unlock.toPractice' : 'unlock.toOffice')}
            onClick={() => setPlace(other)}
          />
        )}
        {!status.fromAfar && (status.office === null || status.practice === null) ? (
          <DoorLink label={t('unlock.create')} onClick={() => setDoor('create')} />
        ) : null}
      </Stack>
    </DoorPage>
  )
}

function DoorLink({ label, onClick }: { label: string; onClick: () => void }) {
  return (
    <UnstyledButton c="var(--mantine-primary-color-filled)" onClick={onClick}>
      {label}
    </UnstyledButton>
  )
}

interface UnlockFormProps {
  place: OfficePlace
  users: string[]
  onEntered: (started: Started) => void
}

function UnlockForm({ place, users, onEntered }: UnlockFormProps) {
  const { t } = useTranslation('accounts')
  const api = useApi<{ accounts: typeof accountContract }>()
  const [userName, setUserName] = useState(users[0] ?? '')
  const [passphrase, setPassphrase] = useState('')
  const unlock = useMutation(api.accounts.unlock.mutationOptions({ onSuccess: onEntered }))
  const submit = (event: FormEvent) => {
    event.preventDefault()
    unlock.mutate({ place, userName, passphrase })
  }
  return (
    <form onSubmit={submit}>
      <Stack gap="sm" mt="md">
        {users.length > 1 ? (
          <Select
            label={t('fields.userName')}
            data={users}
            value={userName}
            onChange={(name) => setUserName(name ?? '')}
          />
        ) : (
          <p className="nc-door-intro">{userName}</p>
        )}
        <PasswordInput
          label={t('fields.passphrase')}
          description={t('fields.passphraseHint')}
          autoComplete="off"
          autoFocus
          value={passphrase}
          onChange={(event) => setPassphrase(event.currentTarget.value)}
        />
        {unlock.error === null ? null : <FailureNotice failure={failureOf(unlock.error)} />}
        <Button type="submit" loading={unlock.isPending} disabled={passphrase === ''}>
          {t('unlock.open')}
        </Button>
      </Stack>
    </form>
  )
}
