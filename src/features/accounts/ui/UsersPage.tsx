import { Table, UnstyledButton } from '@mantine/core'
import { IconKey, IconUserPlus } from '@tabler/icons-react'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { failureOf } from '../../../base/common/failures.ts'
import { useApi } from '../../../base/ui/api.tsx'
import { EmptyState } from '../../../base/ui/EmptyState.tsx'
import { FailureNotice } from '../../../base/ui/FailureNotice.tsx'
import { PageHeader } from '../../../base/ui/PageHeader.tsx'
import { type Secret, SecretSheet } from '../../../base/ui/SecretSheet.tsx'
import { StateBadge } from '../../../base/ui/StateBadge.tsx'
import { useFormat } from '../../../base/ui/useFormat.ts'
import { useMay } from '../../../base/ui/useMay.ts'
import { useSignedIn } from '../../units/ui/useSignedIn.ts'
import type { accountContract, User } from '../common/contract.ts'
import { NewRecoveryCodeDrawer } from './NewRecoveryCodeDrawer.tsx'
import { UserDrawer } from './UserDrawer.tsx'

/** What has to be printed before anything else. */
export interface ToldOnce {
  title: string
  explain: string
  secrets: Secret[]
}

/** Who works with this book, and what each of them may do. */
export function UsersPage() {
  const { t } = useTranslation('accounts')
  const { language } = useFormat()
  const { me } = useSignedIn()
  const mayManage = useMay('users.manage')
  const api = useApi<{ accounts: typeof accountContract }>()
  const queries = useQueryClient()
  const list = useQuery(api.accounts.users.list.queryOptions({ enabled: mayManage }))
  const [open, setOpen] = useState<{ user: User | undefined }>()
  const [newCode, setNewCode] = useState(false)
  const [told, setTold] = useState<ToldOnce>()
  if (!mayManage) return <EmptyState kind="notAllowed" />
  const close = () => {
    setOpen(undefined)
    setNewCode(false)
    void queries.invalidateQueries({ queryKey: api.accounts.users.key() })
  }
  const users = list.data?.users ?? []
  return (
    <>
      <PageHeader
        title={t('users.title')}
        {...(list.data === undefined ? {} : { count: t('users.count', { count: users.length }) })}
        actions={[{ label: t('users.newCode.title'), icon: IconKey, onSelect: () => setNewCode(true) }]}
        mainAction={{ label: t('users.add'), icon: IconUserPlus, onSelect: () => setOpen({ user: undefined }) }}
      />
      <p className="nc-soft">{t('users.explain')}</p>
      {list.error ? <FailureNotice failure={failureOf(list.error)} onRetry={() => void list.refetch()} /> : null}
      <UserTable users={users} onOpen={(user) => setOpen({ user })} />
      {open ? <UserDrawer key={open.user?.id ?? 'new'} user={open.user} onClose={close} onTold={setTold} /> : null}
      {newCode ? <NewRecoveryCodeDrawer onClose={close} onTold={setTold} /> : null}
      {told ? (
        <SecretSheet {...told} office={me?.officeName[language] ?? ''} onDone={() => setTold(undefined)} />
      ) : null}
    </>
  )
}

function UserTable({ users, onOpen }: { users: readonly User[]; onOpen: (user: User) => void }) {
  const { t } = useTranslation('accounts')
  const { formatMoment } = useFormat()
  return (
    <Table aria-label={t('users.title')}>
      <Table.Thead>
        <Table.Tr>
          <Table.Th>{t('users.columns.name')}</Table.Th>
          <Table.Th>{t('users.columns.roles')}</Table.Th>
          <Table.Th>{t('users.columns.lastSeen')}</Table.Th>
          <Table.Th>{t('users.columns.state')}</Table.Th>
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {users.map((user) => (
          <Table.Tr key={user.id}>
            <Table.Td>
              <UnstyledButton className="nc-link" onClick={() => onOpen(user)}>
                {user.self ? t('users.self', { name: user.displayName }) : user.displayName}
              </UnstyledButton>
            </Table.Td>
            <Table.Td>{user.roles.map((role) => t(`roles.${role}`)).join(' · ')}</Table.Td>
            <Table.Td className="num">{user.lastSeenAt === null ? '' : formatMoment(user.lastSeenAt)}</Table.Td>
            <Table.Td>
              <StateBadge
                tone={user.disabledAt === null ? 'green' : 'paused'}
                label={t(user.disabledAt === null ? 'users.state.active' : 'users.state.disabled')}
              />
            </Table.Td>
          </Table.Tr>
        ))}
      </Table.Tbody>
    </Table>
  )
}
