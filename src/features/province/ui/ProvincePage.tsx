import { ActionIcon } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { IconChevronLeft, IconChevronRight, IconMailForward } from '@tabler/icons-react'
import { useMutation, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useNavigate } from 'react-router'
import { failureOf } from '../../../base/common/failures.ts'
import { EmptyState } from '../../../base/ui/EmptyState.tsx'
import { FailureNotice } from '../../../base/ui/FailureNotice.tsx'
import { PageHeader } from '../../../base/ui/PageHeader.tsx'
import { SkeletonRows } from '../../../base/ui/SkeletonRows.tsx'
import { useFiles } from '../../files/ui/useFiles.ts'
import { CellDrawer, type ChosenCell } from './CellDrawer.tsx'
import { CrossPairs } from './CrossPairs.tsx'
import { DueDays } from './DueDays.tsx'
import { GridTable } from './GridTable.tsx'
import { PlausibilityPanel } from './PlausibilityPanel.tsx'
import './province.css'
import { QuestionList } from './QuestionList.tsx'
import { TransferTable } from './TransferTable.tsx'
import { useProvince } from './useProvince.ts'

/** The desk of an office that others report to: who has sent what for which quarter, and what to do about it. */
export function ProvincePage() {
  const { t } = useTranslation('province')
  const { api, mayOpen } = useProvince()
  const [year, setYear] = useState(() => new Date().getFullYear())
  const [chosen, setChosen] = useState<ChosenCell>()
  const grid = useQuery(api.province.grid.queryOptions({ input: { year } }))
  const receipts = useReceipts()
  const navigate = useNavigate()
  return (
    <>
      <PageHeader
        title={t('page.title')}
        views={<YearPicker year={year} onChange={setYear} />}
        actions={
          mayOpen
            ? [
                {
                  label: t('receipts.make'),
                  icon: IconMailForward,
                  loading: receipts.isPending,
                  onSelect: () => receipts.mutate(),
                },
              ]
            : []
        }
      />
      {receipts.error === null ? null : <FailureNotice failure={failureOf(receipts.error)} />}
      {grid.error === null ? null : (
        <FailureNotice failure={failureOf(grid.error)} onRetry={() => void grid.refetch()} />
      )}
      {grid.isPending ? <SkeletonRows label={t('page.title')} columns={5} /> : null}
      {grid.data === undefined ? null : (
        <>
          <DueDays days={grid.data.dueDays} />
          {grid.data.rows.length === 0 ? (
            <EmptyState
              kind="nothingYet"
              title={t('page.empty')}
              hint={t('page.emptyHint')}
              actions={mayOpen ? [{ label: t('page.enrol'), onSelect: () => void navigate('/bundles') }] : []}
            />
          ) : (
            <GridTable year={year} rows={grid.data.rows} onChoose={setChosen} />
          )}
        </>
      )}
      <QuestionList year={year} />
      <TransferTable year={year} />
      <CrossPairs />
      <PlausibilityPanel />
      <CellDrawer cell={chosen} onClose={() => setChosen(undefined)} />
    </>
  )
}

function YearPicker({ year, onChange }: { year: number; onChange: (year: number) => void }) {
  const { t } = useTranslation('province')
  return (
    <div className="nc-year">
      <ActionIcon aria-label={t('page.previous')} onClick={() => onChange(year - 1)}>
        <IconChevronLeft size="1rem" stroke={1.5} />
      </ActionIcon>
      <strong className="num">
        {t('page.year')} {year}
      </strong>
      <ActionIcon aria-label={t('page.next')} onClick={() => onChange(year + 1)}>
        <IconChevronRight size="1rem" stroke={1.5} />
      </ActionIcon>
    </div>
  )
}

/** Receipts for all units as one file. */
function useReceipts() {
  const { t } = useTranslation('province')
  const { client } = useProvince()
  const files = useFiles()
  return useMutation({
    mutationFn: async () => {
      const made = await client.bundles.createReceipts()
      const { ticket, name } = made
      if (ticket !== null) await files.saveProven(name, async () => ticket)
      return made
    },
    onSuccess: ({ receipts, name }) => {
      notifications.show({ message: receipts === 0 ? t('receipts.none') : t('receipts.made', { receipts, name }) })
    },
  })
}
