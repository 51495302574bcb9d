import { Select } from '@mantine/core'
import { IconPencil, IconPlus, IconTableExport } from '@tabler/icons-react'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Quarter } from '../../../base/common/day.ts'
import { failureOf } from '../../../base/common/failures.ts'
import type { PageAction } from '../../../base/ui/ActionButton.tsx'
import { FailureNotice } from '../../../base/ui/FailureNotice.tsx'
import { PageHeader } from '../../../base/ui/PageHeader.tsx'
import { useFormat } from '../../../base/ui/useFormat.ts'
import { presentQuarter } from '../../reports/ui/presentQuarter.ts'
import { QuarterPicker } from '../../reports/ui/QuarterPicker.tsx'
import type { Cluster, Standing } from '../common/clusterSchemas.ts'
import { ClusterDrawer } from './ClusterDrawer.tsx'
import { FormPanel } from './FormPanel.tsx'
import { IndicatorPanel } from './IndicatorPanel.tsx'
import { StandingTable } from './StandingTable.tsx'
import { TargetPanel } from './TargetPanel.tsx'
import { useClusters, useSheet } from './useClusters.ts'
import './clusters.css'

/** Clusters of units against their targets, and what they are measured by. */
export function ClustersPage() {
  const { t } = useTranslation('clusters')
  const { api, mayEdit } = useClusters()
  const [quarter, setQuarter] = useState<Quarter>(presentQuarter)
  const [picked, setPicked] = useState<string>()
  const [editing, setEditing] = useState<Cluster | 'new'>()
  const list = useQuery(api.clusters.list.queryOptions())
  const clusters = list.data?.clusters ?? []
  const cluster = clusters.find(({ id }) => id === picked) ?? clusters[0]
  const actions = useClusterActions({ cluster, quarter, onEdit: setEditing })
  return (
    <>
      <PageHeader
        title={t('title')}
        views={<QuarterPicker value={quarter} onChange={setQuarter} />}
        actions={actions}
      />
      {list.error === null ? null : <FailureNotice failure={failureOf(list.error)} />}
      {cluster === undefined ? (
        <p className="nc-soft">{list.isSuccess ? t('none') : null}</p>
      ) : (
        <ChosenCluster clusters={clusters} cluster={cluster} quarter={quarter} onPick={setPicked} />
      )}
      <FormPanel quarter={quarter} />
      {mayEdit ? <IndicatorPanel /> : null}
      {editing === undefined ? null : (
        <ClusterDrawer cluster={editing === 'new' ? undefined : editing} onClose={() => setEditing(undefined)} />
      )}
    </>
  )
}

interface ClusterActions {
  cluster: Cluster | undefined
  quarter: Quarter
  onEdit: (cluster: Cluster | 'new') => void
}

/** What the page's head offers: a new cluster, changing the one shown, its spreadsheet. */
function useClusterActions({ cluster, quarter, onEdit }: ClusterActions): PageAction[] {
  const { t } = useTranslation('clusters')
  const { client, language, mayEdit, mayExport } = useClusters()
  const sheet = useSheet(() => client.clusters.standingXlsx({ clusterId: cluster?.id ?? '', ...quarter, language }))
  const actions: PageAction[] = []
  if (mayEdit) actions.push({ label: t('add'), icon: IconPlus, onSelect: () => onEdit('new') })
  if (mayEdit && cluster?.origin === 'own') {
    actions.push({ label: t('edit'), icon: IconPencil, onSelect: () => onEdit(cluster) })
  }
  if (mayExport && cluster !== undefined) {
    const save = () => sheet.mutate()
    actions.push({ label: t('export'), icon: IconTableExport, loading: sheet.isPending, onSelect: save })
  }
  return actions
}

interface ChosenClusterProps {
  clusters: readonly Cluster[]
  cluster: Cluster
  quarter: Quarter
  onPick: (id: string | undefined) => void
}

function ChosenCluster({ clusters, cluster, quarter, onPick }: ChosenClusterProps) {
  const { t } = useTranslation('clusters')
  const { nameOf } = useClusters()
  return (
    <>
      <Select
        label={t('choose')}
        w="22rem"
        data={clusters.map((one) => ({ value: one.id, label: nameOf(one.names) }))}
        value={cluster.id}
        allowDeselect={false}
        onChange={(id) => onPick(id ?? undefined)}
      />
      <ClusterStanding key={cluster.id} cluster={cluster} quarter={quarter} />
    </>
  )
}

function ClusterStanding({ cluster, quarter }: { cluster: Cluster; quarter: Quarter }) {
  const { t } = useTranslation('clusters')
  const { formatDay } = useFormat()
  const { api, mayEdit } = useClusters()
  const standing = useQuery(
    api.clusters.standing.queryOptions({
      input: { clusterId: cluster.id, ...quarter },
      placeholderData: keepPreviousData,
    }),
  )
  if (standing.error !== null) return <FailureNotice failure={failureOf(standing.error)} />
  if (standing.data === undefined) return null
  return (
    <>
      <p className="nc-soft num">{t('subtitle', { day: formatDay(standing.data.day) })}</p>
      <Measured standing={standing.data} year={quarter.year} />
      {mayEdit ? (
        <TargetPanel key={quarter.year} year={quarter.year} units={standing.data.rows.map((row) => row.unit)} />
      ) : null}
    </>
  )
}

function Measured({ standing, year }: { standing: Standing; year: number }) {
  const { t } = useTranslation('clusters')
  if (standing.indicators.length === 0) return <p className="nc-soft">{t('noTargets', { year })}</p>
  return <StandingTable standing={standing} />
}
