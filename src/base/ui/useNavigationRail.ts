import { type RefObject, useEffect, useState } from 'react'

/** Below this width, in letters of the chosen text size, names beside the icons would take room from the page. */
const RAIL_BELOW_REM = 68

/** Whether the navigation shows icons only: by the room there is, until the user says otherwise. */
export function useNavigationRail(frame: RefObject<HTMLElement | null>): { rail: boolean; toggle: () => void } {
  const [narrow, setNarrow] = useState(false)
  const [chosen, setChosen] = useState<boolean | undefined>(undefined)

  useEffect(() => {
    if (!frame.current) return
    const observer = new ResizeObserver(([entry]) => {
      // Media queries ignore the text size set on <html>, so the width is measured in its rem.
      const rem = Number.parseFloat(getComputedStyle(document.documentElement).fontSize)
      setNarrow((entry?.contentRect.width ?? Number.POSITIVE_INFINITY) < RAIL_BELOW_REM * rem)
    })
    observer.observe(frame.current)
    // A changed text size does not change the frame's own box, so it is watched through <html>.
    observer.observe(document.documentElement)
    return () => observer.disconnect()
  }, [frame])

  const rail = chosen ?? narrow
  return { rail, toggle: () => setChosen(!rail) }
}
