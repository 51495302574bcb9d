import { type KeyboardEvent, useRef, useState } from 'react'
import { rowTarget } from './rowKeys.ts'

interface RowKeyboard {
  count: number
  onOpen: ((index: number) => void) | undefined
  onToggle: ((index: number) => void) | undefined
  /** PageUp and PageDown turn the page. */
  onTurnPage: (by: -1 | 1) => void
}

/** One row at a time can be reached by Tab; arrows, Home and End move, Enter opens, Space selects. */
export function useRowKeyboard({ count, onOpen, onToggle, onTurnPage }: RowKeyboard) {
  const list = useRef<HTMLDivElement>(null)
  const [at, setAt] = useState(0)
  const reachable = Math.min(at, Math.max(count - 1, 0))

  const onKeyDown = (event: KeyboardEvent) => {
    const row = event.target instanceof HTMLElement ? event.target.dataset.row : undefined
    // Keys pressed inside a cell (a checkbox, a button) belong to that control.
    if (row === undefined) return
    const index = Number(row)
    const target = rowTarget(event.key, index, count)
    if (target !== undefined) {
      setAt(target)
      list.current?.querySelector<HTMLElement>(`[data-row="${target}"]`)?.focus()
    } else if (event.key === 'Enter') onOpen?.(index)
    else if (event.key === ' ') onToggle?.(index)
    else if (event.key === 'PageDown') onTurnPage(1)
    else if (event.key === 'PageUp') onTurnPage(-1)
    else return
    event.preventDefault()
  }

  const rowAttributes = (index: number) => ({
    'data-row': index,
    tabIndex: index === reachable ? 0 : -1,
    onFocus: () => setAt(index),
  })
  return { list, onKeyDown, rowAttributes }
}
