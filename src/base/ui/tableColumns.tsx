import type { DataTableColumn } from 'mantine-datatable'
import { ColumnHead } from './ColumnHead.tsx'
import { type ColumnLayout, columnWidth, withWidth } from './columnLayout.ts'
import type { ListColumn, ListSort } from './listColumn.ts'

interface TableLayout<Row> {
  columns: readonly ListColumn<Row>[]
  layout: ColumnLayout
  /** In rem, of the whole table. */
  tableWidth: number
  onLayout: (layout: ColumnLayout) => void
  sort: ListSort | undefined
  onSort: ((sort: ListSort) => void) | undefined
}

/**
 * Our columns in the shape the table takes. Sorting and widths are ours too: the table's own speak English to a screen
 * reader and write to localStorage by themselves.
 */
export function tableColumns<Row>({
  columns,
  layout,
  tableWidth,
  onLayout,
  sort,
  onSort,
}: TableLayout<Row>): DataTableColumn<Row>[] {
  return columns.map((column) => {
    const width = columnWidth(column, layout)
    const direction = sort?.key === column.key ? sort.direction : undefined
    return {
      accessor: column.key,
      title: (
        <ColumnHead
          title={column.title}
          width={width}
          direction={direction}
          onWidth={(rem) => onLayout(withWidth(layout, column.key, rem))}
          onSort={
            onSort && column.sortable
              ? () => onSort({ key: column.key, direction: direction === 'asc' ? 'desc' : 'asc' })
              : undefined
          }
        />
      ),
      // Shares rather than lengths: a fixed table never gets narrower than its columns' lengths.
      width: `${(100 * width) / tableWidth}%`,
      textAlign: column.figures === 'end' ? 'right' : 'left',
      render: (row) => <span className={column.figures ? 'nc-cell num' : 'nc-cell'}>{column.render(row)}</span>,
      ...(column.sum === undefined ? {} : { footer: <span className="num">{column.sum}</span> }),
    }
  })
}
