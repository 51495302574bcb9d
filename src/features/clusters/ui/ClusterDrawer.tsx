import { ActionIcon, Button, MultiSelect, TextInput } from '@mantine/core'
import { IconX } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { failureOf } from '../../../base/common/failures.ts'
import { DayField } from '../../../base/ui/DayField.tsx'
import { FailureNotice } from '../../../base/ui/FailureNotice.tsx'
import { RecordDrawer } from '../../../base/ui/RecordDrawer.tsx'
import { presentQuarter } from '../../reports/ui/presentQuarter.ts'
import type { Cluster } from '../common/clusterSchemas.ts'
import { useClusters, useSaving } from './useClusters.ts'

interface ClusterDrawerProps {
  /** Undefined: a new one. */
  cluster: Cluster | undefined
  onClose: () => void
}

interface Member {
  unitId: string
  label: string
  validFrom: string
  validTo: string | null
}

/** Writes a cluster of the office's own: its names and its members with their days. */
export function ClusterDrawer({ cluster, onClose }: ClusterDrawerProps) {
  const { t } = useTranslation('clusters')
  const { client, language } = useClusters()
  const [names, setNames] = useState({ vi: cluster?.names.vi ?? '', lo: cluster?.names.lo ?? '' })
  const [members, setMembers] = useState<Member[]>(() =>
    (cluster?.members ?? []).map(({ unit, validFrom, validTo }) => ({
      unitId: unit.id,
      label: unit[language],
      validFrom,
      validTo,
    })),
  )
  const save = useSaving(
    () =>
      client.clusters.save({
        id: cluster?.id ?? null,
        names: { vi: names.vi, en: cluster?.names.en ?? null, lo: names.lo.trim() === '' ? null : names.lo },
        members: members.map(({ unitId, validFrom, validTo }) => ({ unitId, validFrom, validTo })),
      }),
    onClose,
  )
  const remove = useSaving(() => client.clusters.remove({ id: cluster?.id ?? '' }), onClose)
  const failed = save.error ?? remove.error
  const change = (at: number, changes: Partial<Member>) =>
    setMembers((before) => before.map((member, index) => (index === at ? { ...member, ...changes } : member)))
  return (
    <RecordDrawer
      opened
      size="lg"
      title={t(cluster === undefined ? 'add' : 'edit')}
      verb={t('save')}
      saving={save.isPending}
      disabled={names.vi.trim() === ''}
      onSubmit={() => save.mutate(undefined)}
      onClose={onClose}
      note={failed === null ? null : <FailureNotice failure={failureOf(failed)} />}
    >
      <TextInput
        label={t('cluster.name')}
        required
        data-autofocus
        value={names.vi}
        onChange={(event) => setNames({ ...names, vi: event.currentTarget.value })}
      />
      <TextInput
        label={t('cluster.nameLo')}
        value={names.lo}
        onChange={(event) => setNames({ ...names, lo: event.currentTarget.value })}
      />
      <MemberAdder
        known={members.map((member) => member.unitId)}
        onAdd={(added) => setMembers([...members, ...added])}
      />
      <ul className="nc-cluster-members" aria-label={t('cluster.members')}>
        {members.map((member, index) => (
          <li key={`${member.unitId} ${member.validFrom}`}>
            <span>{member.label}</span>
            <DayField
              label={t('cluster.fromOf', { unit: member.label })}
              value={member.validFrom}
              onChange={(day) => change(index, { validFrom: day ?? member.validFrom })}
            />
            <DayField
              label={t('cluster.toOf', { unit: member.label })}
              value={member.validTo ?? undefined}
              onChange={(day) => change(index, { validTo: day ?? null })}
            />
            <ActionIcon
              aria-label={t('cluster.drop', { unit: member.label })}
              onClick={() => setMembers(members.filter((_one, at) => at !== index))}
            >
              <IconX size="1rem" stroke={1.5} />
            </ActionIcon>
          </li>
        ))}
      </ul>
      {cluster === undefined ? null : (
        <Button variant="subtle" color="red" loading={remove.isPending} onClick={() => remove.mutate(undefined)}>
          {t('remove')}
        </Button>
      )}
    </RecordDrawer>
  )
}

interface MemberAdderProps {
  known: readonly string[]
  onAdd: (members: Member[]) => void
}

/** Units that report here, several at once, from the first day of the year. */
function MemberAdder({ known, onAdd }: MemberAdderProps) {
  const { t } = useTranslation('clusters')
  const { api, language } = useClusters()
  const quarter = presentQuarter()
  const [chosen, setChosen] = useState<string[]>([])
  const rows = useQuery(api.reports.quarter.queryOptions({ input: quarter })).data?.rows ?? []
  const units = rows.map((row) => row.unit).filter((unit) => !known.includes(unit.id))
  const add = () => {
    const validFrom = `${quarter.year}-01-01`
    onAdd(
      units
        .filter((unit) => chosen.includes(unit.id))
        .map((unit) => ({ unitId: unit.id, label: unit[language], validFrom, validTo: null })),
    )
    setChosen([])
  }
  return (
    <>
      <MultiSelect
        label={t('cluster.addMembers')}
        searchable
        data={units.map((unit) => ({ value: unit.id, label: unit[language] }))}
        value={chosen}
        onChange={setChosen}
      />
      <Button variant="default" disabled={chosen.length === 0} onClick={add}>
        {t('cluster.addMembers')}
      </Button>
    </>
  )
}
