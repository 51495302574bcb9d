import { Button, Tabs } from '@mantine/core'
import { useInfiniteQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useApi } from '../../../base/ui/api.tsx'
import { useFormat } from '../../../base/ui/useFormat.ts'
import type { importContract } from '../common/contract.ts'
import { type PreviewRow, ROW_STATUSES, type RowCounts, type StagedImport } from '../common/importSchemas.ts'
import { DuplicateRows } from './DuplicateRows.tsx'
import { FailedRowsButton } from './FailedRowsButton.tsx'
import { StagedRows } from './StagedRows.tsx'

const PAGE = 50

export interface PreviewTabsProps {
  staged: StagedImport
  onCounts: (counts: RowCounts) => void
}

/** The rows of the file by what will happen to them. */
export function PreviewTabs({ staged, onCounts }: PreviewTabsProps) {
  const { t } = useTranslation('imports')
  const { formatNumber } = useFormat()
  const { counts, batchId } = staged
  const [tab, setTab] = useState<PreviewRow['status']>(firstTab(counts))
  const api = useApi<{ imports: typeof importContract }>()
  const pages = useInfiniteQuery(
    api.imports.preview.infiniteOptions({
      input: (offset: number) => ({ batchId, status: tab, offset, limit: PAGE }),
      initialPageParam: 0,
      getNextPageParam: (last, all) => {
        const read = all.reduce((sum, page) => sum + page.rows.length, 0)
        return read < last.total ? read : undefined
      },
    }),
  )
  const rows = pages.data?.pages.flatMap((page) => page.rows) ?? []
  return (
    <section className="nc-import-panel" aria-label={t('preview.title')}>
      <Tabs value={tab} onChange={(value) => setTab(ROW_STATUSES.find((status) => status === value) ?? 'good')}>
        <Tabs.List>
          {ROW_STATUSES.map((status) => (
            <Tabs.Tab key={status} value={status}>
              {t(`tabs.${status}`)} <span className="nc-import-count num">{formatNumber(counts[status])}</span>
            </Tabs.Tab>
          ))}
        </Tabs.List>
        {ROW_STATUSES.map((status) => (
          <Tabs.Panel key={status} value={status} pt="sm">
            {status !== tab || pages.isPending ? null : (
              <TabRows status={status} rows={rows} batchId={batchId} onCounts={onCounts} />
            )}
          </Tabs.Panel>
        ))}
      </Tabs>
      {pages.hasNextPage ? (
        <Button
          size="xs"
          variant="default"
          loading={pages.isFetchingNextPage}
          onClick={() => void pages.fetchNextPage()}
        >
          {t('preview.more')}
        </Button>
      ) : null}
    </section>
  )
}

interface TabRowsProps {
  status: PreviewRow['status']
  rows: readonly PreviewRow[]
  batchId: string
  onCounts: (counts: RowCounts) => void
}

function TabRows({ status, rows, batchId, onCounts }: TabRowsProps) {
  const { t } = useTranslation('imports')
  if (rows.length === 0) return <p className="nc-soft">{t(`preview.none.${status}`)}</p>
  if (status === 'duplicate') return <DuplicateRows batchId={batchId} rows={rows} onCounts={onCounts} />
  return (
    <>
      {status === 'refused' ? (
        <div className="nc-import-actions">
          <span className="nc-soft">{t('preview.refusedHint')}</span>
          <FailedRowsButton batchId={batchId} />
        </div>
      ) : null}
      <StagedRows rows={rows} label={t(`tabs.${status}`)} />
    </>
  )
}

function firstTab({ good, refused }: RowCounts): PreviewRow['status'] {
  if (refused > 0) return 'refused'
  return good > 0 ? 'good' : 'duplicate'
}
