import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { useFormat } from '../../../base/ui/useFormat.ts'
import type { AddressPoint } from '../../addresses/common/pointContract.ts'
import { AddressStateBadge } from '../../addresses/ui/AddressStateBadge.tsx'
import type { Outline } from '../common/contract.ts'

/** More than anybody reads beside a map; the list of addresses is for that. */
const MOST_LISTED = 100

export interface MapListProps {
  /** In sight. */
  points: readonly AddressPoint[]
  all: readonly AddressPoint[]
  outlines: readonly Outline[]
  onLookAt: (id: string | undefined) => void
}

/** The same as on the map, for the keyboard: the families in sight and the communes. */
export function MapList({ points, all, outlines, onLookAt }: MapListProps) {
  const { t } = useTranslation('map')
  const { formatNumber } = useFormat()
  const inCommune = Map.groupBy(all, ({ communeId }) => communeId)
  const communes = outlines.filter(({ level }) => level === 'commune')
  return (
    <div className="nc-map-list">
      <section aria-label={t('inSight')}>
        <h2>{t('inSightCount', { count: points.length, formatted: formatNumber(points.length) })}</h2>
        <ul>
          {points.slice(0, MOST_LISTED).map((point) => (
            <li key={point.id} onMouseEnter={() => onLookAt(point.id)} onMouseLeave={() => onLookAt(undefined)}>
              <span className="nc-map-family">
                <Link
                  className="nc-link"
                  to={`/addresses/${point.id}`}
                  onFocus={() => onLookAt(point.id)}
                  onBlur={() => onLookAt(undefined)}
                >
                  {point.name}
                </Link>
                <span className="nc-soft">{point.villageName}</span>
              </span>
              <AddressStateBadge state={point.state} />
            </li>
          ))}
        </ul>
        {points.length > MOST_LISTED ? (
          <p className="nc-soft">{t('listCut', { formatted: formatNumber(MOST_LISTED) })}</p>
        ) : null}
      </section>
      {communes.length === 0 ? null : (
        <section aria-label={t('communes')}>
          <h2>{t('communes')}</h2>
          <ul>
            {communes.map(({ unitId, name }) => (
              <li key={unitId}>
                <Link className="nc-link" to={`/addresses?commune=${unitId}`}>
                  {name}
                </Link>
                <span className="num nc-soft">{formatNumber(inCommune.get(unitId)?.length ?? 0)}</span>
              </li>
            ))}
          </ul>
        </section>
      )}
    </div>
  )
}
