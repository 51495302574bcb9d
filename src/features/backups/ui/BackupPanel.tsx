import { Button, Group, Stack, Table, Title } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { failureOf } from '../../../base/common/failures.ts'
import { useApi } from '../../../base/ui/api.tsx'
import { FailureNotice } from '../../../base/ui/FailureNotice.tsx'
import { HiddenHead } from '../../../base/ui/HiddenHead.tsx'
import { useFormat } from '../../../base/ui/useFormat.ts'
import { useMay } from '../../../base/ui/useMay.ts'
import type { Backup, backupContract } from '../common/contract.ts'
import { BackupPlaces } from './BackupPlaces.tsx'

interface BackupPanelProps {
  /** The book was replaced: everyone signs in again. */
  onRestored: () => void
}

/** Copies of the book: make one, check one again, put one back. */
export function BackupPanel({ onRestored }: BackupPanelProps) {
  const { t } = useTranslation('backups')
  const api = useApi<{ backups: typeof backupContract }>()
  const queries = useQueryClient()
  const mayManage = useMay('backups.manage')
  const list = useQuery(api.backups.list.queryOptions({ enabled: mayManage }))
  const refresh = () => queries.invalidateQueries({ queryKey: api.backups.key() })
  const make = useMutation(api.backups.make.mutationOptions({ onSettled: refresh }))
  const verify = useMutation(
    api.backups.verify.mutationOptions({ onSuccess: () => notifications.show({ message: t('verified') }) }),
  )
  const restore = useMutation(api.backups.restore.mutationOptions({ onSuccess: onRestored }))
  const [chosen, setChosen] = useState<string>()
  const failed = make.error ?? verify.error ?? restore.error
  const backups = list.data?.backups ?? []
  if (!mayManage) return null
  return (
    <Stack gap="sm" component="section" aria-label={t('title')}>
      <Group justify="space-between">
        <Title order={2} size="h4">
          {t('title')}
        </Title>
        <Button size="xs" loading={make.isPending} onClick={() => make.mutate(undefined)}>
          {t('make')}
        </Button>
      </Group>
      <p className="nc-soft">{t('explain')}</p>
      <BackupPlaces />
      {failed === null ? null : <FailureNotice failure={failureOf(failed)} />}
      {backups.length === 0 ? (
        <p className="nc-soft">{t('none')}</p>
      ) : (
        <Table>
          <Table.Thead>
            <Table.Tr>
              <Table.Th>{t('columns.madeAt')}</Table.Th>
              <Table.Th>{t('columns.places')}</Table.Th>
              <Table.Th ta="right">{t('columns.addresses')}</Table.Th>
              <Table.Th ta="right">{t('columns.size')}</Table.Th>
              <HiddenHead label={t('columns.actions')} />
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {backups.map((backup) => (
              <BackupRow
                key={backup.id}
                backup={backup}
                asking={chosen === backup.id}
                busy={verify.isPending || restore.isPending}
                onVerify={() => verify.mutate({ id: backup.id })}
                onAsk={() => setChosen(chosen === backup.id ? undefined : backup.id)}
                onRestore={() => restore.mutate({ id: backup.id })}
              />
            ))}
          </Table.Tbody>
        </Table>
      )}
    </Stack>
  )
}

interface BackupRowProps {
  backup: Backup
  /** Restoring cannot be undone by a toast: it is asked for twice. */
  asking: boolean
  busy: boolean
  onVerify: () => void
  onAsk: () => void
  onRestore: () => void
}

function BackupRow({ backup, asking, busy, onVerify, onAsk, onRestore }: BackupRowProps) {
  const { t } = useTranslation('backups')
  const { formatMoment, formatNumber } = useFormat()
  return (
    <>
      <Table.Tr>
        <Table.Td className="num">{formatMoment(backup.madeAt)}</Table.Td>
        <Table.Td>{backup.places.map((place) => t(`places.${place}`)).join(' · ')}</Table.Td>
        <Table.Td className="num" ta="right">
          {formatNumber(backup.addresses)}
        </Table.Td>
        <Table.Td className="num" ta="right">
          {formatNumber(backup.bytes / 1_048_576, { max: 1 })} MB
        </Table.Td>
        <Table.Td>
          <Group gap="xs" justify="flex-end" wrap="nowrap">
            <Button size="compact-xs" variant="subtle" disabled={busy} onClick={onVerify}>
              {t('verify')}
            </Button>
            <Button size="compact-xs" variant="subtle" aria-expanded={asking} disabled={busy} onClick={onAsk}>
              {t(asking ? 'keep' : 'restore')}
            </Button>
          </Group>
        </Table.Td>
      </Table.Tr>
      {asking ? (
        <Table.Tr>
          <Table.Td colSpan={5}>
            <Stack gap="xs" align="flex-start">
              <p className="nc-soft">{t('restoreAsk', { when: formatMoment(backup.madeAt) })}</p>
              <Button size="xs" color="red" loading={busy} onClick={onRestore}>
                {t('restoreNow')}
              </Button>
            </Stack>
          </Table.Td>
        </Table.Tr>
      ) : null}
    </>
  )
}
