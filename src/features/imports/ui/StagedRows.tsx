import { Table } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { useFormat } from '../../../base/ui/useFormat.ts'
import { useVocabulary } from '../../units/ui/useVocabulary.ts'
import type { PreviewRow } from '../common/importSchemas.ts'
import { officeCategory } from '../common/rules.ts'
import { useProblemWords } from './useProblemWords.ts'

/** Staged rows as a table; what is to be looked at stands below the person, each on its cell. */
export function StagedRows({ rows, label }: { rows: readonly PreviewRow[]; label: string }) {
  const { t } = useTranslation('imports')
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
    <section className="nc-import-scroll" aria-label={label} tabIndex={0}>
      <Table className="nc-import-table" stickyHeader>
        <Table.Thead>
          <Table.Tr>
            <Table.Th ta="right">{t('preview.row')}</Table.Th>
            <Table.Th>{t('preview.name')}</Table.Th>
            <Table.Th>{t('preview.sex')}</Table.Th>
            <Table.Th>{t('preview.birth')}</Table.Th>
            <Table.Th>{t('preview.place')}</Table.Th>
            <Table.Th>{t('preview.category')}</Table.Th>
            <Table.Th>{t('preview.donor')}</Table.Th>
            <Table.Th ta="right">{t('preview.support')}</Table.Th>
            <Table.Th>{t('preview.period')}</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {rows.map((row) => (
            <StagedRow key={row.rowNumber} row={row} />
          ))}
        </Table.Tbody>
      </Table>
    </section>
  )
}

function StagedRow({ row }: { row: PreviewRow }) {
  const { t } = useTranslation('imports')
  const { formatDay, formatAmount } = useFormat()
  const { nameOf } = useVocabulary('category')
  const problemWords = useProblemWords()
  const { values, problems, rowNumber } = row
  const { sex, birthDay, monthly, fromMonth, months } = values
  return (
    <>
      <Table.Tr data-problems={problems.length > 0 || undefined}>
        <Table.Td className="num" ta="right">
          {rowNumber}
        </Table.Td>
        <Table.Td>{values.name}</Table.Td>
        <Table.Td>{sex === null ? '' : t(`preview.sexes.${sex}`)}</Table.Td>
        <Table.Td className="num">{birthDay === null ? '' : formatDay(birthDay)}</Table.Td>
        <Table.Td>{[values.villageName, values.communeName].filter(Boolean).join(', ')}</Table.Td>
        <Table.Td>{values.categories.map((code) => nameOf(officeCategory(code))).join(', ')}</Table.Td>
        <Table.Td>{values.donorName}</Table.Td>
        <Table.Td className="num" ta="right">
          {monthly === null ? '' : formatAmount(monthly, 'VND')}
        </Table.Td>
        <Table.Td className="num">
          {fromMonth === null
            ? ''
            : months === null
              ? t('preview.openEnded', { from: formatDay(fromMonth) })
              : t('preview.months', { from: formatDay(fromMonth), count: months })}
        </Table.Td>
      </Table.Tr>
      {problems.length === 0 ? null : (
        <Table.Tr>
          <Table.Td />
          <Table.Td colSpan={8}>
            <ul className="nc-import-problems">
              {problems.map((problem) => (
                <li key={problem.code + problem.field} data-severity={problem.severity}>
                  {problemWords(problem, rowNumber)}
                </li>
              ))}
            </ul>
          </Table.Td>
        </Table.Tr>
      )}
    </>
  )
}
