import { type ReactNode, useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { useFormat } from '../../../base/ui/useFormat.ts'
import type { AddressPoint } from '../../addresses/common/pointContract.ts'
import type { Outline } from '../common/contract.ts'
import { clusterPoints, type PointCluster } from './clusterPoints.ts'
import { MapGrid, MapNames, MapOutlines } from './MapGround.tsx'
import { IslandInset, MapIslands } from './MapIslands.tsx'
import { MapMarker, markOf } from './MapMarker.tsx'
import { type MapFrame, metresPerPixel } from './mapFrame.ts'
import { type MapView, scaleBar, shownAt } from './mapView.ts'

export interface MapDrawingProps {
  frame: MapFrame
  view: MapView
  outlines: readonly Outline[]
  points: readonly AddressPoint[]
  /** Whether the two archipelagos of Viet Nam belong on the sheet: everywhere but in a Lao office. */
  islands: boolean
  /** The point somebody looks at in the list. */
  lookedAt?: string | undefined
  onOpenPoints?: ((points: readonly AddressPoint[]) => void) | undefined
  onOpenOutline?: ((outline: Outline) => void) | undefined
  children?: ReactNode
}

/** What stands on the sheet, from the grid up to the marks: the parts of one SVG. */
export function MapDrawing(props: MapDrawingProps) {
  const { frame, view, outlines, points, islands, lookedAt, onOpenPoints, onOpenOutline, children } = props
  const clusters = useMemo(() => clusterPoints(points, { frame, view }), [points, frame, view])
  const seen = points.find(({ id }) => id === lookedAt)
  return (
    <>
      <rect className="nc-map-sea" width={frame.width} height={frame.height} />
      <MapOutlines frame={frame} outlines={outlines} zoom={view.zoom} shift={view.shift} onOpen={onOpenOutline} />
      <MapGrid frame={frame} view={view} />
      {islands ? <MapIslands frame={frame} view={view} /> : null}
      <MapNames frame={frame} view={view} outlines={outlines} />
      {clusters.map((cluster) => (
        <Cluster key={cluster.points[0]?.id} cluster={cluster} onOpen={onOpenPoints} />
      ))}
      {seen === undefined ? null : <LookedAt at={shownAt(view, frame.spotOf(seen))} />}
      {children}
      {islands ? <IslandInset frame={frame} /> : null}
      <NorthAndScale frame={frame} zoom={view.zoom} />
    </>
  )
}

function Cluster({
  cluster: { at, points },
  onOpen,
}: {
  cluster: PointCluster<AddressPoint>
  onOpen: MapDrawingProps['onOpenPoints']
}) {
  const [first] = points
  if (first === undefined) return null
  const [x, y] = at
  return (
    // The list beside the map holds the same addresses as links.
    <g className="nc-map-cluster" {...(onOpen === undefined ? {} : { onClick: () => onOpen(points) })}>
      {points.length === 1 ? (
        <>
          <MapMarker mark={markOf(first.state)} at={at} />
          <title>{first.name}</title>
        </>
      ) : (
        <>
          <circle cx={x} cy={y} r={points.length < 100 ? 11 : 15} />
          <text x={x} y={y}>
            {points.length}
          </text>
        </>
      )}
    </g>
  )
}

function LookedAt({ at: [x, y] }: { at: readonly [number, number] }) {
  return <circle className="nc-map-looked-at" cx={x} cy={y} r={13} />
}

const LONGEST_BAR = 130

/** North is up on every sheet. */
function NorthAndScale({ frame, zoom }: { frame: MapFrame; zoom: number }) {
  const { t } = useTranslation('map')
  const { formatNumber } = useFormat()
  const { metres, pixels } = scaleBar(metresPerPixel(frame) / zoom, LONGEST_BAR)
  const length =
    metres >= 1000
      ? t('kilometres', { length: formatNumber(metres / 1000) })
      : t('metres', { length: formatNumber(metres) })
  return (
    <>
      <g className="nc-map-north" transform="translate(22 14)">
        <path d="M0,0L6,18L0,14L-6,18z" />
        <text y={30}>{t('north')}</text>
        <title>{t('northUp')}</title>
      </g>
      <g className="nc-map-scale" transform={`translate(52 ${frame.height - 30})`}>
        <path d={`M0,-5V0H${pixels.toFixed(1)}V-5`} />
        <text x={pixels / 2} y={-8}>
          {length}
        </text>
      </g>
    </>
  )
}
