import { notifications } from '@mantine/notifications'
import { IconFileExport } from '@tabler/icons-react'
import { useMutation } from '@tanstack/react-query'
import { isValidElement, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { SheetCell } from '../../../base/common/csvText.ts'
import type { PageAction } from '../../../base/ui/ActionButton.tsx'
import { useApi } from '../../../base/ui/api.tsx'
import { isShown, orderedColumns } from '../../../base/ui/columnLayout.ts'
import { DEFAULT_COLUMN_WIDTH, type ListColumn } from '../../../base/ui/listColumn.ts'
import { type ReadSlice, readAllRows } from '../../../base/ui/readAllRows.ts'
import { takeLayout } from '../../../base/ui/useColumnLayout.ts'
import { useMay } from '../../../base/ui/useMay.ts'
import { useFiles } from '../../files/ui/useFiles.ts'
import type { sheetContract } from '../common/contract.ts'

export interface ListExport<Row> {
  /** The list's layout key: its columns go out as they stand on screen. */
  list: string
  title: string
  columns: readonly ListColumn<Row>[]
  /** One slice of the filtered, ordered list. */
  fetch: ReadSlice<Row>
  /** The address a row tells of, where it tells of one. */
  addressOf?: (row: Row) => string | null
  /** What narrows the list, for the audit log. */
  filter: unknown
}

/** The action “Xuất” of a list's page: Excel or CSV. Undefined for those who may not export. */
export function useListExport<Row>(list: ListExport<Row>): { action: PageAction | undefined; error: Error | null } {
  const { t } = useTranslation('sheets')
  const { sheets } = useApi<{ sheets: typeof sheetContract }>()
  const files = useFiles()
  const mayExport = useMay('data.export')
  const exporting = useMutation({
    mutationFn: async (format: 'xlsx' | 'csv') => {
      const columns = shownColumns(list)
      const all = await readAllRows(list.fetch)
      const { addressOf } = list
      const { ticket, withheld } = await sheets.make.call({
        list: list.list,
        title: list.title,
        format,
        columns: columns.map(({ title, figures, width }) => ({
          label: title,
          figures: figures === 'end',
          width: Math.min(80, Math.max(8, Math.round((width ?? DEFAULT_COLUMN_WIDTH) * 1.6))),
        })),
        rows: all.map((row) => columns.map((column) => cellOf(column, row))),
        ...(addressOf === undefined ? {} : { addressIds: all.map(addressOf) }),
        filter: list.filter,
      })
      if (withheld > 0) notifications.show({ message: t('withheld', { count: withheld }) })
      await files.save(ticket)
    },
  })
  if (!mayExport) return { action: undefined, error: null }
  const action: PageAction = {
    label: t('export'),
    icon: IconFileExport,
    loading: exporting.isPending,
    choices: [
      { label: t('xlsx'), onSelect: () => exporting.mutate('xlsx') },
      { label: t('csv'), onSelect: () => exporting.mutate('csv') },
    ],
  }
  return { action, error: exporting.error }
}

function shownColumns<Row>({ list, columns }: ListExport<Row>): ListColumn<Row>[] {
  const layout = takeLayout(list)
  return orderedColumns(columns, layout).filter((column, index) => index === 0 || isShown(column, layout))
}

function cellOf<Row>({ value, render }: ListColumn<Row>, row: Row): SheetCell {
  return value === undefined ? textOf(render(row)) : value(row)
}

/** What a cell reads as: the text in it, whatever it is wrapped in. */
function textOf(node: ReactNode): SheetCell {
  if (node === null || node === undefined || typeof node === 'boolean') return null
  if (typeof node === 'number') return node
  if (typeof node === 'string') return node === '' ? null : node
  if (Array.isArray(node)) return node.map(textOf).join('')
  if (!isValidElement<{ children?: ReactNode; label?: string }>(node)) return null
  return node.props.label ?? textOf(node.props.children)
}
