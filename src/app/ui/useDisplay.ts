import { useLocalStorage } from '@mantine/hooks'
import { useEffect } from 'react'
import { applyDisplaySettings, type DisplaySettings } from '../../base/ui/displaySettings.ts'

const KEY = 'nhipcau.display'
const USUAL: DisplaySettings = { rowHeight: 'regular', textScale: 100 }

/** Text size and row height of this PC; nothing of the book is kept in the browser. */
export function useDisplay(): { display: DisplaySettings; setDisplay: (display: DisplaySettings) => void } {
  const [display, setDisplay] = useLocalStorage<DisplaySettings>({
    key: KEY,
    defaultValue: USUAL,
    getInitialValueInEffect: false,
  })
  useEffect(() => applyDisplaySettings(display), [display])
  return { display, setDisplay }
}
