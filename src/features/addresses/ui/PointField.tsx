import { TextInput } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { type Reading, useReadField } from '../../../base/ui/useReadField.ts'
import type { AddressFields } from '../common/addressSchemas.ts'
import { type MapPoint, readPoint, writePoint } from '../common/readPoint.ts'

export interface PointFieldProps {
  value: AddressFields['point']
  onChange: (point: AddressFields['point']) => void
}

/** A place on the map, typed or pasted from a phone or a map's link; nothing is asked of the network. */
export function PointField({ value, onChange }: PointFieldProps) {
  const { t } = useTranslation('addresses')
  const { error, inputProps } = useReadField<MapPoint>({
    field: { label: t('fields.point'), value: value ?? undefined, onChange: (point) => onChange(point ?? null) },
    write: writePoint,
    read: (text): Reading<MapPoint> => {
      const point = readPoint(text)
      return point === undefined
        ? { kind: 'unreadable', reason: t('fields.pointUnreadable') }
        : { kind: 'value', value: point }
    },
  })
  return (
    <TextInput
      label={t('fields.point')}
      placeholder={t('fields.pointHint')}
      autoComplete="off"
      classNames={{ input: 'num' }}
      {...inputProps}
      error={error}
    />
  )
}
