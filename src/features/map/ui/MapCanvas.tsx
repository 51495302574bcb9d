import { ActionIcon } from '@mantine/core'
import { useElementSize } from '@mantine/hooks'
import { IconFocusCentered, IconMinus, IconPlus } from '@tabler/icons-react'
import { type KeyboardEvent, type ReactNode, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import type { MapPoint } from '../../addresses/common/readPoint.ts'
import type { MapFrame, Size, Spot } from './mapFrame.ts'
import { type MapView, spotUnder, WHOLE } from './mapView.ts'
import './map.css'
import { spotOn, useMapGestures, ZOOM_STEP } from './useMapGestures.ts'

export interface MapCanvasProps {
  label: string
  frame: MapFrame
  view: MapView
  onView: (view: MapView) => void
  /** Arrow keys do this instead of moving the sheet. */
  onArrow?: ((by: Spot, event: KeyboardEvent) => void) | undefined
  /** A click on the bare sheet. */
  onPlace?: ((point: MapPoint) => void) | undefined
  children: ReactNode
}

/** A sheet that can be moved and zoomed by mouse and keyboard, with its three buttons. */
export function MapCanvas({ label, frame, view, onView, onArrow, onPlace, children }: MapCanvasProps) {
  const { t } = useTranslation('map')
  const sheet = useRef<SVGSVGElement>(null)
  const { zoomBy, dragged, handlers } = useMapGestures(sheet, { frame, view, onView, onArrow })
  const place = (event: { clientX: number; clientY: number }) => {
    if (sheet.current !== null) onPlace?.(frame.placeAt(spotUnder(view, spotOn(sheet.current, event))))
  }
  return (
    <div className="nc-map-canvas">
      <svg
        ref={sheet}
        className="nc-map-sheet"
        role="application"
        aria-label={label}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: the arrow keys move the sheet
        tabIndex={0}
        viewBox={`0 0 ${frame.width} ${frame.height}`}
        onClickCapture={(event) => {
          // The end of a drag is no click on what happens to lie under it.
          if (dragged()) event.stopPropagation()
          else place(event)
        }}
        {...handlers}
      >
        {children}
      </svg>
      <div className="nc-map-buttons">
        <SheetButton
          label={t('zoomIn')}
          onClick={() => zoomBy(ZOOM_STEP)}
          icon={<IconPlus size="1rem" stroke={1.75} />}
        />
        <SheetButton
          label={t('zoomOut')}
          onClick={() => zoomBy(1 / ZOOM_STEP)}
          icon={<IconMinus size="1rem" stroke={1.75} />}
        />
        <SheetButton
          label={t('showAll')}
          onClick={() => onView(WHOLE)}
          icon={<IconFocusCentered size="1rem" stroke={1.5} />}
        />
      </div>
    </div>
  )
}

function SheetButton({ label, onClick, icon }: { label: string; onClick: () => void; icon: ReactNode }) {
  return (
    <ActionIcon variant="default" size="md" aria-label={label} title={label} onClick={onClick}>
      {icon}
    </ActionIcon>
  )
}

const FIRST: Size = { width: 800, height: 520 }

const USUAL_LETTERS = 16

/** The room a sheet has; something sensible until it is measured. With larger letters chosen, all that is drawn is larger. */
export function useSheetSize(height: number) {
  const { ref, width } = useElementSize()
  const scale = Number.parseFloat(getComputedStyle(document.documentElement).fontSize) / USUAL_LETTERS || 1
  return { ref, size: { width: Math.max(280, Math.round(width / scale) || FIRST.width), height } }
}
