import { Table } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { useFailureText } from '../../../base/ui/failureText.ts'
import { ProgressPanel } from '../../../base/ui/ProgressPanel.tsx'
import { StateBadge, type Tone } from '../../../base/ui/StateBadge.tsx'
import { useFormat } from '../../../base/ui/useFormat.ts'
import { useFileText } from './useFileText.ts'
import type { FileOutcome, useFolder } from './useFolder.ts'
import { useNamedFailure } from './useNamedFailure.ts'
import { useUnitName } from './useUnitName.ts'

const TONES: Record<FileOutcome['kind'], Tone> = {
  opened: 'green',
  before: 'neutral',
  waits: 'amber',
  refused: 'red',
  notOurs: 'neutral',
}

/** How far a folder is, and one table of what became of each file; those to be called about come first. */
export function FolderOutcomes({ folder }: { folder: ReturnType<typeof useFolder> }) {
  const { t } = useTranslation('bundles')
  const { outcomes, running, total } = folder
  if (!running && outcomes.length === 0) return null
  return (
    <>
      {running ? (
        <ProgressPanel
          title={t('folder.opening')}
          unit={t('folder.files')}
          done={outcomes.length}
          total={total}
          onCancel={folder.stop}
        />
      ) : (
        <Summary outcomes={outcomes} />
      )}
      <OutcomeTable outcomes={outcomes} />
    </>
  )
}

function Summary({ outcomes }: { outcomes: readonly FileOutcome[] }) {
  const { t } = useTranslation('bundles')
  const { formatNumber } = useFormat()
  const count = (kind: FileOutcome['kind']) => formatNumber(outcomes.filter((each) => each.kind === kind).length)
  return (
    <p role="status" className="num">
      {t('folder.summary', {
        opened: count('opened'),
        before: count('before'),
        waits: count('waits'),
        refused: count('refused'),
      })}
      {outcomes.some(({ kind }) => kind === 'notOurs') ? ` ${t('folder.notOurs', { files: count('notOurs') })}` : null}
    </p>
  )
}

const ORDER: readonly FileOutcome['kind'][] = ['refused', 'waits', 'opened', 'before', 'notOurs']

function OutcomeTable({ outcomes }: { outcomes: readonly FileOutcome[] }) {
  const { t } = useTranslation('bundles')
  const sorted = ORDER.flatMap((kind) => outcomes.filter((outcome) => outcome.kind === kind))
  return (
    <Table className="nc-bundle-table">
      <Table.Thead>
        <Table.Tr>
          <Table.Th>{t('columns.file')}</Table.Th>
          <Table.Th>{t('columns.state')}</Table.Th>
          <Table.Th>{t('columns.result')}</Table.Th>
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {sorted.map((outcome) => (
          <Table.Tr key={outcome.key}>
            <Table.Td className="nc-file-name">{outcome.name}</Table.Td>
            <Table.Td>
              <StateBadge tone={TONES[outcome.kind]} label={t(`folder.states.${outcome.kind}`)} />
            </Table.Td>
            <Table.Td>
              <Result outcome={outcome} />
            </Table.Td>
          </Table.Tr>
        ))}
      </Table.Tbody>
    </Table>
  )
}

function Result({ outcome }: { outcome: FileOutcome }) {
  const { t } = useTranslation('bundles')
  const { formatNumber } = useFormat()
  const unitName = useUnitName()
  const failureText = useFailureText()
  const named = useNamedFailure()
  const fileText = useFileText()
  if ('failure' in outcome) return failureText(named(outcome.failure))
  if ('released' in outcome) {
    const { unit, seq } = outcome.released
    return t('folder.released', { unit: unitName(unit), seq })
  }
  if (outcome.opened.kind !== 'report') return fileText(outcome.opened, 'done')
  const { from, seq, records } = outcome.opened.report
  return t('folder.taken', { unit: unitName(from), seq, records: formatNumber(records) })
}
