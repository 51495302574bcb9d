import { Table } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { useFormat } from '../../../base/ui/useFormat.ts'
import { PeriodText } from './PeriodText.tsx'
import { useBundles } from './useBundles.ts'
import { useFileSize } from './useFileSize.ts'
import { useUnitName } from './useUnitName.ts'

/** Every report taken into the books, newest first. */
export function ReceivedList() {
  const { t } = useTranslation('bundles')
  const { formatMoment, formatNumber } = useFormat()
  const unitName = useUnitName()
  const fileSize = useFileSize()
  const { api } = useBundles()
  const bundles = useQuery(api.bundles.listReceived.queryOptions()).data?.bundles ?? []
  return (
    <section aria-label={t('received.title')}>
      <h2 className="nc-bundle-heading">{t('received.title')}</h2>
      {bundles.length === 0 ? (
        <p className="nc-soft">{t('received.none')}</p>
      ) : (
        <Table className="nc-bundle-table">
          <Table.Thead>
            <Table.Tr>
              <Table.Th>{t('columns.from')}</Table.Th>
              <Table.Th>{t('columns.seq')}</Table.Th>
              <Table.Th>{t('columns.period')}</Table.Th>
              <Table.Th>{t('columns.openedAt')}</Table.Th>
              <Table.Th ta="right">{t('columns.records')}</Table.Th>
              <Table.Th ta="right">{t('columns.size')}</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {bundles.map((bundle) => (
              <Table.Tr key={bundle.id}>
                <Table.Td>{unitName(bundle.from)}</Table.Td>
                <Table.Td>{t('seq', { seq: bundle.seq })}</Table.Td>
                <Table.Td className="num">
                  <PeriodText period={bundle.period} />
                </Table.Td>
                <Table.Td className="num">{formatMoment(bundle.openedAt)}</Table.Td>
                <Table.Td className="num" ta="right">
                  {formatNumber(bundle.records)}
                </Table.Td>
                <Table.Td className="num" ta="right">
                  {fileSize(bundle.bytes)}
                </Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      )}
    </section>
  )
}
