import { Button, Table } from '@mantine/core'
import { useInfiniteQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { failureOf } from '../../../base/common/failures.ts'
import { useApi } from '../../../base/ui/api.tsx'
import { FailureNotice } from '../../../base/ui/FailureNotice.tsx'
import { useFormat } from '../../../base/ui/useFormat.ts'
import type { AuditLine, auditContract } from '../common/contract.ts'
import { useAskedWords } from './useAskedWords.ts'
import { useDeedWords } from './useDeedWords.ts'
import './audit.css'

const PAGE = 100

/** Entry for entry, the newest first. */
export function AuditLines({ month, userId }: { month: string; userId: string | undefined }) {
  const { t } = useTranslation('audit')
  const api = useApi<{ audit: typeof auditContract }>()
  const list = useInfiniteQuery(
    api.audit.list.infiniteOptions({
      input: (before: AuditLine | undefined) => ({
        month,
        limit: PAGE,
        ...(userId === undefined ? {} : { userId }),
        ...(before === undefined ? {} : { before: { at: before.at, epoch: before.epoch, seq: before.seq } }),
      }),
      initialPageParam: undefined as AuditLine | undefined,
      getNextPageParam: ({ lines, more }) => (more ? lines.at(-1) : undefined),
    }),
  )
  if (list.error) return <FailureNotice failure={failureOf(list.error)} onRetry={() => void list.refetch()} />
  const lines = list.data?.pages.flatMap((page) => page.lines) ?? []
  return (
    <>
      <Table className="nc-audit-lines" aria-label={t('entries')}>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{t('columns.at')}</Table.Th>
            <Table.Th>{t('columns.person')}</Table.Th>
            <Table.Th>{t('columns.deed')}</Table.Th>
            <Table.Th>{t('columns.about')}</Table.Th>
            <Table.Th ta="right">{t('columns.count')}</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {foldAlike(lines).map(({ line, times }) => (
            <LineRow key={`${line.epoch} ${line.seq}`} line={line} times={times} />
          ))}
        </Table.Tbody>
      </Table>
      {list.hasNextPage ? (
        <Button variant="default" loading={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>
          {t('more')}
        </Button>
      ) : null}
    </>
  )
}

interface Folded {
  line: AuditLine
  times: number
}

/** A page asks for several things at once: entries of one minute that read the same are one line, with how many they are. */
function foldAlike(lines: readonly AuditLine[]): Folded[] {
  const folded: (Folded & { reads: string })[] = []
  for (const line of lines) {
    const { seq: _seq, epoch: _epoch, at, ...shown } = line
    const reads = JSON.stringify([at.slice(0, 16), shown])
    const last = folded.at(-1)
    if (last?.reads === reads) last.times += 1
    else folded.push({ line, times: 1, reads })
  }
  return folded
}

function LineRow({ line, times }: Folded) {
  const { t } = useTranslation('audit')
  const { formatMoment, formatNumber } = useFormat()
  const deed = useDeedWords()
  const asked = useAskedWords()
  return (
    <Table.Tr>
      <Table.Td className="num">{formatMoment(line.at)}</Table.Td>
      <Table.Td>{line.userName ?? t('program')}</Table.Td>
      <Table.Td>
        {deed(line)} {times === 1 ? null : <span className="nc-soft num">{t('times', { count: times })}</span>}
      </Table.Td>
      <Table.Td>
        {line.records.map(({ id, name, path }) => (
          <Link key={id} className="nc-link" to={path}>
            {name}{' '}
          </Link>
        ))}
        {line.asked.length === 0 ? null : <span className="nc-soft">{asked(line)} </span>}
        {line.fileName === null ? null : <span className="nc-soft">{line.fileName} </span>}
        {line.sha256 === null ? null : (
          <span className="nc-soft num" title={line.sha256}>
            {line.sha256.slice(0, 12)}
          </span>
        )}
      </Table.Td>
      <Table.Td ta="right" className="num">
        {line.count === 0 ? '' : formatNumber(line.count)}
      </Table.Td>
    </Table.Tr>
  )
}
