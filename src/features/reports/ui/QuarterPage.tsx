import { notifications } from '@mantine/notifications'
import { IconLock, IconTableExport } from '@tabler/icons-react'
import { keepPreviousData, useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useSearchParams } from 'react-router'
import type { Quarter } from '../../../base/common/day.ts'
import { failureOf } from '../../../base/common/failures.ts'
import { useApi, useClient } from '../../../base/ui/api.tsx'
import { FailureNotice } from '../../../base/ui/FailureNotice.tsx'
import { PageHeader } from '../../../base/ui/PageHeader.tsx'
import { useFormat } from '../../../base/ui/useFormat.ts'
import { useMay } from '../../../base/ui/useMay.ts'
import type { accountContract } from '../../accounts/common/contract.ts'
import { useFiles } from '../../files/ui/useFiles.ts'
import { useSignedIn } from '../../units/ui/useSignedIn.ts'
import type { reportContract } from '../common/contract.ts'
import type { QuarterRow, QuarterTable } from '../common/quarterSchemas.ts'
import { DrillDrawer } from './DrillDrawer.tsx'
import { FigureSheet } from './FigureSheet.tsx'
import { type FigureChoice, FigureTable } from './FigureTable.tsx'
import { isOver, presentQuarter, quarterFrom } from './presentQuarter.ts'
import { QuarterPicker } from './QuarterPicker.tsx'
import { SignedTables } from './SignedTables.tsx'
import './reports.css'

type Contracts = {
  accounts: typeof accountContract
  reports: typeof reportContract
}

/** The quarterly table: a row per unit, every figure opens to what it was made of, and out to a spreadsheet to sign. */
export function QuarterPage() {
  const { t } = useTranslation('reports')
  const { formatDay } = useFormat()
  const api = useApi<Contracts>()
  const [asked] = useSearchParams()
  const [quarter, setQuarter] = useState<Quarter>(() => quarterFrom(asked) ?? presentQuarter())
  const [choice, setChoice] = useState<FigureChoice>()
  const table = useQuery(
    api.reports.quarter.queryOptions({
      input: quarter,
      placeholderData: keepPreviousData,
    }),
  )
  const xlsx = useXlsx(quarter)
  const sign = useSign(quarter)
  const caption = t('quarter.title', { ...quarter })
  const alone = unitAlone(table.data)
  const over = isOver(quarter)
  return (
    <>
      <PageHeader
        title={t('quarter.heading')}
        {...(table.data ? { count: over ? missingText(t, table.data) : t('quarter.running') } : {})}
        views={<QuarterPicker value={quarter} onChange={setQuarter} />}
        actions={[
          ...(sign.allowed
            ? [{ label: t('sign.action'), icon: IconLock, loading: sign.running, onSelect: sign.close }]
            : []),
          ...(xlsx.allowed
            ? [
                {
                  label: t('quarter.export'),
                  icon: IconTableExport,
                  loading: xlsx.running,
                  onSelect: xlsx.save,
                },
              ]
            : []),
        ]}
      />
      {sign.error === null ? null : <FailureNotice failure={failureOf(sign.error)} />}
      {xlsx.error === null ? null : <FailureNotice failure={failureOf(xlsx.error)} />}
      {table.error === null ? null : (
        <FailureNotice failure={failureOf(table.error)} onRetry={() => void table.refetch()} />
      )}
      {table.data === undefined ? null : (
        <>
          <p className="nc-soft num">
            {t('quarter.period', {
              from: formatDay(table.data.window.from),
              to: formatDay(table.data.window.to),
            })}
            {' · '}
            {t('quarter.dong')}
          </p>
          {alone === undefined ? (
            <FigureTable table={table.data} over={over} caption={caption} onChoose={setChoice} />
          ) : (
            <FigureSheet row={alone} caption={caption} onChoose={setChoice} />
          )}
          {table.data.rows.length > 1 ? <p className="nc-soft nc-report-note">{t('quarter.internalNote')}</p> : null}
        </>
      )}
      <SignedTables quarter={quarter} />
      <DrillDrawer quarter={quarter} choice={choice} onClose={() => setChoice(undefined)} />
    </>
  )
}

/** The one unit there is, when nothing stands below it. */
function unitAlone(table: QuarterTable | undefined): QuarterRow | undefined {
  const [first, ...others] = table?.rows ?? []
  if (first === undefined || others.length + first.below.length + first.elsewhere.length > 0) return undefined
  return first
}

/** How many units are still to send; empty when none is. */
function missingText(t: ReturnType<typeof useTranslation<'reports'>>['t'], table: QuarterTable): string {
  const count = table.rows.filter((row) => row.status === 'notSent').length
  return count === 0 ? '' : t('quarter.missingCount', { count })
}

/** Closing the table after it was signed on paper: an office that others report to does so. */
function useSign(quarter: Quarter) {
  const { t } = useTranslation('reports')
  const api = useApi<Contracts>()
  const client = useClient<Contracts>()
  const queries = useQueryClient()
  const { me } = useSignedIn()
  const mayApprove = useMay('records.approve')
  const close = useMutation({
    mutationFn: () => client.reports.sign(quarter),
    onSuccess: async () => {
      notifications.show({ message: t('sign.done', { ...quarter }) })
      await queries.invalidateQueries({ queryKey: api.reports.key() })
    },
  })
  return {
    allowed: mayApprove && me !== undefined && me.kind !== 'branch',
    running: close.isPending,
    error: close.error,
    close: () => close.mutate(),
  }
}

function useXlsx(quarter: Quarter) {
  const client = useClient<Contracts>()
  const files = useFiles()
  const { language } = useFormat()
  const mayExport = useMay('data.export')
  const save = useMutation({
    mutationFn: async () => files.save((await client.reports.quarterXlsx({ ...quarter, language })).ticket),
  })
  return {
    allowed: mayExport,
    running: save.isPending,
    error: save.error,
    save: () => save.mutate(),
  }
}
