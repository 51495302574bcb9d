import { Button, Table } from '@mantine/core'
import { useMutation, useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { failureOf } from '../../../base/common/failures.ts'
import { FailureNotice } from '../../../base/ui/FailureNotice.tsx'
import { useFailureText } from '../../../base/ui/failureText.ts'
import { HiddenHead } from '../../../base/ui/HiddenHead.tsx'
import { StateBadge } from '../../../base/ui/StateBadge.tsx'
import { useFormat } from '../../../base/ui/useFormat.ts'
import { useBundles } from './useBundles.ts'
import { useUnitName } from './useUnitName.ts'

/** Files that wait for missing numbers and files that were refused: whom to call, and why. */
export function UnsettledList() {
  const { t } = useTranslation('bundles')
  const { formatMoment } = useFormat()
  const unitName = useUnitName()
  const failureText = useFailureText()
  const { api, client, may, refresh } = useBundles()
  const unsettled = useQuery(api.bundles.listUnsettled.queryOptions()).data
  const accept = useMutation({
    mutationFn: (id: string) => client.bundles.acceptWaiting({ id }),
    onSettled: refresh,
  })
  if (unsettled === undefined || unsettled.waiting.length + unsettled.refused.length === 0) return null
  return (
    <section aria-label={t('unsettled.title')}>
      <h2 className="nc-bundle-heading">{t('unsettled.title')}</h2>
      {accept.error === null ? null : <FailureNotice failure={failureOf(accept.error)} />}
      <Table className="nc-bundle-table">
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{t('columns.from')}</Table.Th>
            <Table.Th>{t('columns.seq')}</Table.Th>
            <Table.Th>{t('columns.state')}</Table.Th>
            <Table.Th>{t('columns.why')}</Table.Th>
            <Table.Th>{t('columns.cameAt')}</Table.Th>
            <HiddenHead label={t('columns.actions')} />
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {unsettled.waiting.map((row) => (
            <Table.Tr key={row.id}>
              <Table.Td>{unitName(row.from)}</Table.Td>
              <Table.Td>{t('seq', { seq: row.seq })}</Table.Td>
              <Table.Td>
                <StateBadge tone="amber" label={t('unsettled.waiting')} />
              </Table.Td>
              <Table.Td>
                {row.missing.length === 0
                  ? t('unsettled.awaitsOther')
                  : t('unsettled.missing', { missing: row.missing.join(', ') })}
              </Table.Td>
              <Table.Td className="num">{formatMoment(row.heldAt)}</Table.Td>
              <Table.Td ta="right">
                {row.mayAccept && row.missing.length > 0 && may('bundles.open') ? (
                  <Button size="compact-xs" variant="subtle" onClick={() => accept.mutate(row.id)}>
                    {t('unsettled.accept')}
                  </Button>
                ) : null}
              </Table.Td>
            </Table.Tr>
          ))}
          {unsettled.refused.map((row) => (
            <Table.Tr key={row.id}>
              <Table.Td>{unitName(row.from)}</Table.Td>
              <Table.Td>{t('seq', { seq: row.seq })}</Table.Td>
              <Table.Td>
                <StateBadge tone="red" label={t('unsettled.refused')} />
              </Table.Td>
              <Table.Td>{failureText(row)}</Table.Td>
              <Table.Td className="num">{formatMoment(row.refusedAt)}</Table.Td>
              <Table.Td />
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </section>
  )
}
