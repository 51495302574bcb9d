import { Table } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import type { Quarter } from '../../../base/common/day.ts'
import { useApi } from '../../../base/ui/api.tsx'
import { useFormat } from '../../../base/ui/useFormat.ts'
import type { reportContract } from '../common/contract.ts'
import type { SignedDifference } from '../common/quarterSchemas.ts'

/** Tables closed after signing, each with what has become another figure since. */
export function SignedTables({ quarter }: { quarter: Quarter }) {
  const { t } = useTranslation('reports')
  const { formatMoment, formatNumber } = useFormat()
  const api = useApi<{ reports: typeof reportContract }>()
  const reports = useQuery(api.reports.signed.queryOptions({ input: quarter })).data?.reports ?? []
  if (reports.length === 0) return null
  return (
    <section aria-label={t('sign.title')}>
      <h2 className="nc-report-heading">{t('sign.title')}</h2>
      {reports.map((report) => (
        <div key={report.id}>
          <p className="num">{t('sign.line', { by: report.signedBy, at: formatMoment(report.signedAt) })}</p>
          {report.differences.length === 0 ? (
            <p className="nc-soft">{t('sign.same')}</p>
          ) : (
            <>
              <p>
                {t('sign.differences', {
                  count: report.differences.length,
                  shown: formatNumber(report.differences.length),
                })}
              </p>
              <Differences differences={report.differences} />
            </>
          )}
        </div>
      ))}
    </section>
  )
}

function Differences({ differences }: { differences: readonly SignedDifference[] }) {
  const { t } = useTranslation('reports')
  const { formatNumber, language } = useFormat()
  const shown = (value: number | null) => (value === null ? '–' : formatNumber(value))
  return (
    <Table>
      <Table.Thead>
        <Table.Tr>
          <Table.Th>{t('sign.unit')}</Table.Th>
          <Table.Th>{t('sign.figure')}</Table.Th>
          <Table.Th ta="right">{t('sign.signed')}</Table.Th>
          <Table.Th ta="right">{t('sign.now')}</Table.Th>
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {differences.map(({ unit, figure, signed, now }) => (
          <Table.Tr key={`${unit.id} ${figure}`}>
            <Table.Td>{unit[language]}</Table.Td>
            <Table.Td>{t(`figures.${figure}`)}</Table.Td>
            <Table.Td className="num" ta="right">
              {shown(signed)}
            </Table.Td>
            <Table.Td className="num" ta="right">
              {shown(now)}
            </Table.Td>
          </Table.Tr>
        ))}
      </Table.Tbody>
    </Table>
  )
}
