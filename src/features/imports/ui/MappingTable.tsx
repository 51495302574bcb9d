import { Select, Table } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { ColumnMapping, MappingQuestion } from '../common/columnMapping.ts'
import type { StagedImport } from '../common/importSchemas.ts'
import { type RegisterField, registerFields } from '../common/registerFields.ts'
import { useFieldWords } from './useFieldWords.ts'

export interface MappingTableProps {
  columns: StagedImport['columns']
  questions: readonly MappingQuestion[]
  mapping: ColumnMapping
  onChange: (columns: ColumnMapping['columns']) => void
}

/** The columns of the file one below the other: heading, what stands in it, what it means. */
export function MappingTable({ columns, questions, mapping, onChange }: MappingTableProps) {
  const { t } = useTranslation('imports')
  const fieldWords = useFieldWords()
  const choices = registerFields.map((field) => ({ value: field, label: fieldWords(field) }))
  return (
    <Table className="nc-import-table">
      <Table.Thead>
        <Table.Tr>
          <Table.Th>{t('mapping.column')}</Table.Th>
          <Table.Th>{t('mapping.heading')}</Table.Th>
          <Table.Th>{t('mapping.samples')}</Table.Th>
          <Table.Th>{t('mapping.meaning')}</Table.Th>
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {columns.map(({ letter, heading, samples }) => {
          const asked = questions.some(({ column }) => column === letter)
          return (
            <Table.Tr key={letter} data-asked={asked || undefined}>
              <Table.Td className="num">{letter}</Table.Td>
              <Table.Td>{heading}</Table.Td>
              <Table.Td className="nc-soft">{samples.join(' · ')}</Table.Td>
              <Table.Td>
                <Select
                  size="xs"
                  aria-label={`${t('mapping.meaning')}: ${letter} ${heading}`}
                  allowDeselect={false}
                  searchable
                  data={choices}
                  value={mapping.columns[letter] ?? 'ignored'}
                  onChange={(field) => onChange({ ...mapping.columns, [letter]: field as RegisterField })}
                />
              </Table.Td>
            </Table.Tr>
          )
        })}
      </Table.Tbody>
    </Table>
  )
}
