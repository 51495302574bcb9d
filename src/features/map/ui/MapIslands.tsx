import { useTranslation } from 'react-i18next'
import { ARCHIPELAGOS, type Archipelago } from './islands.ts'
import { frameOf, type MapFrame } from './mapFrame.ts'
import { isShown, type MapView, shownAt, WHOLE } from './mapView.ts'

interface IslandsProps {
  frame: MapFrame
  view: MapView
}

/** Hoàng Sa and Trường Sa where they lie, when the map is moved there. */
export function MapIslands({ frame, view }: IslandsProps) {
  return ARCHIPELAGOS.map((archipelago) => (
    <Islands key={archipelago.key} archipelago={archipelago} frame={frame} view={view} />
  ))
}

const INSET = { width: 150, height: 168 }
const INSET_BOX = { west: 109.8, south: 7.2, east: 116.4, north: 17.4 }
const INSET_FRAME = frameOf(INSET_BOX, INSET)
const EDGE = 8

/** Both archipelagos in a box of their own: on every sheet, wherever the map was moved. */
export function IslandInset({ frame }: { frame: MapFrame }) {
  const left = frame.width - INSET.width - EDGE
  const top = frame.height - INSET.height - EDGE
  return (
    <g className="nc-map-inset" transform={`translate(${left} ${top})`}>
      <rect width={INSET.width} height={INSET.height} />
      <MapIslands frame={INSET_FRAME} view={WHOLE} />
    </g>
  )
}

function Islands({ archipelago: { key, middle, islands }, frame, view }: IslandsProps & { archipelago: Archipelago }) {
  const { t } = useTranslation('map')
  const spots = islands.map(([latitude, longitude]) => frame.spotOf({ latitude, longitude }))
  if (!spots.some((spot) => isShown(view, spot, frame))) return null
  const [x] = shownAt(view, frame.spotOf(middle))
  const shown = spots.map((spot) => shownAt(view, spot))
  const below = Math.max(...shown.map(([, y]) => y)) + 13
  return (
    <g className="nc-map-islands">
      {shown.map(([cx, cy]) => (
        <circle key={`${cx}:${cy}`} cx={cx} cy={cy} r={1.4} />
      ))}
      <text x={x} y={below}>
        <tspan x={x}>{t(`islands.${key}`)}</tspan>
        <tspan x={x} dy="1.15em">
          {t('islands.country')}
        </tspan>
      </text>
    </g>
  )
}
