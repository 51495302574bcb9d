import { ActionIcon, Button, MultiSelect, TextInput } from '@mantine/core'
import { IconPencil, IconTrash } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { failureOf } from '../../../base/common/failures.ts'
import { FailureNotice } from '../../../base/ui/FailureNotice.tsx'
import { RecordDrawer } from '../../../base/ui/RecordDrawer.tsx'
import { FIGURES, figureSchema } from '../../reports/common/quarterSchemas.ts'
import type { Indicator } from '../common/clusterSchemas.ts'
import { useClusters, useSaving } from './useClusters.ts'

/** What units are measured by: those of the centre, and the office's own. */
export function IndicatorPanel() {
  const { t } = useTranslation('clusters')
  const { api, client, nameOf } = useClusters()
  const [editing, setEditing] = useState<Indicator | 'new'>()
  const indicators = useQuery(api.clusters.indicators.list.queryOptions()).data?.indicators ?? []
  const remove = useSaving(
    (code: string) => client.clusters.indicators.remove({ code }),
    () => undefined,
  )
  return (
    <details className="nc-cluster-panel">
      <summary>{t('indicators.title')}</summary>
      <p className="nc-soft">{t('indicators.hint')}</p>
      {remove.error === null ? null : <FailureNotice failure={failureOf(remove.error)} />}
      <ul className="nc-cluster-list">
        {indicators.map((one) => (
          <li key={one.code}>
            <span>
              {nameOf(one.names)} <span className="nc-soft">({t(`basis.${one.basis ?? 'unknown'}`)})</span>
            </span>
            {one.origin === 'directory' ? <span className="nc-soft">{t('fromCentre')}</span> : null}
            <ActionIcon
              aria-label={t('indicators.editOne', { name: nameOf(one.names) })}
              onClick={() => setEditing(one)}
            >
              <IconPencil size="1rem" stroke={1.5} />
            </ActionIcon>
            {one.origin === 'own' ? (
              <ActionIcon
                aria-label={t('indicators.removeOne', { name: nameOf(one.names) })}
                onClick={() => remove.mutate(one.code)}
              >
                <IconTrash size="1rem" stroke={1.5} />
              </ActionIcon>
            ) : null}
          </li>
        ))}
      </ul>
      <Button variant="default" onClick={() => setEditing('new')}>
        {t('indicators.add')}
      </Button>
      {editing === undefined ? null : (
        <IndicatorDrawer indicator={editing === 'new' ? undefined : editing} onClose={() => setEditing(undefined)} />
      )}
    </details>
  )
}

interface IndicatorDrawerProps {
  indicator: Indicator | undefined
  onClose: () => void
}

function IndicatorDrawer({ indicator, onClose }: IndicatorDrawerProps) {
  const { t } = useTranslation(['clusters', 'reports'])
  const { client } = useClusters()
  const [draft, setDraft] = useState({
    code: indicator?.code ?? '',
    vi: indicator?.names.vi ?? '',
    lo: indicator?.names.lo ?? '',
    figures: indicator?.figures ?? [],
  })
  const patch = (changes: Partial<typeof draft>) => setDraft((before) => ({ ...before, ...changes }))
  const save = useSaving(
    () =>
      client.clusters.indicators.save({
        code: draft.code,
        names: { vi: draft.vi, en: indicator?.names.en ?? null, lo: draft.lo.trim() === '' ? null : draft.lo },
        figures: draft.figures.flatMap((figure) => figureSchema.safeParse(figure).data ?? []),
      }),
    onClose,
  )
  return (
    <RecordDrawer
      opened
      title={t(indicator === undefined ? 'clusters:indicators.add' : 'clusters:indicators.edit')}
      verb={t('clusters:save')}
      saving={save.isPending}
      disabled={draft.code.trim() === '' || draft.vi.trim() === '' || draft.figures.length === 0}
      onSubmit={() => save.mutate(undefined)}
      onClose={onClose}
      note={save.error === null ? null : <FailureNotice failure={failureOf(save.error)} />}
    >
      <TextInput
        label={t('clusters:indicators.code')}
        required
        disabled={indicator !== undefined}
        value={draft.code}
        onChange={(event) => patch({ code: event.currentTarget.value })}
      />
      <TextInput
        label={t('clusters:indicators.name')}
        required
        value={draft.vi}
        onChange={(event) => patch({ vi: event.currentTarget.value })}
      />
      <TextInput
        label={t('clusters:cluster.nameLo')}
        value={draft.lo}
        onChange={(event) => patch({ lo: event.currentTarget.value })}
      />
      <MultiSelect
        label={t('clusters:indicators.figures')}
        required
        data={FIGURES.map((figure) => ({ value: figure, label: t(`reports:figures.${figure}`) }))}
        value={draft.figures}
        onChange={(figures) => patch({ figures })}
      />
    </RecordDrawer>
  )
}
