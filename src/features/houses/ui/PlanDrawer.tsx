import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Day } from '../../../base/common/day.ts'
import { useApi } from '../../../base/ui/api.tsx'
import { DayField } from '../../../base/ui/DayField.tsx'
import { KeptDrawer } from '../../desk/ui/KeptDrawer.tsx'
import { useKeptForm } from '../../desk/ui/useKeptForm.ts'
import { useKeptWrite } from '../../desk/ui/useKeptWrite.ts'
import type { houseContract } from '../common/contract.ts'
import { HOUSE_STAGES, type HouseFile, type HouseStage } from '../common/houseSchemas.ts'
import { hasReached } from '../common/rules.ts'

const PLANNED = HOUSE_STAGES.filter((stage) => hasReached(stage, 'started'))

type PlannedDays = { [stage in HouseStage]?: Day | undefined }

function plannedDays({ stages }: HouseFile): PlannedDays {
  return Object.fromEntries(stages.map(({ stage, plannedOn }) => [stage, plannedOn ?? undefined]))
}

/** The days the stages of the work are planned for. */
export function PlanDrawer({ house, onClose }: { house: HouseFile; onClose: () => void }) {
  const { t } = useTranslation('houses')
  const api = useApi<{ houses: typeof houseContract }>()
  const queries = useQueryClient()
  const [start] = useState(() => plannedDays(house))
  const kept = useKeptForm({ form: `houses.plan:${house.id}`, start, editing: true })
  const days = kept.values
  const save = useKeptWrite(kept, {
    write: api.houses.planStages.call,
    onWritten: async () => {
      await queries.invalidateQueries()
      onClose()
    },
  })
  const plans = PLANNED.map((stage) => ({ stage, plannedOn: days[stage] ?? null }))
  return (
    <KeptDrawer
      draft={kept.draft}
      opened
      title={t('plan.open')}
      verb={t('plan.verb')}
      onSubmit={() => save.mutate({ id: house.id, plans })}
      onClose={onClose}
      saving={save.isPending}
      failure={save.failure}
      note={t('plan.hint')}
    >
      {PLANNED.map((stage) => (
        <DayField
          key={stage}
          label={t(`stages.${stage}`)}
          value={days[stage]}
          onChange={(day) => kept.change({ [stage]: day })}
        />
      ))}
    </KeptDrawer>
  )
}
