import { Select } from '@mantine/core'
import { IconPlus } from '@tabler/icons-react'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { failureOf } from '../../../base/common/failures.ts'
import { DataList } from '../../../base/ui/DataList.tsx'
import { EmptyState } from '../../../base/ui/EmptyState.tsx'
import { FailureNotice } from '../../../base/ui/FailureNotice.tsx'
import { officeToday } from '../../../base/ui/officeToday.ts'
import { PageHeader } from '../../../base/ui/PageHeader.tsx'
import { useFormat } from '../../../base/ui/useFormat.ts'
import { PartnerKeys } from '../../bundles/ui/shares/PartnerKeys.tsx'
import { PartnerReport } from '../../bundles/ui/shares/PartnerReport.tsx'
import { ShareWizard } from '../../bundles/ui/shares/ShareWizard.tsx'
import { useSignedIn } from '../../units/ui/useSignedIn.ts'
import type { Activity, ActivityTotal } from '../common/activitySchemas.ts'
import { ActivityDrawer } from './ActivityDrawer.tsx'
import { useActivityColumns } from './useActivityColumns.tsx'
import { useCooperation } from './useCooperation.ts'
import '../../bundles/ui/bundles.css'

const FIRST_YEAR = 2018

/** Joint activities of both sides, what is shared with the partner, and the keys that make files of the two known. */
export function CooperationPage() {
  const { t } = useTranslation('cooperation')
  const { api, may } = useCooperation()
  const { me } = useSignedIn()
  const [year, setYear] = useState(() => Number(officeToday().slice(0, 4)))
  const [editing, setEditing] = useState<{ activity: Activity | undefined }>()
  const list = useQuery(api.cooperation.list.queryOptions({ input: { year }, placeholderData: keepPreviousData }))
  const columns = useActivityColumns()
  const add = { label: t('add'), icon: IconPlus, onSelect: () => setEditing({ activity: undefined }) }
  const mayWrite = may('records.write')
  const rows = list.data?.activities
  return (
    <>
      <PageHeader title={t('title')} {...(mayWrite ? { mainAction: add } : {})} />
      <div className="nc-filters">
        <YearSelect year={year} onChange={setYear} />
      </div>
      {list.error ? <FailureNotice failure={failureOf(list.error)} onRetry={() => void list.refetch()} /> : null}
      <Totals totals={list.data?.totals ?? []} />
      <DataList
        label={t('activities')}
        layoutKey="cooperation"
        compact
        columns={columns}
        rowKey={(activity) => activity.id}
        rows={rows}
        fetching={list.isPlaceholderData}
        total={rows?.length}
        page={{ number: 1, size: Math.max(50, rows?.length ?? 0) }}
        onPage={() => {}}
        {...(mayWrite ? { onOpen: (activity: Activity) => (activity.own ? setEditing({ activity }) : undefined) } : {})}
        empty={
          <EmptyState
            kind="nothingYet"
            title={t('empty.title')}
            hint={t('empty.hint')}
            actions={mayWrite ? [add] : []}
          />
        }
      />
      <div className="nc-bundles">
        {me === undefined || !may('bundles.send') ? null : me.kind === 'partner' ? <PartnerReport /> : <ShareWizard />}
        {may('keys.manage') ? <PartnerKeys /> : null}
      </div>
      {editing ? <ActivityDrawer activity={editing.activity} onClose={() => setEditing(undefined)} /> : null}
    </>
  )
}

function YearSelect({ year, onChange }: { year: number; onChange: (year: number) => void }) {
  const { t } = useTranslation('cooperation')
  const last = Number(officeToday().slice(0, 4))
  const years = Array.from({ length: last - FIRST_YEAR + 1 }, (_, index) => String(last - index))
  return (
    <Select
      size="xs"
      w="8rem"
      aria-label={t('year')}
      allowDeselect={false}
      data={years}
      value={String(year)}
      onChange={(value) => onChange(Number(value))}
    />
  )
}

/** Each side's sums in a line of its own, each currency by itself. */
function Totals({ totals }: { totals: readonly ActivityTotal[] }) {
  const { t } = useTranslation('cooperation')
  const { formatMoney, formatNumber } = useFormat()
  const lines = totals.map(({ own, activities, households, people, value }) => (
    <div key={String(own)}>
      {t(own ? 'totals.own' : 'totals.partner', {
        activities: formatNumber(activities),
        households: formatNumber(households),
        people: formatNumber(people),
        value: value.length === 0 ? t('totals.noMoney') : value.map(formatMoney).join(', '),
      })}
    </div>
  ))
  return lines.length === 0 ? null : <div className="nc-soft num nc-sums">{lines}</div>
}
