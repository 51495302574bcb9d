import { memo, useMemo } from 'react'
import { useFormat } from '../../../base/ui/useFormat.ts'
import type { Outline } from '../common/contract.ts'
import type { MapFrame } from './mapFrame.ts'
import { gridLines, type MapView, shownAt } from './mapView.ts'

export interface GroundProps {
  frame: MapFrame
  view: MapView
}

/** Meridians and parallels with their degrees: all the ground there is without a pack. */
export function MapGrid({ frame, view }: GroundProps) {
  const { formatNumber } = useFormat()
  const { meridians, parallels } = gridLines(frame, view)
  const degrees = (value: number) => `${formatNumber(value, { max: 5 })}°`
  return (
    <g className="nc-map-grid">
      {meridians.map((line) => (
        <g key={line.degrees}>
          <line x1={line.at} x2={line.at} y1={0} y2={frame.height} />
          <text x={line.at + 3} y={frame.height - 5}>
            {degrees(line.degrees)}
          </text>
        </g>
      ))}
      {parallels.map((line) => (
        <g key={line.degrees}>
          <line x1={0} x2={frame.width} y1={line.at} y2={line.at} />
          <text x={4} y={line.at - 3}>
            {degrees(line.degrees)}
          </text>
        </g>
      ))}
    </g>
  )
}

export interface OutlinesProps {
  frame: MapFrame
  outlines: readonly Outline[]
  zoom: number
  shift: readonly [number, number]
  /** Called by a click on a commune. */
  onOpen?: ((outline: Outline) => void) | undefined
}

/** Communes under their province, drawn once and moved as one piece. */
export const MapOutlines = memo(function MapOutlines({ frame, outlines, zoom, shift, onOpen }: OutlinesProps) {
  const drawn = useMemo(
    () => inDrawingOrder(outlines).map((outline) => ({ outline, path: frame.drawn(outline.shape) })),
    [outlines, frame],
  )
  return (
    <g className="nc-map-outlines" transform={`translate(${shift[0]} ${shift[1]}) scale(${zoom})`}>
      {drawn.map(({ outline, path }) => (
        // The same communes stand as links in the list beside the map.
        <path
          key={outline.unitId}
          d={path}
          data-level={outline.level}
          {...(onOpen === undefined || outline.level === 'province' ? {} : { onClick: () => onOpen(outline) })}
        >
          <title>{outline.name}</title>
        </path>
      ))}
    </g>
  )
})

/** A province lies over its communes as a line alone. */
function inDrawingOrder(outlines: readonly Outline[]): Outline[] {
  return [...outlines].sort((one, other) => Number(one.level === 'province') - Number(other.level === 'province'))
}

/** A letter's width, roughly; a name is written where its commune is wide enough for it. */
const LETTER = 6.2

export function MapNames({ frame, view, outlines }: GroundProps & { outlines: readonly Outline[] }) {
  const places = useMemo(
    () =>
      outlines
        .filter(({ level }) => level === 'commune' || outlines.every((each) => each.level === 'province'))
        .map((outline) => {
          const [[left, top], [right, bottom]] = frame.boundsOf(outline.shape)
          return { outline, width: right - left, middle: [(left + right) / 2, (top + bottom) / 2] as [number, number] }
        }),
    [outlines, frame],
  )
  return (
    <g className="nc-map-names">
      {places
        .filter(({ outline, width }) => width * view.zoom > outline.name.length * LETTER)
        .map(({ outline, middle }) => {
          const [x, y] = shownAt(view, middle)
          return (
            <text key={outline.unitId} x={x} y={y}>
              {outline.name}
            </text>
          )
        })}
    </g>
  )
}
