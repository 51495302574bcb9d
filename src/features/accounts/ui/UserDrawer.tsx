import { Button, Checkbox, PasswordInput, Stack, Switch, TextInput } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { failureOf } from '../../../base/common/failures.ts'
import { ROLES, type Role } from '../../../base/common/rights.ts'
import { useApi } from '../../../base/ui/api.tsx'
import { FailureNotice } from '../../../base/ui/FailureNotice.tsx'
import { RecordDrawer } from '../../../base/ui/RecordDrawer.tsx'
import { useSignedIn } from '../../units/ui/useSignedIn.ts'
import type { accountContract, User } from '../common/contract.ts'
import type { ToldOnce } from './UsersPage.tsx'

interface UserDrawerProps {
  /** Undefined: somebody new. */
  user: User | undefined
  onClose: () => void
  onTold: (told: ToldOnce) => void
}

/** Adds a person, or changes what one may do; a forgotten passphrase and taking somebody out for good lie below. */
export function UserDrawer({ user, onClose, onTold }: UserDrawerProps) {
  const { t } = useTranslation('accounts')
  const api = useApi<{ accounts: typeof accountContract }>()
  const [name, setName] = useState(user?.name ?? '')
  const [roles, setRoles] = useState<Role[]>(user?.roles ?? [])
  const [disabled, setDisabled] = useState((user?.disabledAt ?? null) !== null)
  const add = useMutation(
    api.accounts.users.add.mutationOptions({
      onSuccess: ({ passphrase }) => {
        onTold({
          title: t('users.sheet.title'),
          explain: t('users.sheet.explain'),
          secrets: [{ label: name, text: passphrase }],
        })
        onClose()
      },
    }),
  )
  const update = useMutation(
    api.accounts.users.update.mutationOptions({
      onSuccess: () => {
        notifications.show({ message: t('users.saved') })
        onClose()
      },
    }),
  )
  const error = add.error ?? update.error
  const submit = () => {
    if (user === undefined) add.mutate({ name, roles })
    else update.mutate({ userId: user.id, roles, disabled })
  }
  return (
    <RecordDrawer
      opened
      title={user === undefined ? t('users.add') : user.displayName}
      verb={t(user === undefined ? 'users.addNow' : 'users.save')}
      onSubmit={submit}
      onClose={onClose}
      saving={add.isPending || update.isPending}
      disabled={roles.length === 0 || name.trim() === ''}
      note={error === null ? null : <FailureNotice failure={failureOf(error)} />}
    >
      <Stack gap="md">
        {user === undefined ? (
          <TextInput
            data-autofocus
            label={t('users.columns.name')}
            value={name}
            onChange={(event) => setName(event.currentTarget.value)}
          />
        ) : null}
        <RoleChoice roles={roles} onChange={setRoles} />
        {user === undefined || user.self ? null : (
          <>
            <Switch
              label={t('users.disabled')}
              description={t('users.disabledHint')}
              checked={disabled}
              onChange={(event) => setDisabled(event.currentTarget.checked)}
            />
            <ResetPassphrase user={user} onTold={onTold} />
            <RemoveUser user={user} onClose={onClose} onTold={onTold} />
          </>
        )}
      </Stack>
    </RecordDrawer>
  )
}

function RoleChoice({ roles, onChange }: { roles: Role[]; onChange: (roles: Role[]) => void }) {
  const { t } = useTranslation('accounts')
  const { manyCommunes } = useSignedIn()
  // A commune has no officer of the province; who was given that role keeps the box, to take it away.
  const [given] = useState(roles)
  const offered = ROLES.filter((role) => role !== 'provinceOfficer' || manyCommunes || given.includes(role))
  return (
    // Safe: the only values offered are roles.
    <Checkbox.Group label={t('users.roles')} value={roles} onChange={(chosen) => onChange(chosen as Role[])}>
      <Stack gap="xs" mt="xs">
        {offered.map((role) => (
          <Checkbox key={role} value={role} label={t(`roles.${role}`)} description={t(`roleHints.${role}`)} />
        ))}
      </Stack>
    </Checkbox.Group>
  )
}

function ResetPassphrase({ user, onTold }: { user: User; onTold: (told: ToldOnce) => void }) {
  const { t } = useTranslation('accounts')
  const api = useApi<{ accounts: typeof accountContract }>()
  const reset = useMutation(
    api.accounts.users.resetPassphrase.mutationOptions({
      onSuccess: ({ passphrase }) =>
        onTold({
          title: t('users.sheet.title'),
          explain: t('users.sheet.explain'),
          secrets: [{ label: user.displayName, text: passphrase }],
        }),
    }),
  )
  return (
    <Stack gap="xs" align="flex-start">
      <Button variant="default" loading={reset.isPending} onClick={() => reset.mutate({ userId: user.id })}>
        {t('users.reset')}
      </Button>
      {reset.error === null ? null : <FailureNotice failure={failureOf(reset.error)} />}
    </Stack>
  )
}

function RemoveUser({ user, onClose, onTold }: Omit<UserDrawerProps, 'user'> & { user: User }) {
  const { t } = useTranslation('accounts')
  const api = useApi<{ accounts: typeof accountContract }>()
  const [asking, setAsking] = useState(false)
  const [passphrase, setPassphrase] = useState('')
  const remove = useMutation(
    api.accounts.users.remove.mutationOptions({
      onSuccess: ({ recoveryCode, passphrases }) => {
        onTold({
          title: t('users.remove.sheetTitle'),
          explain: t('users.remove.sheetExplain'),
          secrets: [
            { label: t('fields.recoveryCode'), text: recoveryCode },
            ...passphrases.map(({ userName, passphrase: text }) => ({ label: userName, text })),
          ],
        })
        onClose()
      },
    }),
  )
  if (!asking) {
    return (
      <Button variant="subtle" color="red" onClick={() => setAsking(true)}>
        {t('users.remove.ask')}
      </Button>
    )
  }
  const submit = () => remove.mutate({ userId: user.id, passphrase })
  return (
    <Stack gap="xs">
      <p className="nc-soft">{t('users.remove.explain', { name: user.displayName })}</p>
      <PasswordInput
        label={t('users.remove.ownPassphrase')}
        autoComplete="off"
        autoFocus
        value={passphrase}
        onChange={(event) => setPassphrase(event.currentTarget.value)}
        onKeyDown={(event) => {
          if (event.key !== 'Enter') return
          // Enter here means this button; the drawer's own would only keep the roles.
          event.preventDefault()
          event.stopPropagation()
          if (passphrase !== '' && !remove.isPending) submit()
        }}
      />
      {remove.error === null ? null : <FailureNotice failure={failureOf(remove.error)} />}
      <Button color="red" loading={remove.isPending} disabled={passphrase === ''} onClick={submit}>
        {t('users.remove.now')}
      </Button>
    </Stack>
  )
}
