import type { ReactNode } from 'react'

export interface ListColumn<Row> {
  key: string
  title: string
  render: (row: Row) => ReactNode
  /** What goes into an exported file where it is not the text on screen: money as a number. */
  value?: (row: Row) => string | number | null
  /** In rem, so that it grows with the text size; 10 unless told. */
  width?: number
  /** Money, counts and days: tabular figures, and on the right with `end`. */
  figures?: 'start' | 'end'
  sortable?: boolean
  /** Not shown until the user asks for it. */
  hidden?: boolean
  /** The sum of this column over everything the list shows. */
  sum?: ReactNode
}

export interface ListSort {
  key: string
  direction: 'asc' | 'desc'
}

export interface ListSelection<Row> {
  /** May hold rows of other pages. */
  rows: readonly Row[]
  onChange: (rows: Row[]) => void
  /** Chooses everything the filter lets through, on all pages; missing where that is more than can be done at once. */
  onAll?: (() => void) | undefined
  /** Sums of the selection, each with its unit. */
  sums?: ReactNode
  /** What can be done with all of them at once. */
  actions?: ReactNode
}

export const DEFAULT_COLUMN_WIDTH = 10
