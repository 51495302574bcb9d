import { Button } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { useMutation } from '@tanstack/react-query'
import { lazy, Suspense, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { failureOf } from '../../../base/common/failures.ts'
import { useFailureText } from '../../../base/ui/failureText.ts'
import { PointWarning } from '../../map/ui/PointWarning.tsx'
import type { AddressFile } from '../common/addressSchemas.ts'
import { type MapPoint, writePoint } from '../common/readPoint.ts'
import { useAddressApi, useRefreshAfterWrite } from './useAddressApi.ts'

const PointPicker = lazy(async () => ({ default: (await import('../../map/ui/PointPicker.tsx')).PointPicker }))

/** Where an address stands: its coordinates, a warning when they lie in another commune, and the map to place it on. */
export function PointFact({ file, mayWrite }: { file: AddressFile; mayWrite: boolean }) {
  const { t } = useTranslation(['addresses', 'common'])
  const { point } = file.fields
  const [placing, setPlacing] = useState(false)
  const set = useSetPoint(file)
  return (
    <div className="nc-point">
      {point === null ? (
        <span className="nc-missing">{t('common:states.toBeAdded')}</span>
      ) : (
        <Link className="nc-link num" to={`/map?${villageOf(file)}`}>
          {writePoint(point)}
        </Link>
      )}
      {mayWrite ? (
        <Button size="compact-xs" variant="default" onClick={() => setPlacing(true)}>
          {t(point === null ? 'addresses:points.place' : 'addresses:points.move')}
        </Button>
      ) : null}
      {mayWrite && point !== null ? (
        <Button size="compact-xs" variant="default" onClick={() => set(null)}>
          {t('addresses:points.remove')}
        </Button>
      ) : null}
      {point === null ? null : <PointWarning point={point} communeId={file.communeId} />}
      {placing ? (
        <Suspense fallback={null}>
          <PointPicker
            name={file.fields.name}
            value={point}
            communeId={file.communeId}
            onPick={(picked) => {
              setPlacing(false)
              set(picked)
            }}
            onClose={() => setPlacing(false)}
          />
        </Suspense>
      ) : null}
    </div>
  )
}

function villageOf({ fields: { villageId }, villageName }: AddressFile): URLSearchParams {
  return new URLSearchParams(villageId === null ? {} : { village: villageId, villageName: villageName ?? '' })
}

/** Writes the point at once; the history of the file takes it back. */
export function useSetPoint({ id, version }: Pick<AddressFile, 'id' | 'version'>): (point: MapPoint | null) => void {
  const { t } = useTranslation('addresses')
  const api = useAddressApi()
  const refresh = useRefreshAfterWrite()
  const failureText = useFailureText()
  const setting = useMutation(
    api.setPoint.mutationOptions({
      onSuccess: async (_saved, { point }) => {
        notifications.show({ message: t(point === null ? 'points.removed' : 'points.placed') })
        await refresh()
      },
      onError: (error) => notifications.show({ message: failureText(failureOf(error)) }),
    }),
  )
  return (point) => setting.mutate({ id, version, point })
}
