import { useEffect } from 'react'

/**
 * Gives the focus back to what opened a drawer or a sheet; Mantine does so when it closes, but not when it is gone from the page
 * at once. Where the opener is gone too (a sheet opened from a drawer), reading goes on at the page.
 */
export function useFocusBack(opened: boolean): void {
  useEffect(() => {
    if (!opened) return
    const opener = document.activeElement
    return () => {
      setTimeout(() => {
        if (document.activeElement !== document.body) return
        const back = opener instanceof HTMLElement && opener.isConnected && opener !== document.body
        if (back) opener.focus()
        else document.querySelector('main')?.focus()
      })
    }
  }, [opened])
}
