import { Button } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { AttachmentPanel } from '../../attachments/ui/AttachmentPanel.tsx'
import type { AddressFile } from '../common/addressSchemas.ts'
import { type MapPoint, writePoint } from '../common/readPoint.ts'
import { useSetPoint } from './PointFact.tsx'

/** Photos and papers of an address; where a photo was taken is offered as its place on the map before it is forgotten. */
export function AddressPapers({ file, mayWrite }: { file: AddressFile; mayWrite: boolean }) {
  const { t } = useTranslation('addresses')
  const [place, setPlace] = useState<MapPoint>()
  const set = useSetPoint(file)
  return (
    <AttachmentPanel of={{ table: 'address', id: file.id }} mayWrite={mayWrite} onPhotoPlace={setPlace}>
      {place === undefined ? null : (
        <div className="nc-point" role="status">
          <span>{t('points.photoSays', { point: writePoint(place) })}</span>
          <Button
            size="compact-xs"
            onClick={() => {
              set(place)
              setPlace(undefined)
            }}
          >
            {t(file.fields.point === null ? 'points.usePhoto' : 'points.usePhotoInstead')}
          </Button>
          <Button size="compact-xs" variant="default" onClick={() => setPlace(undefined)}>
            {t('points.skipPhoto')}
          </Button>
        </div>
      )}
    </AttachmentPanel>
  )
}
