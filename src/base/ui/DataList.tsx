import type { ReactNode } from 'react'
import { ColumnChooser } from './ColumnChooser.tsx'
import { isShown, orderedColumns } from './columnLayout.ts'
import { ListFooter, type ListPage } from './ListFooter.tsx'
import { ListTable } from './ListTable.tsx'
import type { ListColumn, ListSelection, ListSort } from './listColumn.ts'
import { SkeletonRows } from './SkeletonRows.tsx'
import { type LayoutStorage, useColumnLayout } from './useColumnLayout.ts'
import { useRowKeyboard } from './useRowKeyboard.ts'

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
  const { columns, rows, fetching = false, total, page, onPage, selection, compact = false } = props
  const { layout, change, reset } = useColumnLayout(props.layoutKey, props.storage ?? localStorage)
  const ordered = orderedColumns(columns, layout)
  const shown = ordered.filter((column, index) => index === 0 || isShown(column, layout))
  const selected = selection?.rows ?? []
  const keyboard = useListKeyboard(props)

  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: the keys belong to the focusable rows inside
    <div
      className="nc-list"
      data-compact={compact || undefined}
      data-fetching={fetching || undefined}
      data-opens={props.onOpen ? true : undefined}
      ref={keyboard.list}
      onKeyDown={keyboard.onKeyDown}
    >
      {rows === undefined ? (
        <SkeletonRows label={props.label} columns={shown.length} compact={compact} />
      ) : (
        <ListTable
          list={props}
          rows={rows}
          columns={shown}
          layout={layout}
          onLayout={change}
          rowAttributes={keyboard.rowAttributes}
        />
      )}
      {isShort(props) ? null : (
        <ListFooter
          page={page}
          total={total}
          onPage={onPage}
          sums={selected.length > 0 ? selection?.sums : props.sums}
          selectedCount={selected.length}
          onClearSelection={() => selection?.onChange([])}
          onSelectAll={selection?.onAll}
          selectionActions={selection?.actions}
          chooser={<ColumnChooser columns={ordered} layout={layout} onChange={change} onReset={reset} />}
        />
      )}
    </div>
  )
}

/** A handful of rows inside a record: nothing to count, to sum or to turn over. */
const HANDFUL = 5

function isShort<Row>({ compact = false, total = 0, sums, selection }: DataListProps<Row>): boolean {
  return compact && total <= HANDFUL && sums === undefined && selection === undefined
}

function useListKeyboard<Row>({ rows, rowKey, total, page, onPage, selection, onOpen }: DataListProps<Row>) {
  const pages = total === undefined ? Number.POSITIVE_INFINITY : Math.max(1, Math.ceil(total / page.size))
  return useRowKeyboard({
    count: rows?.length ?? 0,
    onOpen: onOpen && ((index) => withRow(rows, index, onOpen)),
    onToggle: selection && ((index) => withRow(rows, index, (row) => toggle(row, rowKey, selection))),
    onTurnPage: (by) => {
      const number = page.number + by
      if (number >= 1 && number <= pages) onPage({ ...page, number })
    },
  })
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
