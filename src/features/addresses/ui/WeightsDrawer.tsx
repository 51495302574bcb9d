import { NumberInput } from '@mantine/core'
import { useMutation, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { failureOf } from '../../../base/common/failures.ts'
import { FailureNotice } from '../../../base/ui/FailureNotice.tsx'
import { MoneyField } from '../../../base/ui/MoneyField.tsx'
import { RecordDrawer } from '../../../base/ui/RecordDrawer.tsx'
import { useVocabulary } from '../../units/ui/useVocabulary.ts'
import type { PriorityWeights } from '../common/fileSchemas.ts'
import { STARTING_WEIGHTS } from '../common/priorityRules.ts'
import { useAddressApi, useRefreshAfterWrite } from './useAddressApi.ts'

const PLAIN = [
  'unstableHousing',
  'lowIncome',
  'unableToWork',
  'perDependant',
  'mostDependants',
  'noStateSupport',
  'ethnicMinority',
  'noSponsor',
] as const

/** The points of the priority score, as the office sets them. */
export function WeightsDrawer({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation('addresses')
  const categories = useVocabulary('category')
  const levels = useVocabulary('disabilityLevel')
  const api = useAddressApi()
  const refresh = useRefreshAfterWrite()
  const kept = useQuery(api.priority.weights.queryOptions())
  const [changes, setChanges] = useState<Partial<PriorityWeights>>({})
  const weights: PriorityWeights = { ...(kept.data ?? STARTING_WEIGHTS), ...changes }
  const change = (part: Partial<PriorityWeights>) => setChanges({ ...changes, ...part })
  const save = useMutation(
    api.priority.setWeights.mutationOptions({
      onSuccess: async () => {
        await refresh()
        onClose()
      },
    }),
  )
  return (
    <RecordDrawer
      opened
      title={t('priority.weights')}
      verb={t('priority.verb')}
      onSubmit={() => save.mutate(weights)}
      onClose={onClose}
      saving={save.isPending}
      disabled={kept.data === undefined}
      note={save.error === null ? t('priority.hint') : <FailureNotice failure={failureOf(save.error)} />}
    >
      {PLAIN.map((name) => (
        <Points
          key={name}
          label={t(`priority.weightNames.${name}`)}
          value={weights[name]}
          onChange={(points) => change({ [name]: points })}
        />
      ))}
      <MoneyField
        label={t('priority.weightNames.lowIncomeLimit')}
        value={weights.lowIncomeLimit}
        onChange={(lowIncomeLimit) => lowIncomeLimit !== undefined && change({ lowIncomeLimit })}
      />
      {categories.words.map(({ code, name }) => (
        <Points
          key={code}
          label={name}
          value={weights.categories[code] ?? 0}
          onChange={(points) => change({ categories: { ...weights.categories, [code]: points } })}
        />
      ))}
      {levels.words.map(({ code, name }) => (
        <Points
          key={code}
          label={t('priority.reasons.disability', { level: name })}
          value={weights.disability[code] ?? 0}
          onChange={(points) => change({ disability: { ...weights.disability, [code]: points } })}
        />
      ))}
    </RecordDrawer>
  )
}

function Points({ label, value, onChange }: { label: string; value: number; onChange: (points: number) => void }) {
  return (
    <NumberInput
      label={label}
      min={0}
      max={100}
      allowDecimal={false}
      value={value}
      onChange={(points) => typeof points === 'number' && onChange(points)}
    />
  )
}
