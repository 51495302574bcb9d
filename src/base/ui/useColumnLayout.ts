import { useCallback, useEffect, useState } from 'react'
import { type ColumnLayout, NO_LAYOUT, readLayout } from './columnLayout.ts'

export type LayoutStorage = Pick<Storage, 'getItem' | 'setItem'>

/** Told when a layout was put in place from outside the list: by a saved view. */
const PUT_EVENT = 'nhipcau:layout'

/** The stored layout of one list of one user, and how to change it. */
export function useColumnLayout(layoutKey: string, storage: LayoutStorage) {
  const key = storedUnder(layoutKey)
  const [state, setState] = useState(() => ({ key, layout: readLayout(storage.getItem(key)) }))
  // Another user or another list in the same place reads its own layout.
  if (state.key !== key) setState({ key, layout: readLayout(storage.getItem(key)) })

  useEffect(() => {
    const reread = () => setState({ key, layout: readLayout(storage.getItem(key)) })
    window.addEventListener(PUT_EVENT, reread)
    return () => window.removeEventListener(PUT_EVENT, reread)
  }, [key, storage])

  const change = useCallback(
    (layout: ColumnLayout) => {
      storage.setItem(key, JSON.stringify(layout))
      setState({ key, layout })
    },
    [key, storage],
  )
  const reset = useCallback(() => change(NO_LAYOUT), [change])
  return { layout: state.layout, change, reset }
}

/** The layout of a list as it is kept, for a saved view. */
export function takeLayout(layoutKey: string): ColumnLayout {
  return readLayout(localStorage.getItem(storedUnder(layoutKey)))
}

/** Puts a layout in place; a list on screen follows at once. */
export function putLayout(layoutKey: string, layout: ColumnLayout): void {
  localStorage.setItem(storedUnder(layoutKey), JSON.stringify(layout))
  window.dispatchEvent(new Event(PUT_EVENT))
}

function storedUnder(layoutKey: string): string {
  return `nhipcau.list.${layoutKey}`
}
