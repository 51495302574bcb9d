import { NumberInput } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { failureOf } from '../../../base/common/failures.ts'
import { useApi } from '../../../base/ui/api.tsx'
import { FailureNotice } from '../../../base/ui/FailureNotice.tsx'
import { RecordDrawer } from '../../../base/ui/RecordDrawer.tsx'
import { useVocabulary } from '../../units/ui/useVocabulary.ts'
import type { visitContract } from '../common/contract.ts'
import { STARTING_INTERVALS } from '../common/rules.ts'
import type { VisitIntervals } from '../common/visitSchemas.ts'

/** How many months lie between two visits, in common and by category. */
export function IntervalsDrawer({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation('visits')
  const { words } = useVocabulary('category')
  const api = useApi<{ visits: typeof visitContract }>()
  const queries = useQueryClient()
  const kept = useQuery(api.visits.intervals.queryOptions())
  const [changes, setChanges] = useState<Partial<VisitIntervals>>({})
  const intervals = { ...(kept.data ?? STARTING_INTERVALS), ...changes }
  const save = useMutation(
    api.visits.setIntervals.mutationOptions({
      onSuccess: async () => {
        notifications.show({ message: t('intervals.done') })
        await queries.invalidateQueries()
        onClose()
      },
    }),
  )
  const setCategory = (code: string, months: string | number) => {
    const { [code]: _before, ...others } = intervals.byCategory
    setChanges({ ...changes, byCategory: typeof months === 'number' ? { ...others, [code]: months } : others })
  }
  return (
    <RecordDrawer
      opened
      title={t('intervals.title')}
      verb={t('intervals.verb')}
      onSubmit={() => save.mutate(intervals)}
      onClose={onClose}
      saving={save.isPending}
      disabled={kept.data === undefined}
      note={save.error === null ? t('intervals.hint') : <FailureNotice failure={failureOf(save.error)} />}
    >
      <NumberInput
        label={t('intervals.months')}
        min={1}
        max={60}
        allowDecimal={false}
        value={intervals.months}
        onChange={(months) => typeof months === 'number' && setChanges({ ...changes, months })}
      />
      {words.map(({ code, name }) => (
        <NumberInput
          key={code}
          label={name}
          aria-description={t('intervals.category')}
          min={1}
          max={60}
          allowDecimal={false}
          placeholder={String(intervals.months)}
          value={intervals.byCategory[code] ?? ''}
          onChange={(months) => setCategory(code, months)}
        />
      ))}
    </RecordDrawer>
  )
}
