import { Anchor, Button, SegmentedControl, Table } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { failureOf } from '../../../base/common/failures.ts'
import { useApi } from '../../../base/ui/api.tsx'
import { FailureNotice } from '../../../base/ui/FailureNotice.tsx'
import { useFormat } from '../../../base/ui/useFormat.ts'
import type { importContract } from '../common/contract.ts'
import type { Lookalike, PreviewRow, RowCounts } from '../common/importSchemas.ts'

export interface DuplicateRowsProps {
  batchId: string
  rows: readonly PreviewRow[]
  onCounts: (counts: RowCounts) => void
}

/** Each person who looks like somebody known, side by side with those; a person decides, one by one or all. */
export function DuplicateRows({ batchId, rows, onCounts }: DuplicateRowsProps) {
  const { t } = useTranslation('imports')
  const api = useApi<{ imports: typeof importContract }>()
  const queries = useQueryClient()
  const decide = useMutation(
    api.imports.decideDuplicate.mutationOptions({
      onSuccess: async ({ counts }) => {
        onCounts(counts)
        await queries.invalidateQueries({ queryKey: api.imports.preview.key() })
      },
    }),
  )
  return (
    <>
      <div className="nc-import-actions">
        <span className="nc-soft">{t('duplicates.hint')}</span>
        <Button size="xs" variant="default" onClick={() => decide.mutate({ batchId, take: true })}>
          {t('duplicates.takeAll')}
        </Button>
        <Button size="xs" variant="default" onClick={() => decide.mutate({ batchId, take: false })}>
          {t('duplicates.skipAll')}
        </Button>
      </div>
      {decide.error === null ? null : <FailureNotice failure={failureOf(decide.error)} />}
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard */}
      <section className="nc-import-scroll" aria-label={t('tabs.duplicate')} tabIndex={0}>
        {rows.map((row) => (
          <DuplicateRow
            key={row.rowNumber}
            row={row}
            onDecide={(decision) => decide.mutate({ batchId, rowNumber: row.rowNumber, ...decision })}
          />
        ))}
      </section>
    </>
  )
}

interface Decision {
  take: boolean
  joinId: string | null
}

function DuplicateRow({ row, onDecide }: { row: PreviewRow; onDecide: (decision: Decision) => void }) {
  const { t } = useTranslation('imports')
  const { rowNumber, values, lookalikes, asks, joinId } = row
  const own: Lookalike = {
    ...values,
    addressId: null,
    rowNumber,
    donors: values.donorName === null ? [] : [values.donorName],
  }
  const onFile = lookalikes.flatMap(({ addressId }) => addressId ?? [])
  const labelOf = (person: Lookalike) => {
    if (person.addressId === null) return t('duplicates.inFile', { row: person.rowNumber })
    if (onFile.length < 2) return t('duplicates.onFile')
    return t('duplicates.number', { number: onFile.indexOf(person.addressId) + 1 })
  }
  return (
    <div className="nc-import-twin">
      <Table className="nc-import-table">
        <Table.Tbody>
          <PersonLine label={t('duplicates.thisRow', { row: rowNumber })} person={own} />
          {lookalikes.map((person) => (
            <PersonLine
              key={person.addressId ?? person.rowNumber}
              label={labelOf(person)}
              person={person}
              comparedWith={own}
            />
          ))}
        </Table.Tbody>
      </Table>
      {asks ? <p className="nc-import-warning">{t('duplicates.asks')}</p> : null}
      <DecisionControl row={row} onFile={onFile} onDecide={onDecide} />
      {joinId !== null && values.donorName !== null ? <p className="nc-soft">{t('duplicates.noSupport')}</p> : null}
    </div>
  )
}

interface DecisionControlProps {
  row: PreviewRow
  /** Addresses the row may join. */
  onFile: readonly string[]
  onDecide: (decision: Decision) => void
}

function DecisionControl({ row, onFile, onDecide }: DecisionControlProps) {
  const { t } = useTranslation('imports')
  const { values, take, joinId, asks } = row
  const joins = onFile.map((id, index) => ({
    value: id,
    label:
      onFile.length === 1
        ? t('duplicates.join', { name: row.lookalikes.find(({ addressId }) => addressId === id)?.name ?? '' })
        : t('duplicates.joinNumbered', { number: index + 1 }),
  }))
  const decided = joinId ?? (take ? 'take' : 'skip')
  return (
    <SegmentedControl
      size="xs"
      aria-label={values.name}
      data={[{ value: 'skip', label: t('duplicates.skip') }, ...joins, { value: 'take', label: t('duplicates.take') }]}
      value={asks ? '' : decided}
      onChange={(value) =>
        onDecide({ take: value === 'take', joinId: value === 'take' || value === 'skip' ? null : value })
      }
    />
  )
}

function PersonLine({ label, person, comparedWith }: { label: string; person: Lookalike; comparedWith?: Lookalike }) {
  const { t } = useTranslation('imports')
  const { formatDay } = useFormat()
  const texts = (who: Lookalike) => [
    who.name,
    who.birthDay === null ? '' : formatDay(who.birthDay),
    who.idNumber ?? '',
    [who.villageName, who.communeName].filter(Boolean).join(', '),
    who.donors.join('; '),
  ]
  const others = comparedWith === undefined ? undefined : texts(comparedWith)
  return (
    <Table.Tr>
      <Table.Th scope="row">{label}</Table.Th>
      {texts(person).map((text, index) => (
        <Table.Td
          // biome-ignore lint/suspicious/noArrayIndexKey: the columns never move
          key={index}
          data-differs={(others !== undefined && others[index] !== text) || undefined}
        >
          {text}
        </Table.Td>
      ))}
      <Table.Td>
        {person.addressId === null ? null : (
          <Anchor component={Link} to={`/addresses/${person.addressId}`}>
            {t('duplicates.open')}
          </Anchor>
        )}
      </Table.Td>
    </Table.Tr>
  )
}
