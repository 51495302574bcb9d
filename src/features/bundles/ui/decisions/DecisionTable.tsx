import { Table } from '@mantine/core'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { formatDay } from '../../../../base/common/day.ts'
import { HiddenHead } from '../../../../base/ui/HiddenHead.tsx'
import { StateBadge, type Tone } from '../../../../base/ui/StateBadge.tsx'
import { useFormat } from '../../../../base/ui/useFormat.ts'
import type { Decision } from '../../common/decisions/decisionContract.ts'
import { useUnitName } from '../useUnitName.ts'
import { useDecisionText } from './useDecisionText.ts'

const TONES: Record<Decision['state'], Tone> = { waiting: 'amber', applied: 'green', declined: 'red' }

interface DecisionTableProps {
  decisions: readonly Decision[]
  /** Whose name stands in the second column. */
  unitOf: (decision: Decision) => Decision['from']
  actions: (decision: Decision) => ReactNode
}

/** Decisions with what became of each. */
export function DecisionTable({ decisions, unitOf, actions }: DecisionTableProps) {
  const { t } = useTranslation('bundles')
  const { formatMoment } = useFormat()
  const unitName = useUnitName()
  const text = useDecisionText()
  return (
    <Table className="nc-bundle-table">
      <Table.Thead>
        <Table.Tr>
          <Table.Th>{t('decisions.what')}</Table.Th>
          <Table.Th>{t('columns.unit')}</Table.Th>
          <Table.Th>{t('decisions.decidedAt')}</Table.Th>
          <Table.Th>{t('columns.state')}</Table.Th>
          <HiddenHead label={t('columns.actions')} />
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {decisions.map((decision) => (
          <Table.Tr key={decision.id}>
            <Table.Td className="num">{text(decision)}</Table.Td>
            <Table.Td>{unitName(unitOf(decision))}</Table.Td>
            <Table.Td className="num">{formatMoment(decision.decidedAt)}</Table.Td>
            <Table.Td>
              <StateBadge tone={TONES[decision.state]} label={t(`decisions.states.${stateOf(decision)}`)} />{' '}
              <span className="nc-soft">
                {decision.answeredOn === null ? '' : formatDay(decision.answeredOn)} {decision.reason ?? ''}
              </span>
            </Table.Td>
            <Table.Td ta="right">{actions(decision)}</Table.Td>
          </Table.Tr>
        ))}
      </Table.Tbody>
    </Table>
  )
}

function stateOf({ state, sent }: Decision): 'notSent' | Decision['state'] {
  return state === 'waiting' && !sent ? 'notSent' : state
}
