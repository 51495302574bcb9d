import { Anchor, Button, SegmentedControl } from '@mantine/core'
import { IconPrinter, IconTableExport } from '@tabler/icons-react'
import { keepPreviousData, useMutation, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { failureOf } from '../../../base/common/failures.ts'
import { EmptyState } from '../../../base/ui/EmptyState.tsx'
import { FailureNotice } from '../../../base/ui/FailureNotice.tsx'
import { useFormat } from '../../../base/ui/useFormat.ts'
import { useMay } from '../../../base/ui/useMay.ts'
import { useFiles } from '../../files/ui/useFiles.ts'
import { PaperDrawer } from '../../papers/ui/PaperDrawer.tsx'
import { OVERDUE_SIDES, type OverdueRow, type OverdueSide, otherSide } from '../common/bookSchemas.ts'
import { useLedgerApi } from './useLedgerApi.ts'

/** What is late, by sponsor or by address; on paper and as a workbook. */
export function OverdueView() {
  const { t } = useTranslation('ledger')
  const { language } = useFormat()
  const api = useLedgerApi()
  const files = useFiles()
  const [by, setBy] = useState<OverdueSide>('donor')
  const [printing, setPrinting] = useState(false)
  const mayExport = useMay('data.export')
  const mayPrint = useMay('paper.print')
  const query = useQuery(api.books.overdue.queryOptions({ input: { by }, placeholderData: keepPreviousData }))
  const save = useMutation({
    mutationFn: async () => files.save((await api.books.overdueXlsx.call({ by, language })).ticket),
  })
  const rows = query.data?.rows
  return (
    <>
      <div className="nc-ledger-fields">
        <SegmentedControl
          aria-label={t('overdue.by')}
          data={OVERDUE_SIDES.map((each) => ({ value: each, label: t(`statement.${each}`) }))}
          value={by}
          onChange={setBy}
        />
        {mayPrint ? (
          <Button
            variant="default"
            leftSection={<IconPrinter size="1rem" stroke={1.5} />}
            onClick={() => setPrinting(true)}
          >
            {t('overdue.print')}
          </Button>
        ) : null}
        {mayExport ? (
          <Button
            variant="default"
            leftSection={<IconTableExport size="1rem" stroke={1.5} />}
            loading={save.isPending}
            onClick={() => save.mutate()}
          >
            {t('books.export')}
          </Button>
        ) : null}
      </div>
      {query.error === null ? null : <FailureNotice failure={failureOf(query.error)} />}
      {save.error === null ? null : <FailureNotice failure={failureOf(save.error)} />}
      {rows?.length === 0 ? (
        <EmptyState kind="nothingYet" title={t('overdue.none')} hint={t('overdue.noneHint')} />
      ) : (
        <OverdueTable rows={rows ?? []} by={by} />
      )}
      <PaperDrawer
        opened={printing}
        title={t(`overdue.${by}`)}
        wish={{ kind: by === 'donor' ? 'overdueByDonor' : 'overdueByAddress' }}
        onClose={() => setPrinting(false)}
      />
    </>
  )
}

const COLUMNS = ['name', 'detail', 'since', 'instalments', 'amount', 'others'] as const

function OverdueTable({ rows, by }: { rows: readonly OverdueRow[]; by: OverdueSide }) {
  const { t } = useTranslation('ledger')
  const { formatDay, formatMoney, formatNumber } = useFormat()
  const path = by === 'donor' ? '/donors' : '/addresses'
  return (
    <div className="nc-ledger-scroll">
      <table className="nc-ledger-book">
        <thead>
          <tr>
            {COLUMNS.map((column) => (
              <th key={column} data-figures={column === 'instalments' || column === 'amount' ? true : undefined}>
                {column === 'others' ? t(`statement.${otherSide(by)}`) : t(`overdue.columns.${column}`)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={`${row.id} ${row.currency}`}>
              <td>
                <Anchor component={Link} to={`${path}/${row.id}`}>
                  {row.name}
                </Anchor>
              </td>
              <td>{row.detail}</td>
              <td className="num">{formatDay(row.since)}</td>
              <td className="num" data-figures>
                {formatNumber(row.instalments)}
              </td>
              <td className="num" data-figures>
                {formatMoney(row)}
              </td>
              <td className="nc-soft">{row.others.join(', ')}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}
