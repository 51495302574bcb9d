import 'mantine-datatable/styles.layer.css'
import type { TFunction } from 'i18next'
import { DataTable } from 'mantine-datatable'
import type { MouseEvent } from 'react'
import { useTranslation } from 'react-i18next'
import { type ColumnLayout, columnWidth } from './columnLayout.ts'
import type { DataListProps } from './DataList.tsx'
import { EmptyState } from './EmptyState.tsx'
import type { ListColumn, ListSelection } from './listColumn.ts'
import { tableColumns } from './tableColumns.tsx'

/** Columns give way together by this much before the list scrolls sideways. */
const SQUEEZE = 0.88
const CHECKBOX_REM = 2.75

interface ListTableProps<Row> {
  list: DataListProps<Row>
  rows: readonly Row[]
  /** Those shown, in the user's order. */
  columns: readonly ListColumn<Row>[]
  layout: ColumnLayout
  onLayout: (layout: ColumnLayout) => void
  rowAttributes: (index: number) => Record<string, unknown>
}

export function ListTable<Row>({ list, rows, columns, layout, onLayout, rowAttributes }: ListTableProps<Row>) {
  const { selection, onOpen, compact = false } = list
  const { t } = useTranslation('common')
  const width = columns.reduce((sum, column) => sum + columnWidth(column, layout), selection ? CHECKBOX_REM : 0)
  const open = ({ record, event }: { record: Row; event: MouseEvent }) => {
    if (!isControl(event.target)) onOpen?.(record)
  }
  return (
    <DataTable<Row>
      className="nc-table"
      aria-label={list.label}
      height={compact ? 'auto' : '100%'}
      minHeight={rows.length > 0 ? 0 : compact ? '10rem' : '18rem'}
      horizontalSpacing="sm"
      verticalSpacing={0}
      styles={{ table: { minWidth: `${width * SQUEEZE}rem` } }}
      highlightOnHover
      pinFirstColumn
      records={[...rows]}
      idAccessor={list.rowKey}
      columns={tableColumns({ columns, layout, tableWidth: width, onLayout, sort: list.sort, onSort: list.onSort })}
      emptyState={
        // The table keeps it in place, only unseen, while there are rows: its buttons must not be there to tab to.
        rows.length > 0 ? (
          <span />
        ) : (
          <div className="nc-list-empty">{list.empty ?? <EmptyState kind="nothingYet" />}</div>
        )
      }
      customRowAttributes={(_row, index) => rowAttributes(index)}
      {...(onOpen ? { onRowClick: open } : {})}
      {...(selection ? selectionProps(selection, list.fetching ?? false, t) : {})}
    />
  )
}

/** A checkbox, button or link inside a row acts for itself and does not open the row. */
function isControl(target: EventTarget): boolean {
  return target instanceof Element && target.closest('a, button, input, label') !== null
}

function selectionProps<Row>({ rows, onChange }: ListSelection<Row>, fetching: boolean, t: TFunction<'common'>) {
  return {
    selectedRecords: [...rows],
    // Rows that are about to go must not be taken for those that are coming.
    onSelectedRecordsChange: (next: Row[]) => {
      if (!fetching) onChange(next)
    },
    selectionCheckboxProps: { size: 'xs' as const },
    allRecordsSelectionCheckboxProps: { 'aria-label': t('list.selectPage') },
    getRecordSelectionCheckboxProps: (_row: Row, index: number) => ({
      'aria-label': t('list.selectRow', { row: index + 1 }),
    }),
  }
}
