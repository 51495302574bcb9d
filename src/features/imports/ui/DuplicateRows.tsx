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
            onDecide={(take) => decide.mutate({ batchId, rowNumber: row.rowNumber, take })}
          />
        ))}
      </section>
    </>
  )
}

function DuplicateRow({ row, onDecide }: { row: PreviewRow; onDecide: (take: boolean) => void }) {
  const { t } = useTranslation('imports')
  const { rowNumber, values, lookalikes, take } = row
  const own: Lookalike = {
    ...values,
    addressId: null,
    rowNumber,
    donors: values.donorName === null ? [] : [values.donorName],
  }
  return (
    <div className="nc-import-twin">
      <Table className="nc-import-table">
        <Table.Tbody>
          <PersonLine label={t('duplicates.thisRow', { row: rowNumber })} person={own} />
          {lookalikes.map((person) => (
            <PersonLine
              key={person.addressId ?? person.rowNumber}
              label={
                person.rowNumber === null ? t('duplicates.onFile') : t('duplicates.inFile', { row: person.rowNumber })
              }
              person={person}
              comparedWith={own}
            />
          ))}
        </Table.Tbody>
      </Table>
      <SegmentedControl
        size="xs"
        aria-label={values.name}
        data={[
          { value: 'skip', label: t('duplicates.skip') },
          { value: 'take', label: t('duplicates.take') },
        ]}
        value={take ? 'take' : 'skip'}
        onChange={(value) => onDecide(value === 'take')}
      />
    </div>
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
