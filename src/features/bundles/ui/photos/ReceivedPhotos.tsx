import { Table } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { StateBadge } from '../../../../base/ui/StateBadge.tsx'
import { useFormat } from '../../../../base/ui/useFormat.ts'
import { useBundles } from '../useBundles.ts'
import { useUnitName } from '../useUnitName.ts'

/** Photos that came in parts; the parts that did not come are named, to be asked for. */
export function ReceivedPhotos() {
  const { t } = useTranslation('bundles')
  const { api } = useBundles()
  const { formatMoment, formatNumber } = useFormat()
  const unitName = useUnitName()
  const received = useQuery(api.bundles.photos.list.queryOptions()).data?.received ?? []
  if (received.length === 0) return null
  return (
    <details className="nc-bundle-panel" open={received.some((batch) => batch.missing.length > 0)}>
      <summary className="nc-bundle-heading">{t('photos.receivedTitle')}</summary>
      <Table className="nc-bundle-table">
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{t('columns.from')}</Table.Th>
            <Table.Th ta="right">{t('photos.count')}</Table.Th>
            <Table.Th>{t('columns.state')}</Table.Th>
            <Table.Th>{t('columns.openedAt')}</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {received.map(({ batchId, from, parts, photos, missing, lastAt }) => (
            <Table.Tr key={`${from.id} ${batchId}`}>
              <Table.Td>{unitName(from)}</Table.Td>
              <Table.Td ta="right" className="num">
                {formatNumber(photos)}
              </Table.Td>
              <Table.Td>
                <StateBadge
                  tone={missing.length === 0 ? 'green' : 'amber'}
                  label={
                    missing.length === 0
                      ? t('photos.complete', { parts })
                      : t('photos.missing', { missing: missing.join(', '), parts })
                  }
                />
              </Table.Td>
              <Table.Td className="num">{formatMoment(lastAt)}</Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </details>
  )
}
