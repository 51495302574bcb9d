import { Anchor, Button, Table } from '@mantine/core'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { failureOf } from '../../../base/common/failures.ts'
import { useApi } from '../../../base/ui/api.tsx'
import { FailureNotice } from '../../../base/ui/FailureNotice.tsx'
import { StateBadge, type Tone } from '../../../base/ui/StateBadge.tsx'
import { useFormat } from '../../../base/ui/useFormat.ts'
import type { importContract } from '../common/contract.ts'
import type { ImportEntry } from '../common/importSchemas.ts'
import { FailedRowsButton } from './FailedRowsButton.tsx'
import { UndoImportButton } from './UndoImportButton.tsx'

const TONES: Record<ImportEntry['state'], Tone> = {
  staged: 'draft',
  applied: 'green',
  undone: 'neutral',
  cancelled: 'neutral',
}

/** Imports of this office, newest first, each with its way back. */
export function ImportList() {
  const { t } = useTranslation('imports')
  const api = useApi<{ imports: typeof importContract }>()
  const list = useQuery(api.imports.list.queryOptions())
  if (list.error !== null) return <FailureNotice failure={failureOf(list.error)} onRetry={() => void list.refetch()} />
  if (list.data === undefined) return null
  const { imports } = list.data
  return (
    <section aria-label={t('list.title')}>
      <h2>{t('list.title')}</h2>
      {imports.length === 0 ? (
        <p className="nc-soft">{t('list.none')}</p>
      ) : (
        <Table className="nc-import-table">
          <Table.Thead>
            <Table.Tr>
              <Table.Th>{t('list.file')}</Table.Th>
              <Table.Th>{t('list.at')}</Table.Th>
              <Table.Th ta="right">{t('list.written')}</Table.Th>
              <Table.Th ta="right">{t('list.refused')}</Table.Th>
              <Table.Th ta="right">{t('list.duplicate')}</Table.Th>
              <Table.Th>{t('list.paper')}</Table.Th>
              <Table.Th>{t('list.state')}</Table.Th>
              <Table.Td />
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {imports.map((entry) => (
              <EntryLine key={entry.id} entry={entry} />
            ))}
          </Table.Tbody>
        </Table>
      )}
    </section>
  )
}

function EntryLine({ entry }: { entry: ImportEntry }) {
  const { t } = useTranslation('imports')
  const { formatMoment, formatNumber } = useFormat()
  const { id, fileName, at, state, counts, decision, refusedKept } = entry
  return (
    <Table.Tr>
      <Table.Td>
        {state === 'applied' ? (
          <Anchor component={Link} to={`/addresses?import=${id}`}>
            {fileName}
          </Anchor>
        ) : (
          fileName
        )}
      </Table.Td>
      <Table.Td className="num">{formatMoment(at)}</Table.Td>
      <Table.Td className="num" ta="right">
        {state === 'applied' ? formatNumber(counts.good) : 0}
      </Table.Td>
      <Table.Td className="num" ta="right">
        {formatNumber(counts.refused)}
      </Table.Td>
      <Table.Td className="num" ta="right">
        {formatNumber(counts.duplicate)}
      </Table.Td>
      <Table.Td>{decision === null ? '' : [decision.number, decision.title].filter(Boolean).join(' · ')}</Table.Td>
      <Table.Td>
        <StateBadge tone={TONES[state]} label={t(`list.states.${state}`)} />
      </Table.Td>
      <Table.Td>
        <div className="nc-import-actions">
          {refusedKept > 0 && state === 'applied' ? <FailedRowsButton batchId={id} /> : null}
          {state === 'applied' ? <UndoImportButton batchId={id} /> : null}
          {state === 'staged' ? <DropButton batchId={id} /> : null}
        </div>
      </Table.Td>
    </Table.Tr>
  )
}

/** A file that was read and left: forgets it. */
function DropButton({ batchId }: { batchId: string }) {
  const { t } = useTranslation('imports')
  const api = useApi<{ imports: typeof importContract }>()
  const queries = useQueryClient()
  const refresh = () => queries.invalidateQueries({ queryKey: api.imports.list.key() })
  const drop = useMutation(api.imports.drop.mutationOptions({ onSettled: refresh }))
  return (
    <Button size="xs" variant="default" loading={drop.isPending} onClick={() => drop.mutate({ batchId })}>
      {t('takeOver.drop')}
    </Button>
  )
}
