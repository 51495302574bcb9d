import type { WebContents } from 'electron'

/** Chromium's steps are powers of 1.2: from 69 % to 173 %, within which no page of ours breaks. */
const SMALLEST = -2
const LARGEST = 3

/** Makes the letters a step larger (1) or smaller (-1), or as they were (0). */
export function changeZoom(contents: WebContents, step: -1 | 0 | 1): void {
  const level = step === 0 ? 0 : contents.getZoomLevel() + step
  contents.setZoomLevel(Math.min(LARGEST, Math.max(SMALLEST, level)))
}
