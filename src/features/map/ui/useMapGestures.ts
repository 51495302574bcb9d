import { type KeyboardEvent, type PointerEvent, type RefObject, useEffect, useRef } from 'react'
import { type MapFrame, metresPerPixel, type Spot } from './mapFrame.ts'
import { type MapView, moved, WHOLE, zoomed } from './mapView.ts'

/** Half a metre to the pixel: nearer there is nothing to see. */
const NEAREST_METRES = 0.5
const STEP = 60
export const ZOOM_STEP = 1.5

export interface MapGestures {
  zoomBy: (factor: number) => void
  /** True when the last press dragged the sheet along, so its end is no click. */
  dragged: () => boolean
  handlers: {
    onPointerDown: (event: PointerEvent<SVGSVGElement>) => void
    onPointerMove: (event: PointerEvent<SVGSVGElement>) => void
    onPointerUp: (event: PointerEvent<SVGSVGElement>) => void
    onKeyDown: (event: KeyboardEvent<SVGSVGElement>) => void
  }
}

interface Gestured {
  frame: MapFrame
  view: MapView
  onView: (view: MapView) => void
  /** Arrow keys do this instead of moving the sheet. */
  onArrow?: ((by: Spot, event: KeyboardEvent) => void) | undefined
}

const ARROWS: Record<string, Spot> = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] }

/** Dragging, the wheel, arrow keys, + − and 0. */
export function useMapGestures(sheet: RefObject<SVGSVGElement | null>, gestured: Gestured): MapGestures {
  const now = useRef(gestured)
  now.current = gestured
  const drag = useRef<{ from: Spot; view: MapView; far: boolean }>(undefined)
  const { frame, view, onView, onArrow } = gestured
  const middle: Spot = [frame.width / 2, frame.height / 2]
  const zoomBy = (factor: number, at = middle) => onView(zoomed(view, { by: factor, at, most: nearest(frame) }))
  useEffect(() => {
    const element = sheet.current
    if (element === null) return
    // React's own wheel listener cannot keep the page from scrolling.
    const turn = (event: WheelEvent) => {
      event.preventDefault()
      const { frame, view, onView } = now.current
      const by = event.deltaY < 0 ? ZOOM_STEP : 1 / ZOOM_STEP
      onView(zoomed(view, { by, at: spotOn(element, event), most: nearest(frame) }))
    }
    element.addEventListener('wheel', turn, { passive: false })
    return () => element.removeEventListener('wheel', turn)
  }, [sheet])
  return {
    zoomBy,
    dragged: () => drag.current?.far === true,
    handlers: {
      onPointerDown: (event) => {
        if (event.button === 0) drag.current = { from: spotOn(event.currentTarget, event), view, far: false }
      },
      onPointerMove: (event) => {
        const held = drag.current
        if (held === undefined || event.buttons !== 1) return
        const [x, y] = spotOn(event.currentTarget, event)
        const by: Spot = [x - held.from[0], y - held.from[1]]
        if (!held.far && Math.hypot(...by) < 5) return
        if (!held.far) event.currentTarget.setPointerCapture(event.pointerId)
        held.far = true
        onView(moved(held.view, by))
      },
      onPointerUp: (event) => {
        if (event.currentTarget.hasPointerCapture(event.pointerId)) {
          event.currentTarget.releasePointerCapture(event.pointerId)
        }
      },
      onKeyDown: (event) => {
        const arrow = ARROWS[event.key]
        if (arrow !== undefined && onArrow !== undefined) onArrow(arrow, event)
        else if (arrow !== undefined) onView(moved(view, [-arrow[0] * STEP, -arrow[1] * STEP]))
        else if (event.key === '+' || event.key === '=') zoomBy(ZOOM_STEP)
        else if (event.key === '-') zoomBy(1 / ZOOM_STEP)
        else if (event.key === '0') onView(WHOLE)
        else return
        event.preventDefault()
      },
    },
  }
}

/** Where on the sheet the mouse is; the sheet may be drawn larger or smaller than its own pixels. */
export function spotOn(sheet: SVGSVGElement, event: { clientX: number; clientY: number }): Spot {
  const { left, top, width, height } = sheet.getBoundingClientRect()
  const own = sheet.viewBox.baseVal
  return [((event.clientX - left) * own.width) / width, ((event.clientY - top) * own.height) / height]
}

function nearest(frame: MapFrame): number {
  return Math.max(1, metresPerPixel(frame) / NEAREST_METRES)
}
