import { Button, Table } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { HiddenHead } from '../../../../base/ui/HiddenHead.tsx'
import { StateBadge } from '../../../../base/ui/StateBadge.tsx'
import { useFormat } from '../../../../base/ui/useFormat.ts'
import type { EnrolledKey } from '../../common/bundleSchemas.ts'
import { useUnitName } from '../useUnitName.ts'

interface KeyListProps {
  keys: readonly EnrolledKey[]
  /** Where this office may end a unit's key. */
  onWithdraw?: (key: EnrolledKey) => void
}

/** Units whose keys were taken in, with the day it was done. */
export function KeyList({ keys, onWithdraw }: KeyListProps) {
  const { t } = useTranslation('bundles')
  const { formatMoment } = useFormat()
  const unitName = useUnitName()
  if (keys.length === 0) return null
  return (
    <Table className="nc-bundle-table">
      <Table.Thead>
        <Table.Tr>
          <Table.Th>{t('columns.unit')}</Table.Th>
          <Table.Th>{t('columns.enrolledAt')}</Table.Th>
          <Table.Th>{t('columns.state')}</Table.Th>
          {onWithdraw === undefined ? null : <HiddenHead label={t('columns.actions')} />}
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {keys.map((key) => (
          <Table.Tr key={key.id}>
            <Table.Td>
              {unitName(key.unit)} <span className="nc-soft num">{key.unit.code}</span>
            </Table.Td>
            <Table.Td className="num">{formatMoment(key.enrolledAt)}</Table.Td>
            <Table.Td>
              <StateBadge
                tone={key.replaced ? 'neutral' : 'green'}
                label={t(key.replaced ? 'keys.replaced' : 'keys.inForce')}
              />{' '}
              {key.withdrawnFrom === null ? null : (
                <span className="nc-soft">{t('keys.withdrawnFrom', { seq: key.withdrawnFrom })}</span>
              )}
            </Table.Td>
            {onWithdraw === undefined ? null : (
              <Table.Td ta="right">
                {key.replaced ? null : (
                  <Button size="compact-xs" variant="subtle" onClick={() => onWithdraw(key)}>
                    {t('keys.withdraw')}
                  </Button>
                )}
              </Table.Td>
            )}
          </Table.Tr>
        ))}
      </Table.Tbody>
    </Table>
  )
}
