import { Select } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { AttachmentPanel } from '../../attachments/ui/AttachmentPanel.tsx'
import { HOUSE_STAGES, type HouseFile, type HouseStage } from '../common/houseSchemas.ts'

/** Photos and papers of the present stage first; another one can be chosen. */
export function StagePhotos({ house, mayWrite }: { house: HouseFile; mayWrite: boolean }) {
  const { t } = useTranslation('houses')
  const [stage, setStage] = useState<HouseStage>(house.stage)
  return (
    <>
      <Select
        size="xs"
        w="18rem"
        label={t('showStage')}
        allowDeselect={false}
        data={HOUSE_STAGES.map((each) => ({ value: each, label: t(`stages.${each}`) }))}
        value={stage}
        onChange={(each) => setStage((each as HouseStage | null) ?? house.stage)}
      />
      <AttachmentPanel
        key={stage}
        of={{ table: 'house', id: house.id }}
        mayWrite={mayWrite}
        title={t('photosOf', { stage: t(`stages.${stage}`) })}
        label={stage}
      />
    </>
  )
}
