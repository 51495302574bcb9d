import { Button, Group, Stack, TextInput } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { failureOf } from '../../../base/common/failures.ts'
import { useApi } from '../../../base/ui/api.tsx'
import { FactList } from '../../../base/ui/FactList.tsx'
import { FailureNotice } from '../../../base/ui/FailureNotice.tsx'
import { StateBadge, type Tone } from '../../../base/ui/StateBadge.tsx'
import { useFormat } from '../../../base/ui/useFormat.ts'
import type { BackupStatus, backupContract, SecondFolder } from '../common/contract.ts'

/** Where copies go, whether the stick is in, and when a restore was last rehearsed. */
export function BackupPlaces() {
  const { t } = useTranslation('backups')
  const api = useApi<{ backups: typeof backupContract }>()
  const queries = useQueryClient()
  const status = useQuery(api.backups.status.queryOptions())
  const refresh = () => queries.invalidateQueries({ queryKey: api.backups.key() })
  const rehearse = useMutation(
    api.backups.rehearse.mutationOptions({
      onSuccess: () => notifications.show({ message: t('rehearsal.done') }),
      onSettled: refresh,
    }),
  )
  if (status.data === undefined) return null
  return (
    <Stack gap="sm">
      <StatusFacts status={status.data} />
      <FolderForm key={status.data.second?.path ?? ''} second={status.data.second} onSaved={refresh} />
      {rehearse.error === null ? null : <FailureNotice failure={failureOf(rehearse.error)} />}
      <Group>
        <Button
          size="xs"
          variant="default"
          loading={rehearse.isPending}
          disabled={status.data.last === null}
          onClick={() => rehearse.mutate(undefined)}
        >
          {t('rehearsal.now')}
        </Button>
      </Group>
    </Stack>
  )
}

function StatusFacts({ status }: { status: BackupStatus }) {
  const { t } = useTranslation('backups')
  const { formatMoment } = useFormat()
  const { last, lastSecondAt, rehearsal, rehearsalDue, ownFolder, second } = status
  return (
    <FactList
      facts={[
        { label: t('facts.last'), value: last === null ? t('none') : formatMoment(last.madeAt) },
        { label: t('facts.own'), value: ownFolder },
        { label: t('facts.second'), value: <SecondState second={second} /> },
        {
          label: t('facts.lastSecond'),
          value: lastSecondAt === null ? t('facts.never') : formatMoment(lastSecondAt),
        },
        {
          label: t('facts.rehearsal'),
          value: (
            <StateBadge
              tone={rehearsalTone(rehearsal, rehearsalDue)}
              label={rehearsalText(rehearsal, { t, formatMoment })}
            />
          ),
        },
      ]}
    />
  )
}

function rehearsalTone(rehearsal: BackupStatus['rehearsal'], due: boolean): Tone {
  if (rehearsal?.good === false) return 'red'
  if (due) return 'amber'
  return rehearsal === null ? 'neutral' : 'green'
}

function rehearsalText(
  rehearsal: BackupStatus['rehearsal'],
  { t, formatMoment }: { t: ReturnType<typeof useTranslation<'backups'>>['t']; formatMoment: (at: string) => string },
): string {
  if (rehearsal === null) return t('facts.never')
  return t(rehearsal.good ? 'rehearsal.good' : 'rehearsal.bad', { when: formatMoment(rehearsal.at) })
}

function SecondState({ second }: { second: SecondFolder | null }) {
  const { t } = useTranslation('backups')
  if (second === null) return <StateBadge tone="amber" label={t('second.none')} />
  if (second.state === 'missing') return <StateBadge tone="amber" label={t('second.missing', { path: second.path })} />
  if (second.sameDisk) return <StateBadge tone="amber" label={t('second.sameDisk', { path: second.path })} />
  return <StateBadge tone="green" label={second.path} />
}

function FolderForm({ second, onSaved }: { second: SecondFolder | null; onSaved: () => void }) {
  const { t } = useTranslation('backups')
  const api = useApi<{ backups: typeof backupContract }>()
  const [path, setPath] = useState(second?.path ?? '')
  const save = useMutation(
    api.backups.setFolder.mutationOptions({
      onSuccess: () => {
        notifications.show({ message: t('second.saved') })
        onSaved()
      },
    }),
  )
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault()
        save.mutate({ path: path.trim() === '' ? null : path })
      }}
    >
      <Group align="flex-end" gap="sm">
        <TextInput
          flex={1}
          label={t('second.label')}
          description={t('second.hint')}
          value={path}
          onChange={(event) => setPath(event.currentTarget.value)}
        />
        <Button type="submit" variant="default" loading={save.isPending} disabled={path === (second?.path ?? '')}>
          {t('second.save')}
        </Button>
      </Group>
      {save.error === null ? null : <FailureNotice failure={failureOf(save.error)} />}
    </form>
  )
}
