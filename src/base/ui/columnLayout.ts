import * as z from 'zod'
import { DEFAULT_COLUMN_WIDTH, type ListColumn } from './listColumn.ts'

/** How one user likes one list: only keys and widths, never data. */
export interface ColumnLayout {
  order: readonly string[]
  /** Column key → shown or not, where it differs from the column's own wish. */
  shown: Readonly<Record<string, boolean>>
  /** Column key → width in rem. */
  widths: Readonly<Record<string, number>>
}

export const NO_LAYOUT: ColumnLayout = { order: [], shown: {}, widths: {} }

const NARROWEST = 3
const WIDEST = 60

export const layoutSchema = z.object({
  order: z.array(z.string()),
  shown: z.record(z.string(), z.boolean()),
  widths: z.record(z.string(), z.number().min(NARROWEST).max(WIDEST)),
})

/** Reads a stored layout; anything that is not one counts as none. */
export function readLayout(stored: string | null): ColumnLayout {
  if (stored === null) return NO_LAYOUT
  try {
    const layout = layoutSchema.safeParse(JSON.parse(stored))
    return layout.success ? layout.data : NO_LAYOUT
  } catch {
    return NO_LAYOUT
  }
}

/**
 * The columns in the user's order. The first column names the row: it stays first. A column the stored layout does not
 * know (new in this version) keeps its place after its neighbour.
 */
export function orderedColumns<Row>(columns: readonly ListColumn<Row>[], layout: ColumnLayout): ListColumn<Row>[] {
  const [first, ...rest] = columns
  if (!first) return []
  const known = layout.order.flatMap((key) => rest.filter((column) => column.key === key))
  for (const [index, column] of rest.entries()) {
    if (known.includes(column)) continue
    const before = rest[index - 1]
    known.splice(before ? known.indexOf(before) + 1 : 0, 0, column)
  }
  return [first, ...known]
}

export function isShown<Row>(column: ListColumn<Row>, layout: ColumnLayout): boolean {
  return layout.shown[column.key] ?? !column.hidden
}

/** Width in rem. */
export function columnWidth<Row>(column: ListColumn<Row>, layout: ColumnLayout): number {
  return layout.widths[column.key] ?? column.width ?? DEFAULT_COLUMN_WIDTH
}

export function withWidth(layout: ColumnLayout, key: string, rem: number): ColumnLayout {
  const width = Math.round(Math.min(WIDEST, Math.max(NARROWEST, rem)) * 100) / 100
  return { ...layout, widths: { ...layout.widths, [key]: width } }
}

/** `order` is the order now on screen, the first column included; that one cannot be moved or overtaken. */
export function withMoved(
  layout: ColumnLayout,
  order: readonly string[],
  move: { key: string; by: -1 | 1 },
): ColumnLayout {
  const from = order.indexOf(move.key)
  const to = from + move.by
  if (from < 1 || to < 1 || to >= order.length) return layout
  const next = order.filter((key) => key !== move.key)
  next.splice(to, 0, move.key)
  return { ...layout, order: next }
}
