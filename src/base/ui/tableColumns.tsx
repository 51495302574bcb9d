import type { DataTableColumn } from 'mantine-datatable'
import { ColumnHead } from './ColumnHead.tsx'
import { type ColumnLayout, columnWidth, withWidth } from './columnLayout.ts'
import type { ListColumn } from './listColumn.ts'

/** Our columns in the shape the table takes, with the user's widths. */
export function tableColumns<Row>(
  columns: readonly ListColumn<Row>[],
  layout: ColumnLayout,
  onLayout: (layout: ColumnLayout) => void,
): DataTableColumn<Row>[] {
  return columns.map((column) => {
    const width = columnWidth(column, layout)
    return {
      accessor: column.key,
      title: <ColumnHead title={column.title} width={width} onWidth={(rem) => onLayout(withWidth(layout, column.key, rem))} />,
      width: `${width}rem`,
      textAlign: column.figures === 'end' ? 'right' : 'left',
      sortable: column.sortable ?? false,
      ellipsis: true,
      render: column.render,
      cellsClassName: column.figures ? 'num' : '',
      ...(column.sum === undefined ? {} : { footer: <span className="num">{column.sum}</span> }),
    }
  })
}
