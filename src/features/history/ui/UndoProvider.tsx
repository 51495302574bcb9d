import type { ReactNode } from 'react'
import { useUndoKeys } from './useUndoKeys.ts'

/** Gives everything below the undo and redo keys; stands once, inside the open office. */
export function UndoProvider({ children }: { children: ReactNode }) {
  useUndoKeys()
  return children
}
