import { Select } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { failureOf } from '../../../base/common/failures.ts'
import { useApi } from '../../../base/ui/api.tsx'
import { DayField } from '../../../base/ui/DayField.tsx'
import { FailureNotice } from '../../../base/ui/FailureNotice.tsx'
import { officeToday } from '../../../base/ui/officeToday.ts'
import { RecordDrawer } from '../../../base/ui/RecordDrawer.tsx'
import type { houseContract } from '../common/contract.ts'
import { HOUSE_STAGES, type HouseFile, type HouseStage } from '../common/houseSchemas.ts'
import { nextStage } from '../common/rules.ts'

interface StageDrawerProps {
  house: HouseFile
  /** The stage whose name was chosen; undefined while closed. */
  stage: HouseStage | undefined
  onClose: () => void
}

/** Records which stage was reached, on which day. */
export function StageDrawer({ house, stage, onClose }: StageDrawerProps) {
  const { t } = useTranslation('houses')
  const api = useApi<{ houses: typeof houseContract }>()
  const queries = useQueryClient()
  const [chosen, setChosen] = useState<HouseStage>(stage ?? house.stage)
  const [day, setDay] = useState<string | undefined>(officeToday())
  useEffect(() => {
    if (stage !== undefined) setChosen(stage)
  }, [stage])
  const set = useMutation(
    api.houses.setStage.mutationOptions({
      onSuccess: async () => {
        notifications.show({ message: t('stage.done', { stage: t(`stages.${chosen}`) }), withBorder: true })
        await queries.invalidateQueries()
        onClose()
      },
    }),
  )
  const submit = () => {
    if (day !== undefined) set.mutate({ id: house.id, version: house.version, stage: chosen, onDay: day })
  }
  return (
    <RecordDrawer
      opened={stage !== undefined}
      title={t('stage.title')}
      verb={t('stage.verb')}
      onSubmit={submit}
      onClose={() => {
        set.reset()
        onClose()
      }}
      saving={set.isPending}
      disabled={day === undefined || chosen === house.stage}
      note={set.error === null ? null : <FailureNotice failure={failureOf(set.error)} />}
    >
      <Select
        label={t('fields.stage')}
        allowDeselect={false}
        data={HOUSE_STAGES.map((each) => ({ value: each, label: t(`stages.${each}`) }))}
        value={chosen}
        onChange={(next) => setChosen((next as HouseStage | null) ?? nextStage(house.stage) ?? house.stage)}
      />
      <DayField label={t('fields.onDay')} required value={day} onChange={setDay} window={{ latest: officeToday() }} />
    </RecordDrawer>
  )
}
