import { Select } from '@mantine/core'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import type { TFunction } from 'i18next'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { failureOf } from '../../../base/common/failures.ts'
import { DataList } from '../../../base/ui/DataList.tsx'
import { EmptyState } from '../../../base/ui/EmptyState.tsx'
import { FailureNotice } from '../../../base/ui/FailureNotice.tsx'
import type { ListPage } from '../../../base/ui/ListFooter.tsx'
import type { ListColumn } from '../../../base/ui/listColumn.ts'
import { PageHeader } from '../../../base/ui/PageHeader.tsx'
import { useFormat } from '../../../base/ui/useFormat.ts'
import type { PrintRow } from '../common/contract.ts'
import { PAPER_KINDS, type PaperKind } from '../common/paperKinds.ts'
import { PaperViews } from './PaperViews.tsx'
import { PAPER_LANGUAGES } from './paperLanguages.ts'
import { usePaperApi } from './usePaperApi.ts'

/** Who printed which paper, when, and which copy it was. */
export function PrintLogPage() {
  const { t } = useTranslation('papers')
  const { formatMoment } = useFormat()
  const [kind, setKind] = useState<PaperKind | null>(null)
  const [page, setPage] = useState<ListPage>({ number: 1, size: 50 })
  const input = { ...(kind === null ? {} : { kind }), offset: (page.number - 1) * page.size, limit: page.size }
  const log = useQuery(usePaperApi().prints.queryOptions({ input, placeholderData: keepPreviousData }))
  return (
    <>
      <PageHeader title={t('title')} views={<PaperViews />} />
      <div className="nc-filters">
        <Select
          size="xs"
          w="16rem"
          clearable
          aria-label={t('log.kind')}
          placeholder={t('log.all')}
          data={PAPER_KINDS.map((each) => ({ value: each, label: t(`kinds.${each}`) }))}
          value={kind}
          onChange={(next) => {
            // Safe: the choices are exactly the kinds.
            setKind(next as PaperKind | null)
            setPage({ ...page, number: 1 })
          }}
        />
      </div>
      {log.error === null ? null : <FailureNotice failure={failureOf(log.error)} onRetry={() => void log.refetch()} />}
      <DataList
        label={t('log.title')}
        layoutKey="print-log"
        columns={columns(t, formatMoment)}
        rowKey={(row) => row.id}
        rows={log.data?.rows}
        fetching={log.isPlaceholderData}
        total={log.data?.total}
        page={page}
        onPage={setPage}
        empty={<EmptyState kind="nothingYet" title={t('log.none')} hint={t('log.noneHint')} />}
      />
    </>
  )
}

function columns(t: TFunction<'papers'>, formatMoment: (moment: string) => string): ListColumn<PrintRow>[] {
  return [
    { key: 'paper', title: t('log.paper'), width: 22, render: (row) => row.label },
    { key: 'kind', title: t('log.kind'), width: 13, render: (row) => t(`kinds.${row.kind}`) },
    { key: 'copy', title: t('log.copy'), width: 5, figures: 'end', render: (row) => row.copy },
    {
      key: 'language',
      title: t('log.language'),
      width: 7,
      render: (row) => PAPER_LANGUAGES.find(({ value }) => value === row.language)?.label,
    },
    { key: 'when', title: t('log.when'), width: 11, figures: 'start', render: (row) => formatMoment(row.printedAt) },
    { key: 'who', title: t('log.who'), width: 12, render: (row) => row.userName },
  ]
}
