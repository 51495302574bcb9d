import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { failureOf } from '../../../base/common/failures.ts'
import { useApi } from '../../../base/ui/api.tsx'
import { EmptyState } from '../../../base/ui/EmptyState.tsx'
import { FailureNotice } from '../../../base/ui/FailureNotice.tsx'
import { PageHeader } from '../../../base/ui/PageHeader.tsx'
import { SkeletonRows } from '../../../base/ui/SkeletonRows.tsx'
import { useFormat } from '../../../base/ui/useFormat.ts'
import { useMay } from '../../../base/ui/useMay.ts'
import type { backupContract } from '../../backups/common/contract.ts'
import type { todayContract } from '../common/contract.ts'
import { backupLine } from '../common/rules.ts'
import type { WorkGroup, WorkLine } from '../common/worklistSchemas.ts'
import { WorkLineRow } from './WorkLineRow.tsx'
import './today.css'

/** Việc hôm nay: what to do, for whom, by when, and the button that leads to doing it. */
export function TodayPage() {
  const { t } = useTranslation('today')
  const { formatNumber, formatDay } = useFormat()
  const api = useApi<{ today: typeof todayContract; backups: typeof backupContract }>()
  const work = useQuery(api.today.worklist.queryOptions())
  const backups = useQuery(api.backups.status.queryOptions())
  const mayBackUp = useMay('backups.manage')
  const today = work.data?.today
  const backup =
    today === undefined || backups.data === undefined || !mayBackUp
      ? undefined
      : backupLine(backups.data.last?.madeAt.slice(0, 10), today)
  const groups = (work.data?.groups ?? [])
    .map((each) => withBackup(each, backup))
    .filter(({ lines }) => lines.length > 0)
  const count = groups.reduce((sum, group) => sum + group.count, 0)
  const next = work.data?.nextReportOn ?? null
  return (
    <div className="nc-today">
      <PageHeader
        title={t('title')}
        {...(count > 0 ? { count: t('count', { count, formatted: formatNumber(count) }) } : {})}
      />
      {work.error === null ? null : (
        <FailureNotice failure={failureOf(work.error)} onRetry={() => void work.refetch()} />
      )}
      {work.data === undefined && work.error === null ? <SkeletonRows label={t('title')} columns={3} /> : null}
      {work.data !== undefined && groups.length === 0 ? (
        <EmptyState
          kind="nothingYet"
          title={t('empty')}
          hint={next === null ? t('emptyHintPlain') : t('emptyHint', { day: formatDay(next) })}
        />
      ) : null}
      {groups.map(({ group, lines }) => (
        <section key={group} className="nc-work" data-group={group} aria-label={t(`groups.${group}`)}>
          <h2>{t(`groups.${group}`)}</h2>
          <ul>
            {lines.map((line) => (
              <WorkLineRow key={line.key} line={line} overdue={group === 'overdue'} />
            ))}
          </ul>
        </section>
      ))}
    </div>
  )
}

interface Group {
  group: WorkGroup
  lines: WorkLine[]
  count: number
}

/** Copies lie outside the book, so the page adds that line itself. */
function withBackup(group: Group, backup: WorkLine | undefined): Group {
  if (backup === undefined || group.group !== 'thisWeek') return group
  return { ...group, lines: [...group.lines, backup], count: group.count + 1 }
}
