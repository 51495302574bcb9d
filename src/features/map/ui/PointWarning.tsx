import { IconAlertTriangle } from '@tabler/icons-react'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import type { MapPoint } from '../../addresses/common/readPoint.ts'
import { useMapApi } from './useMapApi.ts'
import './map.css'

/** Says so when a point lies outside its commune's outline; it may still be right, so nothing is kept from being saved. */
export function PointWarning({ point, communeId }: { point: MapPoint; communeId: string }) {
  const { t } = useTranslation('map')
  const api = useMapApi()
  const place = useQuery(api.placeOf.queryOptions({ input: { point, communeId }, placeholderData: keepPreviousData }))
  if (place.data?.lies !== 'outside') return null
  return (
    <p className="nc-map-warning" role="status">
      <IconAlertTriangle size="1rem" stroke={1.75} aria-hidden="true" />
      <span>{place.data.place === null ? t('outside') : t('outsideIn', { place: place.data.place.name })}</span>
    </p>
  )
}
