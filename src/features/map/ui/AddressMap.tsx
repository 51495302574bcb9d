import { useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useNavigate } from 'react-router'
import { officeToday } from '../../../base/ui/officeToday.ts'
import { useFormat } from '../../../base/ui/useFormat.ts'
import type { AddressPoint } from '../../addresses/common/pointContract.ts'
import { useSignedIn } from '../../units/ui/useSignedIn.ts'
import type { Outline } from '../common/contract.ts'
import { MapCanvas, useSheetSize } from './MapCanvas.tsx'
import { MapDrawing } from './MapDrawing.tsx'
import { MapLegend } from './MapLegend.tsx'
import { MapList } from './MapList.tsx'
import { boxOf, frameOf, type MapFrame } from './mapFrame.ts'
import { isShown, type MapView, shownAt, WHOLE, zoomed } from './mapView.ts'

const HEIGHT = 470

export interface AddressMapProps {
  points: readonly AddressPoint[]
  outlines: readonly Outline[]
  country: 'VN' | 'LA'
  sources: readonly string[]
  /** Points that are too many to draw. */
  more: number
}

/** The map with its legend, and beside it what is in sight, as links. */
export function AddressMap({ points, outlines, country, sources, more }: AddressMapProps) {
  const { t } = useTranslation(['map', 'papers'])
  const { practice } = useSignedIn()
  const { formatDay, formatNumber } = useFormat()
  const navigate = useNavigate()
  const { ref, size } = useSheetSize(HEIGHT)
  const [view, setView] = useState<MapView>(WHOLE)
  const [lookedAt, setLookedAt] = useState<string>()
  const frame = useFrame({ points, outlines, size })
  const inSight = useMemo(
    () => points.filter((point) => isShown(view, frame.spotOf(point), frame)),
    [points, view, frame],
  )
  const openPoints = (chosen: readonly AddressPoint[]) => {
    const [first] = chosen
    if (first === undefined) return
    if (chosen.length === 1) void navigate(`/addresses/${first.id}`)
    else setView(zoomed(view, { by: 2.5, at: shownAt(view, frame.spotOf(first)), most: 4000 }))
  }
  const openOutline = ({ unitId }: Outline) => void navigate(`/addresses?commune=${unitId}`)
  return (
    <div className="nc-map" data-printed>
      <div ref={ref} className="nc-map-drawn">
        <p className="nc-map-print-title">
          {t('map:printTitle', { day: formatDay(officeToday()) })}
          {practice ? ` – ${t('papers:shared.practice')}` : null}
        </p>
        <MapCanvas label={t('map:label')} frame={frame} view={view} onView={setView}>
          <MapDrawing
            frame={frame}
            view={view}
            outlines={outlines}
            points={points}
            islands={country === 'VN'}
            lookedAt={lookedAt}
            onOpenPoints={openPoints}
            onOpenOutline={openOutline}
          />
        </MapCanvas>
        <MapLegend points={inSight} />
        {outlines.length === 0 || sources.length === 0 ? null : (
          <p className="nc-soft">{t('map:source', { source: sources.join('; ') })}</p>
        )}
        {more > 0 ? <p className="nc-soft">{t('map:more', { count: more, formatted: formatNumber(more) })}</p> : null}
      </div>
      <MapList points={inSight} outlines={outlines} all={points} onLookAt={setLookedAt} />
    </div>
  )
}

interface Framed {
  points: readonly AddressPoint[]
  outlines: readonly Outline[]
  size: { width: number; height: number }
}

/** The sheet shows the families and the communes they live in; without any, every outline there is. */
function useFrame({ points, outlines, size: { width, height } }: Framed): MapFrame {
  return useMemo(() => {
    const lived = new Set(points.map(({ communeId }) => communeId))
    const home = outlines.filter(({ unitId }) => lived.has(unitId))
    const shapes = (points.length === 0 ? outlines : home).map(({ shape }) => shape)
    const box = boxOf(shapes, points) ?? { west: 102, south: 8, east: 110, north: 23.5 }
    return frameOf(box, { width, height })
  }, [points, outlines, width, height])
}
