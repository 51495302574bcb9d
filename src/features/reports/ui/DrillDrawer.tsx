import { Drawer } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import type { Quarter } from '../../../base/common/day.ts'
import { failureOf } from '../../../base/common/failures.ts'
import { useApi } from '../../../base/ui/api.tsx'
import { FailureNotice } from '../../../base/ui/FailureNotice.tsx'
import { useFormat } from '../../../base/ui/useFormat.ts'
import type { reportContract } from '../common/contract.ts'
import type { Drill, DrillRow } from '../common/quarterSchemas.ts'
import type { FigureChoice } from './FigureTable.tsx'

interface DrillDrawerProps {
  quarter: Quarter
  choice: FigureChoice | undefined
  onClose: () => void
}

const PAGES: Record<DrillRow['kind'], (row: DrillRow) => string> = {
  address: (row) => `/addresses/${row.pageId}`,
  delivery: (row) => `/addresses/${row.pageId}`,
  donor: (row) => `/donors/${row.pageId}`,
  receipt: () => '/receipts',
  refund: () => '/books',
}

/** The rows a figure was made of; each leads to its record. */
export function DrillDrawer({ quarter, choice, onClose }: DrillDrawerProps) {
  const { t } = useTranslation(['reports', 'common'])
  return (
    <Drawer
      opened={choice !== undefined}
      onClose={onClose}
      position="right"
      size="min(44rem, 100vw)"
      title={choice === undefined ? '' : `${t(`reports:figures.${choice.figure}`)} · ${choice.unitName}`}
      overlayProps={{ backgroundOpacity: 0.2 }}
      closeButtonProps={{ 'aria-label': t('common:actions.close') }}
      classNames={{
        content: 'nc-drawer',
        header: 'nc-drawer-header',
        title: 'nc-drawer-title',
        body: 'nc-drawer-body',
      }}
    >
      {choice === undefined ? null : <DrillRows quarter={quarter} choice={choice} />}
    </Drawer>
  )
}

function DrillRows({ quarter, choice }: { quarter: Quarter; choice: FigureChoice }) {
  const { t } = useTranslation('reports')
  const api = useApi<{ reports: typeof reportContract }>()
  const { figure, unitId } = choice
  const drill = useQuery(api.reports.drill.queryOptions({ input: { ...quarter, figure, unitId } }))
  if (drill.error !== null) return <FailureNotice failure={failureOf(drill.error)} />
  if (drill.data === undefined) return <p className="nc-soft nc-drill">{t('drill.loading')}</p>
  return (
    <>
      <DrillParts parts={drill.data.parts} />
      {drill.data.total === 0 && drill.data.parts.length > 0 ? null : <DrillTable drill={drill.data} />}
    </>
  )
}

/** What units below add, of which the rows are in the office they report to. */
function DrillParts({ parts }: { parts: Drill['parts'] }) {
  const { t } = useTranslation('reports')
  const { formatNumber, language } = useFormat()
  if (parts.length === 0) return null
  const sum = parts.reduce((total, part) => total + part.value, 0)
  return (
    <div className="nc-drill">
      <p className="nc-soft num nc-drill-words">
        {t('drill.parts', { count: parts.length })} · {t('drill.sum')}: {formatNumber(sum)}
      </p>
      <table className="nc-drill-table" data-parts>
        <thead>
          <tr>
            <th scope="col">{t('quarter.unit')}</th>
            <th scope="col">{t('drill.figure')}</th>
          </tr>
        </thead>
        <tbody>
          {parts.map((part) => (
            <tr key={part.unit.id}>
              <td>{part.unit[language]}</td>
              <td className="num">{formatNumber(part.value)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

function DrillTable({ drill }: { drill: Drill }) {
  const { t } = useTranslation('reports')
  const { formatDay, formatNumber } = useFormat()
  const withMoney = drill.rows.some((row) => row.amount !== null)
  const shown = drill.rows.length
  return (
    <div className="nc-drill">
      <p className="nc-soft num nc-drill-words">
        {t('drill.rows', { count: drill.total })}
        {withMoney ? ` · ${t('drill.sum')}: ${formatNumber(drill.sum)}` : null}
        {shown < drill.total
          ? ` · ${t('drill.shown', { shown: formatNumber(shown), total: formatNumber(drill.total) })}`
          : null}
      </p>
      <table className="nc-drill-table">
        <thead>
          <tr>
            <th scope="col">{t('drill.name')}</th>
            <th scope="col">{t('drill.village')}</th>
            <th scope="col">{t('drill.day')}</th>
            {withMoney ? <th scope="col">{t('drill.amount')}</th> : null}
          </tr>
        </thead>
        <tbody>
          {drill.rows.map((row) => (
            <tr key={`${row.id}-${row.unitId}`}>
              <td>
                <Link to={PAGES[row.kind](row)} className="nc-link">
                  {row.label}
                </Link>
              </td>
              <td>{row.village}</td>
              <td className="num">{row.onDay === null ? '' : formatDay(row.onDay)}</td>
              {withMoney ? <td className="num">{row.amount === null ? '' : formatNumber(row.amount)}</td> : null}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}
