import { Button, Table } from '@mantine/core'
import { useMutation, useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { failureOf } from '../../../base/common/failures.ts'
import { FailureNotice } from '../../../base/ui/FailureNotice.tsx'
import { HiddenHead } from '../../../base/ui/HiddenHead.tsx'
import { StateBadge } from '../../../base/ui/StateBadge.tsx'
import { useFormat } from '../../../base/ui/useFormat.ts'
import { useFiles } from '../../files/ui/useFiles.ts'
import { PeriodText } from './PeriodText.tsx'
import { SavedText } from './SavedText.tsx'
import { useBundles } from './useBundles.ts'
import { useFileSize } from './useFileSize.ts'
import { useUnitName } from './useUnitName.ts'

/** Every number sent so far, newest first; a kept file can be saved once more. */
export function SentList() {
  const { t } = useTranslation('bundles')
  const { formatMoment, formatNumber } = useFormat()
  const unitName = useUnitName()
  const fileSize = useFileSize()
  const files = useFiles()
  const { api, client, may } = useBundles()
  const list = useQuery(api.bundles.listSent.queryOptions())
  const save = useMutation({
    mutationFn: async (id: string) => {
      const { name, ticket } = await client.bundles.saveAgain({ id })
      return files.saveProven(name, async () => ticket)
    },
  })
  const bundles = list.data?.bundles ?? []
  if (bundles.length === 0) return null
  return (
    <section aria-label={t('sent.title')}>
      <h2 className="nc-bundle-heading">{t('sent.title')}</h2>
      {save.error === null ? null : <FailureNotice failure={failureOf(save.error)} />}
      <SavedText outcome={save.data} />
      <Table className="nc-bundle-table">
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{t('columns.seq')}</Table.Th>
            <Table.Th>{t('columns.to')}</Table.Th>
            <Table.Th>{t('columns.period')}</Table.Th>
            <Table.Th>{t('columns.madeAt')}</Table.Th>
            <Table.Th ta="right">{t('columns.records')}</Table.Th>
            <Table.Th ta="right">{t('columns.size')}</Table.Th>
            <Table.Th>{t('columns.state')}</Table.Th>
            <HiddenHead label={t('columns.actions')} />
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {bundles.map((bundle) => (
            <Table.Tr key={bundle.id}>
              <Table.Td>
                {t('seq', { seq: bundle.seq })} <span className="nc-soft">{t(`sent.contents.${bundle.contents}`)}</span>
              </Table.Td>
              <Table.Td>{unitName(bundle.to)}</Table.Td>
              <Table.Td className="num">
                <PeriodText period={bundle.period} />
              </Table.Td>
              <Table.Td className="num">{formatMoment(bundle.madeAt)}</Table.Td>
              <Table.Td className="num" ta="right">
                {formatNumber(bundle.records)}
              </Table.Td>
              <Table.Td className="num" ta="right">
                {fileSize(bundle.bytes)}
              </Table.Td>
              <Table.Td>
                <StateBadge
                  tone={bundle.acknowledged ? 'green' : 'neutral'}
                  label={t(bundle.acknowledged ? 'sent.acknowledged' : 'sent.notYet')}
                />
              </Table.Td>
              <Table.Td ta="right">
                {bundle.kept && may('bundles.send') ? (
                  <Button size="compact-xs" variant="subtle" onClick={() => save.mutate(bundle.id)}>
                    {t('sent.saveAgain')}
                  </Button>
                ) : null}
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </section>
  )
}
