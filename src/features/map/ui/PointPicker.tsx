import { Button, Modal } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { keepPreviousData, skipToken, useQuery } from '@tanstack/react-query'
import { type KeyboardEvent, useEffect, useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { failureOf } from '../../../base/common/failures.ts'
import { FailureNotice } from '../../../base/ui/FailureNotice.tsx'
import { type MapPoint, writePoint } from '../../addresses/common/readPoint.ts'
import { useAddressApi } from '../../addresses/ui/useAddressApi.ts'
import { MapCanvas, useSheetSize } from './MapCanvas.tsx'
import { MapDrawing } from './MapDrawing.tsx'
import { boxOf, frameOf, type Spot } from './mapFrame.ts'
import { centred, isShown, type MapView, shownAt, spotUnder, WHOLE } from './mapView.ts'
import { PointWarning } from './PointWarning.tsx'
import { useMapApi } from './useMapApi.ts'

export interface PointPickerProps {
  /** Whose point it is, for the heading. */
  name: string
  value: MapPoint | null
  communeId: string | undefined
  onPick: (point: MapPoint) => void
  onClose: () => void
}

const HEIGHT = 380
/** Pixels an arrow key moves the point; with Shift ten times as many. */
const ARROW_STEP = 2
const VIET_NAM_AND_LAOS = { west: 100, south: 8, east: 110, north: 23.5 }

/** A map on which a click places the point and the arrow keys move it. */
export function PointPicker({ name, value, communeId, onPick, onClose }: PointPickerProps) {
  const { t } = useTranslation(['map', 'common'])
  const { ref, size } = useSheetSize(HEIGHT)
  const { outlines, neighbours, country, error, ready } = useGround(communeId)
  const [point, setPoint] = useState(value)
  const [view, setView] = useState<MapView>(WHOLE)
  const { width, height } = size
  const frame = useMemo(() => {
    const home = outlines.filter(({ unitId }) => unitId === communeId)
    const box = boxOf(
      home.map(({ shape }) => shape),
      value === null ? neighbours : [...neighbours, value],
    )
    return frameOf(box ?? VIET_NAM_AND_LAOS, { width, height })
  }, [outlines, neighbours, communeId, value, width, height])
  const [asked] = useDebouncedValue(point, 300)
  const nudge = ([right, down]: Spot, { shiftKey }: KeyboardEvent) => {
    const [x, y] = shownAt(view, point === null ? spotUnder(view, [width / 2, height / 2]) : frame.spotOf(point))
    const step = shiftKey ? ARROW_STEP * 10 : ARROW_STEP
    setPoint(frame.placeAt(spotUnder(view, [x + right * step, y + down * step])))
  }
  useEffect(() => {
    if (point === null) return
    const spot = frame.spotOf(point)
    setView((before) => (isShown(before, spot, frame) ? before : centred(before, spot, frame)))
  }, [point, frame])
  return (
    <Modal
      opened
      onClose={onClose}
      size="52rem"
      title={t('map:pick.title', { name })}
      closeButtonProps={{ 'aria-label': t('common:actions.close') }}
    >
      <div className="nc-map-pick">
        <p className="nc-soft">{t('map:pick.how')}</p>
        {error === null ? null : <FailureNotice failure={failureOf(error)} />}
        <div ref={ref}>
          {ready ? (
            <MapCanvas
              label={t('map:pick.label')}
              frame={frame}
              view={view}
              onView={setView}
              onArrow={nudge}
              onPlace={setPoint}
            >
              <MapDrawing frame={frame} view={view} outlines={outlines} points={neighbours} islands={country === 'VN'}>
                {point === null ? null : <Pin at={shownAt(view, frame.spotOf(point))} />}
              </MapDrawing>
            </MapCanvas>
          ) : null}
        </div>
        <div className="nc-map-pick-foot">
          <output className="num">{point === null ? t('map:pick.none') : writePoint(point)}</output>
          <Button variant="default" onClick={onClose}>
            {t('common:actions.cancel')}
          </Button>
          <Button disabled={point === null} onClick={() => point !== null && onPick(point)}>
            {t('map:pick.use')}
          </Button>
        </div>
        {asked === null || communeId === undefined ? null : <PointWarning point={asked} communeId={communeId} />}
      </div>
    </Modal>
  )
}

/** What helps to find the house: outlines, and where the neighbours live. */
function useGround(communeId: string | undefined) {
  const communeIds = communeId === undefined ? [] : [communeId]
  const maps = useMapApi()
  const outlines = useQuery(maps.outlines.queryOptions({ input: { communeIds }, staleTime: Number.POSITIVE_INFINITY }))
  const points = useQuery(
    useAddressApi().points.queryOptions({
      input: communeId === undefined ? skipToken : { filter: { communeId } },
      placeholderData: keepPreviousData,
    }),
  )
  return {
    outlines: outlines.data?.outlines ?? NOTHING,
    country: outlines.data?.country ?? 'VN',
    neighbours: points.data?.points ?? NOTHING,
    error: outlines.error ?? points.error,
    ready: outlines.data !== undefined && (communeId === undefined || points.data !== undefined),
  }
}

const NOTHING: never[] = []

function Pin({ at: [x, y] }: { at: Spot }) {
  return (
    <g className="nc-map-pin" transform={`translate(${x} ${y})`}>
      <path d="M0,0C-3,-8 -9,-11 -9,-18a9,9 0 1,1 18,0C9,-11 3,-8 0,0z" />
      <circle cy={-18} r={3.2} />
    </g>
  )
}
