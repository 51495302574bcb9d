import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { failureOf } from '../../../base/common/failures.ts'
import { useApi } from '../../../base/ui/api.tsx'
import { DayField } from '../../../base/ui/DayField.tsx'
import { FailureNotice } from '../../../base/ui/FailureNotice.tsx'
import { RecordDrawer } from '../../../base/ui/RecordDrawer.tsx'
import type { houseContract } from '../common/contract.ts'
import { HOUSE_STAGES, type HouseFile, type HouseStage } from '../common/houseSchemas.ts'
import { hasReached } from '../common/rules.ts'

const PLANNED = HOUSE_STAGES.filter((stage) => hasReached(stage, 'started'))

/** The days the stages of the work are planned for. */
export function PlanDrawer({ house, onClose }: { house: HouseFile; onClose: () => void }) {
  const { t } = useTranslation('houses')
  const api = useApi<{ houses: typeof houseContract }>()
  const queries = useQueryClient()
  const [days, setDays] = useState<Partial<Record<HouseStage, string>>>(() =>
    Object.fromEntries(
      house.stages.flatMap(({ stage, plannedOn }) => (plannedOn === null ? [] : [[stage, plannedOn]])),
    ),
  )
  const save = useMutation(
    api.houses.planStages.mutationOptions({
      onSuccess: async () => {
        await queries.invalidateQueries()
        onClose()
      },
    }),
  )
  const plans = PLANNED.map((stage) => ({ stage, plannedOn: days[stage] ?? null }))
  return (
    <RecordDrawer
      opened
      title={t('plan.open')}
      verb={t('plan.verb')}
      onSubmit={() => save.mutate({ id: house.id, plans })}
      onClose={onClose}
      saving={save.isPending}
      note={save.error === null ? t('plan.hint') : <FailureNotice failure={failureOf(save.error)} />}
    >
      {PLANNED.map((stage) => (
        <DayField
          key={stage}
          label={t(`stages.${stage}`)}
          value={days[stage]}
          onChange={(day) =>
            setDays(({ [stage]: _before, ...others }) => (day === undefined ? others : { ...others, [stage]: day }))
          }
        />
      ))}
    </RecordDrawer>
  )
}
