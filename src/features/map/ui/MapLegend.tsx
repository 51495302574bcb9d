import { useTranslation } from 'react-i18next'
import { useFormat } from '../../../base/ui/useFormat.ts'
import type { AddressState } from '../../addresses/common/addressSchemas.ts'
import { MARKS, MapMarker, markOf, statesOf } from './MapMarker.tsx'

/** What the marks mean, and how many of each are in sight. */
export function MapLegend({ points }: { points: readonly { state: AddressState }[] }) {
  const { t } = useTranslation(['map', 'addresses'])
  const { formatNumber } = useFormat()
  const counts = Map.groupBy(points, ({ state }) => markOf(state))
  return (
    <ul className="nc-map-legend" aria-label={t('map:legend')}>
      {MARKS.map((mark) => (
        <li key={mark}>
          <svg width="16" height="16" aria-hidden="true">
            <MapMarker mark={mark} at={[8, 8]} />
          </svg>
          <span>
            {statesOf(mark)
              .map((state) => t(`addresses:states.${state}`))
              .join(', ')}
          </span>
          <span className="num nc-soft">{formatNumber(counts.get(mark)?.length ?? 0)}</span>
        </li>
      ))}
    </ul>
  )
}
