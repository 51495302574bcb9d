import { useEffect, useRef } from 'react'

/** Where people type or walk through a list; a button, the lock's own among them, is no such place. */
const CELLS = 'input, textarea, select, [contenteditable="true"], [tabindex="0"]'

/** Puts the cursor back where the person was at work when the lock goes: what lies behind a lock loses it. */
export function useCellBehindLock(locked: boolean): void {
  const cell = useRef<HTMLElement>(undefined)
  const wasLocked = useRef(false)
  useEffect(() => {
    const note = ({ target }: FocusEvent) => {
      if (!(target instanceof HTMLElement) || target.closest('.nc-lock') !== null) return
      if (target.matches(CELLS)) cell.current = target
    }
    document.addEventListener('focusin', note)
    return () => document.removeEventListener('focusin', note)
  }, [])
  useEffect(() => {
    if (wasLocked.current && !locked && cell.current?.isConnected === true) {
      cell.current.focus({ preventScroll: true })
    }
    wasLocked.current = locked
  }, [locked])
}
