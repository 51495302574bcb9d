import { useCallback, useState } from 'react'
import { type ColumnLayout, NO_LAYOUT, readLayout } from './columnLayout.ts'

export type LayoutStorage = Pick<Storage, 'getItem' | 'setItem'>

/** The stored layout of one list of one user, and how to change it. */
export function useColumnLayout(layoutKey: string, storage: LayoutStorage) {
  const key = `nhipcau.list.${layoutKey}`
  const [state, setState] = useState(() => ({ key, layout: readLayout(storage.getItem(key)) }))
  // Another user or another list in the same place reads its own layout.
  if (state.key !== key) setState({ key, layout: readLayout(storage.getItem(key)) })

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
