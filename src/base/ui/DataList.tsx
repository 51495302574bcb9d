import type { TFunction } from 'i18next'
import { DataTable } from 'mantine-datatable'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { ColumnChooser } from './ColumnChooser.tsx'
import { columnWidth, isShown, orderedColumns } from './columnLayout.ts'
import { EmptyState } from './EmptyState.tsx'
import { ListFooter, type ListPage } from './ListFooter.tsx'
import type { ListColumn } from './listColumn.ts'
import { SkeletonRows } from './SkeletonRows.tsx'
import { tableColumns } from './tableColumns.tsx'
import { type LayoutStorage, useColumnLayout } from './useColumnLayout.ts'
import { useRowKeyboard } from './useRowKeyboard.ts'

export interface ListSort {
  key: string
  direction: 'asc' | 'desc'
}

export interface ListSelection<Row> {
  /** May hold rows of other pages. */
  rows: readonly Row[]
  onChange: (rows: Row[]) => void
  /** Sums of the selection, each with its unit. */
  sums?: ReactNode
  /** What can be done with all of them at once. */
  actions?: ReactNode
}

export interface DataListProps<Row> {
  /** Names the list for a screen reader. */
  label: string
  /** Under which the user's layout of this list is kept: user and list. */
  layoutKey: string
  columns: readonly ListColumn<Row>[]
  rowKey: (row: Row) => string
  /** One page as the core answered it; undefined until the first answer. */
  rows: readonly Row[] | undefined
  /** Another page or order is on its way; the present rows stay, dimmed. */
  fetching?: boolean
  total: number | undefined
  page: ListPage
  onPage: (page: ListPage) => void
  sort?: ListSort
  onSort?: (sort: ListSort) => void
  selection?: ListSelection<Row>
  /** A click on a row, or Enter. */
  onOpen?: (row: Row) => void
  /** Sums of everything the filter lets through, each with its unit. */
  sums?: ReactNode
  /** What an empty list says; see EmptyState. */
  empty?: ReactNode
  /** Keeps layout only, never data. */
  storage?: LayoutStorage
  /** As high as its rows rather than its page, for lists inside a record. */
  compact?: boolean
}

/** The one list: pages, order and sums come from the core; columns, widths and their order are the user's. */
export function DataList<Row>(props: DataListProps<Row>) {
  const { columns, rowKey, rows, fetching = false, total, page, onPage, selection, onOpen, compact = false } = props
  const { t } = useTranslation('common')
  const { layout, change, reset } = useColumnLayout(props.layoutKey, props.storage ?? localStorage)
  const ordered = orderedColumns(columns, layout)
  const shown = ordered.filter((column, index) => index === 0 || isShown(column, layout))
  const pages = total === undefined ? Number.POSITIVE_INFINITY : Math.max(1, Math.ceil(total / page.size))
  const keyboard = useRowKeyboard({
    count: rows?.length ?? 0,
    onOpen: onOpen && ((index) => withRow(rows, index, onOpen)),
    onToggle: selection && ((index) => withRow(rows, index, (row) => toggle(row, rowKey, selection))),
    onTurnPage: (by) => {
      const number = page.number + by
      if (number >= 1 && number <= pages) onPage({ ...page, number })
    },
  })
  const width = shown.reduce((sum, column) => sum + columnWidth(column, layout), selection ? 2.5 : 0)

  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: the keys belong to the focusable rows inside
    <div
      className="nc-list"
      data-compact={compact || undefined}
      data-fetching={fetching || undefined}
      data-opens={onOpen ? true : undefined}
      ref={keyboard.list}
      onKeyDown={keyboard.onKeyDown}
    >
      {rows === undefined ? (
        <SkeletonRows label={props.label} columns={shown.length} />
      ) : (
        <DataTable<Row>
          className="nc-table"
          aria-label={props.label}
          height={compact ? 'auto' : '100%'}
          minHeight={rows.length === 0 ? '18rem' : 0}
          horizontalSpacing="sm"
          verticalSpacing={0}
          styles={{ table: { minWidth: `${width}rem` } }}
          highlightOnHover
          pinFirstColumn
          records={[...rows]}
          idAccessor={rowKey}
          columns={tableColumns(shown, layout, change)}
          emptyState={<div className="nc-list-empty">{props.empty ?? <EmptyState kind="nothingYet" />}</div>}
          customRowAttributes={(_row, index) => keyboard.rowAttributes(index)}
          {...(onOpen ? { onRowClick: ({ record }: { record: Row }) => onOpen(record) } : {})}
          {...sortProps(props)}
          {...(selection ? selectionProps(selection, t) : {})}
        />
      )}
      <ListFooter
        page={page}
        total={total}
        onPage={onPage}
        sums={selection && selection.rows.length > 0 ? selection.sums : props.sums}
        selectedCount={selection?.rows.length ?? 0}
        onClearSelection={() => selection?.onChange([])}
        selectionActions={selection?.actions}
        chooser={<ColumnChooser columns={ordered} layout={layout} onChange={change} onReset={reset} />}
      />
    </div>
  )
}

function withRow<Row>(rows: readonly Row[] | undefined, index: number, act: (row: Row) => void): void {
  const row = rows?.[index]
  if (row !== undefined) act(row)
}

function toggle<Row>(row: Row, rowKey: (row: Row) => string, { rows, onChange }: ListSelection<Row>): void {
  const key = rowKey(row)
  const others = rows.filter((each) => rowKey(each) !== key)
  onChange(others.length < rows.length ? others : [...rows, row])
}

function sortProps<Row>({ sort, onSort }: Pick<DataListProps<Row>, 'sort' | 'onSort'>) {
  if (!onSort) return {}
  return {
    sortStatus: { columnAccessor: sort?.key ?? '', direction: sort?.direction ?? ('asc' as const) },
    onSortStatusChange: (status: { columnAccessor: unknown; direction: 'asc' | 'desc' }) =>
      onSort({ key: String(status.columnAccessor), direction: status.direction }),
  }
}

function selectionProps<Row>(
  { rows, onChange }: ListSelection<Row>,
  t: TFunction<'common'>,
) {
  return {
    selectedRecords: [...rows],
    onSelectedRecordsChange: onChange,
    selectionCheckboxProps: { size: 'xs' as const },
    allRecordsSelectionCheckboxProps: { 'aria-label': t('list.selectPage') },
    getRecordSelectionCheckboxProps: (_row: Row, index: number) => ({
      'aria-label': t('list.selectRow', { row: index + 1 }),
    }),
  }
}
