import { useEffect } from 'react'

/**
 * Gives the focus back to what opened a drawer or a sheet; Mantine does so when it closes, but not when it is gone from the page
 * at once. Where the opener is gone too (a sheet opened from a drawer) or folded away, reading goes on at the page.
 */
export function useFocusBack(opened: boolean): void {
  useEffect(() => {
    if (!opened) return
    const opener = document.activeElement
    return () => {
      setTimeout(() => {
        if (document.activeElement !== document.body) return
        if (opener instanceof HTMLElement && opener.isConnected) opener.focus()
        // Nothing takes the focus that is gone, switched off or folded away.
        if (document.activeElement === document.body) document.querySelector('main')?.focus()
      })
    }
  }, [opened])
}
