import { notifications } from '@mantine/notifications'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { failureOf } from '../../../base/common/failures.ts'
import { useApi } from '../../../base/ui/api.tsx'
import { DayField } from '../../../base/ui/DayField.tsx'
import { FailureNotice } from '../../../base/ui/FailureNotice.tsx'
import { officeToday } from '../../../base/ui/officeToday.ts'
import { RecordDrawer } from '../../../base/ui/RecordDrawer.tsx'
import { useFormat } from '../../../base/ui/useFormat.ts'
import type { visitContract } from '../common/contract.ts'

export interface PlanVisitsDrawerProps {
  ids: readonly string[]
  onClose: () => void
  onDone: () => void
}

/** One day for all, or each by the interval of its category. */
export function PlanVisitsDrawer({ ids, onClose, onDone }: PlanVisitsDrawerProps) {
  const { t } = useTranslation('visits')
  const { formatNumber } = useFormat()
  const api = useApi<{ visits: typeof visitContract }>()
  const queries = useQueryClient()
  const [on, setOn] = useState<string>()
  const plan = useMutation(
    api.visits.plan.mutationOptions({
      onSuccess: async ({ changed }) => {
        notifications.show({ message: t('plan.done', { count: changed }) })
        await queries.invalidateQueries()
        onDone()
      },
    }),
  )
  return (
    <RecordDrawer
      opened
      title={t('plan.title', { count: ids.length, formatted: formatNumber(ids.length) })}
      verb={t('plan.verb')}
      onSubmit={() => plan.mutate({ ids: [...ids], ...(on === undefined ? {} : { on }) })}
      onClose={onClose}
      saving={plan.isPending}
      note={plan.error === null ? null : <FailureNotice failure={failureOf(plan.error)} />}
    >
      <DayField
        label={t('plan.on')}
        description={t('plan.hint')}
        value={on}
        onChange={setOn}
        window={{ earliest: officeToday() }}
      />
    </RecordDrawer>
  )
}
