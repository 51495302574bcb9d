import { Button, SegmentedControl } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { IconSearch } from '@tabler/icons-react'
import { keepPreviousData, useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { failureOf } from '../../../base/common/failures.ts'
import { EmptyState } from '../../../base/ui/EmptyState.tsx'
import { FailureNotice } from '../../../base/ui/FailureNotice.tsx'
import { PageHeader } from '../../../base/ui/PageHeader.tsx'
import { ProgressPanel } from '../../../base/ui/ProgressPanel.tsx'
import { useFormat } from '../../../base/ui/useFormat.ts'
import { useMay } from '../../../base/ui/useMay.ts'
import { DUPLICATE_KINDS, type DuplicateKind, type DuplicatePair } from '../common/duplicateSchemas.ts'
import { DecidedPairs } from './DecidedPairs.tsx'
import './duplicates.css'
import { MergeDrawer } from './MergeDrawer.tsx'
import { PairCard } from './PairCard.tsx'
import { useDuplicateApi } from './useDuplicateApi.ts'
import { useScan } from './useScan.ts'

const PAIRS_AT_ONCE = 10

/** Who stands in the book twice: look through it, decide pair by pair, take a decision back. */
export function DuplicatesPage() {
  const { t } = useTranslation('duplicates')
  const { formatMoment, formatNumber } = useFormat()
  const api = useDuplicateApi()
  const mayWrite = useMay('records.write')
  const [kind, setKind] = useState<DuplicateKind>('address')
  const [limit, setLimit] = useState(PAIRS_AT_ONCE)
  const scan = useScan(kind)
  const list = useQuery(api.list.queryOptions({ input: { kind, limit }, placeholderData: keepPreviousData }))
  const total = list.data?.total ?? 0
  const scannedAt = list.data?.scannedAt ?? null
  const startScan = {
    label: t(scannedAt === null ? 'scan.start' : 'scan.again'),
    icon: IconSearch,
    onSelect: scan.start,
    loading: scan.progress !== undefined,
  }
  const choose = (chosen: string) => {
    setKind(DUPLICATE_KINDS.find((each) => each === chosen) ?? 'address')
    setLimit(PAIRS_AT_ONCE)
  }
  return (
    <>
      <PageHeader
        title={t('title')}
        {...(total === 0 ? {} : { count: t('pairs.count', { count: total, formatted: formatNumber(total) }) })}
        views={
          <SegmentedControl
            size="xs"
            aria-label={t('kindLabel')}
            value={kind}
            onChange={choose}
            data={DUPLICATE_KINDS.map((each) => ({ value: each, label: t(`kinds.${each}`) }))}
          />
        }
        {...(mayWrite ? { mainAction: startScan } : {})}
      />
      <div className="nc-duplicates">
        <p className="nc-soft">
          {t('lead')} {scannedAt === null ? null : t('scan.at', { day: formatMoment(scannedAt) })}
        </p>
        <FailureNotice failure={scan.failure ?? (list.error === null ? undefined : failureOf(list.error))} />
        {scan.progress === undefined ? null : (
          <ProgressPanel
            title={t(`scan.${scan.progress.phase}`)}
            done={scan.progress.done}
            total={scan.progress.total}
            unit={t('scan.unit')}
            onCancel={scan.stop}
          />
        )}
        <Pairs
          kind={kind}
          pairs={list.data?.pairs ?? []}
          empty={list.data !== undefined && total === 0}
          scanned={scannedAt !== null}
        />
        {total > limit ? (
          <Button size="xs" variant="default" onClick={() => setLimit(limit + PAIRS_AT_ONCE)}>
            {t('pairs.more')}
          </Button>
        ) : null}
        <DecidedPairs kind={kind} mayWrite={mayWrite} />
      </div>
    </>
  )
}

interface PairsProps {
  kind: DuplicateKind
  pairs: readonly DuplicatePair[]
  empty: boolean
  scanned: boolean
}

function Pairs({ kind, pairs, empty, scanned }: PairsProps) {
  const { t } = useTranslation('duplicates')
  const mayWrite = useMay('records.write')
  const [merging, setMerging] = useState<readonly [string, string]>()
  const dismiss = useDismiss()
  if (empty)
    return scanned ? (
      <EmptyState kind="nothingYet" title={t('empty.title')} hint={t('empty.done')} />
    ) : (
      <EmptyState kind="nothingYet" title={t('empty.neverTitle')} hint={t('empty.never')} />
    )
  return (
    <section aria-label={t('pairs.label')}>
      <FailureNotice failure={dismiss.error === null ? undefined : failureOf(dismiss.error)} />
      {pairs.map((pair) => (
        <PairCard
          key={`${pair.first.id} ${pair.second.id}`}
          kind={kind}
          pair={pair}
          mayDecide={mayWrite}
          busy={dismiss.isPending}
          onMerge={() => setMerging([pair.first.id, pair.second.id])}
          onDismiss={() => dismiss.mutate({ kind, pair })}
        />
      ))}
      {merging === undefined ? null : (
        <MergeDrawer key={merging.join()} kind={kind} pair={merging} onClose={() => setMerging(undefined)} />
      )}
    </section>
  )
}

function useDismiss() {
  const { t } = useTranslation('duplicates')
  const api = useDuplicateApi()
  const queries = useQueryClient()
  return useMutation({
    mutationFn: async ({ kind, pair: { first, second } }: { kind: DuplicateKind; pair: DuplicatePair }) => {
      await api.dismiss.call({ kind, id: first.id, otherIds: [second.id] })
      return { first: first.name, second: second.name }
    },
    onSuccess: async (names) => {
      notifications.show({ message: t('pair.dismissed', names) })
      await queries.invalidateQueries()
    },
  })
}
