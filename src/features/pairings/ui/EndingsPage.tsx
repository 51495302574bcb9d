import { Anchor } from '@mantine/core'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import type { Day } from '../../../base/common/day.ts'
import { failureOf } from '../../../base/common/failures.ts'
import { useApi } from '../../../base/ui/api.tsx'
import { DayField } from '../../../base/ui/DayField.tsx'
import { EmptyState } from '../../../base/ui/EmptyState.tsx'
import { FailureNotice } from '../../../base/ui/FailureNotice.tsx'
import { officeToday } from '../../../base/ui/officeToday.ts'
import { PageHeader } from '../../../base/ui/PageHeader.tsx'
import { useFormat } from '../../../base/ui/useFormat.ts'
import { useVocabulary } from '../../units/ui/useVocabulary.ts'
import type { pairingContract } from '../common/contract.ts'
import type { EndingRow } from '../common/supportSchemas.ts'
import { PairingViews } from './PairingViews.tsx'
import './pairings.css'

/** Why pairings ended, quarter by quarter; every figure opens its pairings. */
export function EndingsPage() {
  const { t } = useTranslation('pairings')
  const { formatNumber } = useFormat()
  const api = useApi<{ pairings: typeof pairingContract }>()
  const [from, setFrom] = useState<Day | undefined>(`${officeToday().slice(0, 4)}-01-01`)
  const [to, setTo] = useState<Day | undefined>(officeToday())
  const asked = from !== undefined && to !== undefined
  const endings = useQuery(
    api.pairings.endings.queryOptions({
      input: { from: from ?? '', to: to ?? '' },
      enabled: asked,
      placeholderData: keepPreviousData,
    }),
  )
  const total = endings.data?.total
  return (
    <>
      <PageHeader
        title={t('title')}
        {...(total === undefined
          ? {}
          : { count: t('endings.total', { count: total, formatted: formatNumber(total) }) })}
        views={<PairingViews />}
      />
      <div className="nc-filters">
        <DayField label={t('endings.from')} value={from} onChange={setFrom} />
        <DayField label={t('endings.to')} value={to} onChange={setTo} />
      </div>
      {endings.error === null ? null : <FailureNotice failure={failureOf(endings.error)} />}
      {endings.data !== undefined && endings.data.rows.length === 0 ? (
        <EmptyState kind="noMatch" title={t('endings.none')} hint={t('endings.noneHint')} />
      ) : (
        <EndingTable rows={endings.data?.rows ?? []} />
      )}
    </>
  )
}

function EndingTable({ rows }: { rows: readonly EndingRow[] }) {
  const { t } = useTranslation('pairings')
  const { formatNumber } = useFormat()
  const reasons = useVocabulary('endReason')
  const quarterName = (quarter: string) => {
    const [year, number] = quarter.split('-Q')
    return t('endings.quarterName', { quarter: number, year })
  }
  return (
    <table className="nc-plain-table">
      <thead>
        <tr>
          <th>{t('endings.quarter')}</th>
          <th>{t('endings.reason')}</th>
          <th data-figures>{t('endings.count')}</th>
        </tr>
      </thead>
      <tbody>
        {rows.map(({ quarter, reason, count, from, to }) => (
          <tr key={`${quarter} ${reason}`}>
            <td className="num">{quarterName(quarter)}</td>
            <td>{reasons.nameOf(reason)}</td>
            <td className="num" data-figures>
              <Anchor
                component={Link}
                to={`/pairings?reason=${reason}&from=${from}&to=${to}`}
                title={t('endings.open')}
              >
                {formatNumber(count)}
              </Anchor>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
