import { useEffect, useRef } from 'react'
import { useUndo } from './useUndo.ts'

/** Ctrl+Z takes back my last command, Ctrl+Y or Ctrl+Shift+Z does it again; inside a text the keys stay the text's own. */
export function useUndoKeys(): void {
  const { undoLast, redoLast } = useUndo()
  const running = useRef(false)
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      const wanted = wantedBy(event)
      if (wanted === undefined || isWriting(event.target) || document.querySelector('[role="dialog"]') !== null) return
      event.preventDefault()
      if (running.current) return
      running.current = true
      void (wanted === 'undo' ? undoLast() : redoLast()).finally(() => {
        running.current = false
      })
    }
    window.addEventListener('keydown', onKeyDown)
    return () => window.removeEventListener('keydown', onKeyDown)
  }, [undoLast, redoLast])
}

function wantedBy(event: KeyboardEvent): 'undo' | 'redo' | undefined {
  if (!(event.ctrlKey || event.metaKey) || event.altKey) return undefined
  const key = event.key.toLowerCase()
  if (key === 'z') return event.shiftKey ? 'redo' : 'undo'
  return key === 'y' && !event.shiftKey ? 'redo' : undefined
}

function isWriting(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false
  if (target.isContentEditable || target instanceof HTMLTextAreaElement || target instanceof HTMLSelectElement)
    return true
  return target instanceof HTMLInputElement && !['checkbox', 'radio', 'button', 'submit'].includes(target.type)
}
