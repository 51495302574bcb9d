import { Button } from '@mantine/core'
import { useMutation, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { failureOf } from '../../../base/common/failures.ts'
import { EmptyState } from '../../../base/ui/EmptyState.tsx'
import { FailureNotice } from '../../../base/ui/FailureNotice.tsx'
import { useFormat } from '../../../base/ui/useFormat.ts'
import { useMay } from '../../../base/ui/useMay.ts'
import { PaperDrawer } from '../../papers/ui/PaperDrawer.tsx'
import type { FundRow, PayoutRow } from '../common/bookSchemas.ts'
import { PayoutDrawer } from './PayoutDrawer.tsx'
import { ReasonDrawer } from './ReasonDrawer.tsx'
import { useLedgerApi, useRefreshAll } from './useLedgerApi.ts'

/** The purses of the fund, and what left them other than to an address. */
export function FundsView() {
  const { t } = useTranslation('ledger')
  const api = useLedgerApi()
  const may = useMay('money.write')
  const [paying, setPaying] = useState(false)
  const funds = useQuery(api.books.funds.queryOptions())
  const payouts = useQuery(api.payouts.list.queryOptions({ input: { limit: 200 } }))
  const error = funds.error ?? payouts.error
  const rows = funds.data?.rows
  return (
    <>
      {error === null ? null : <FailureNotice failure={failureOf(error)} />}
      {rows?.length === 0 ? (
        <EmptyState kind="nothingYet" title={t('funds.none')} hint={t('funds.noneHint')} />
      ) : (
        <FundTable rows={rows ?? []} />
      )}
      <div className="nc-section-head">
        <h2 className="nc-section">{t('payouts.title')}</h2>
        {may ? (
          <Button size="xs" onClick={() => setPaying(true)}>
            {t('payouts.add')}
          </Button>
        ) : null}
      </div>
      <PayoutTable rows={payouts.data?.rows ?? []} />
      {paying ? <PayoutDrawer funds={rows ?? []} onClose={() => setPaying(false)} /> : null}
    </>
  )
}

const FUND_SUMS = ['received', 'moved', 'spent', 'balance'] as const

function FundTable({ rows }: { rows: readonly FundRow[] }) {
  const { t } = useTranslation('ledger')
  const { formatMoney } = useFormat()
  return (
    <div className="nc-ledger-scroll">
      <table className="nc-ledger-book">
        <thead>
          <tr>
            <th>{t('funds.name')}</th>
            <th data-figures>{t('funds.received')}</th>
            <th data-figures>{t('funds.moved')}</th>
            <th data-figures>{t('funds.spent')}</th>
            <th data-figures>{t('funds.balance')}</th>
          </tr>
        </thead>
        <tbody>
          {rows.map(({ kind, id, name, currency, ...sums }) => (
            <tr key={`${kind} ${id} ${currency}`}>
              <td>{kind === 'house' ? t('funds.house', { name }) : name}</td>
              {FUND_SUMS.map((sum) => (
                <td key={sum} className="num" data-figures>
                  {formatMoney({ amount: sums[sum], currency })}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

function PayoutTable({ rows }: { rows: readonly PayoutRow[] }) {
  const { t } = useTranslation('ledger')
  const { formatDay, formatMoney } = useFormat()
  const api = useLedgerApi()
  const refresh = useRefreshAll()
  const may = useMay('money.write')
  const [voiding, setVoiding] = useState<PayoutRow | undefined>(undefined)
  const [printing, setPrinting] = useState<PayoutRow | undefined>(undefined)
  const take = useMutation(
    api.payouts.void.mutationOptions({
      onSuccess: () => {
        refresh()
        setVoiding(undefined)
      },
    }),
  )
  if (rows.length === 0) return <p className="nc-soft">{t('payouts.none')}</p>
  return (
    <div className="nc-ledger-scroll">
      <table className="nc-ledger-book">
        <thead>
          <tr>
            <th>{t('books.columns.voucher')}</th>
            <th>{t('payouts.day')}</th>
            <th>{t('payouts.kind')}</th>
            <th>{t('payouts.route')}</th>
            <th>{t('payouts.note')}</th>
            <th data-figures>{t('payouts.amount')}</th>
            <th>
              <span className="nc-visually-hidden">{t('payouts.actions')}</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.id} data-off={row.voided !== null || undefined}>
              <td className="num">{`${row.series} ${row.number}/${row.year}`}</td>
              <td className="num">{formatDay(row.onDay)}</td>
              <td>{t(`payouts.kinds.${row.kind}`)}</td>
              <td>{[row.fromName, row.toName ?? row.payeeName].filter(Boolean).join(' → ')}</td>
              <td className="nc-soft">
                {row.voided === null ? row.note : `${t('payouts.voided')}: ${row.voided.reason}`}
              </td>
              <td className="num" data-figures>
                {formatMoney(row)}
              </td>
              <td data-figures>
                <Button size="compact-xs" variant="default" onClick={() => setPrinting(row)}>
                  {t('payouts.print')}
                </Button>{' '}
                {may && row.voided === null ? (
                  <Button size="compact-xs" variant="default" onClick={() => setVoiding(row)}>
                    {t('payouts.void')}
                  </Button>
                ) : null}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {printing === undefined ? null : (
        <PaperDrawer
          opened
          title={`${t('payouts.print')} ${printing.series} ${printing.number}/${printing.year}`}
          wish={{ kind: 'paymentSlip', subjectId: printing.id }}
          onClose={() => setPrinting(undefined)}
        />
      )}
      {voiding === undefined ? null : (
        <ReasonDrawer
          opened
          title={`${t('payouts.void')} ${voiding.series} ${voiding.number}/${voiding.year}`}
          verb={t('payouts.void')}
          label={t('reason')}
          required
          saving={take.isPending}
          error={take.error}
          onClose={() => setVoiding(undefined)}
          onSubmit={(reason) => take.mutate({ id: voiding.id, reason })}
        />
      )}
    </div>
  )
}
