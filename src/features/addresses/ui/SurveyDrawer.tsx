import { Checkbox, NumberInput, Select } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { DayField } from '../../../base/ui/DayField.tsx'
import { LineField } from '../../../base/ui/LineField.tsx'
import { MoneyField } from '../../../base/ui/MoneyField.tsx'
import { officeToday } from '../../../base/ui/officeToday.ts'
import { ParagraphField } from '../../../base/ui/ParagraphField.tsx'
import { KeptDrawer } from '../../desk/ui/KeptDrawer.tsx'
import { useKeptForm } from '../../desk/ui/useKeptForm.ts'
import { useKeptWrite } from '../../desk/ui/useKeptWrite.ts'
import { type Survey, type SurveyFields, surveyFieldsSchema } from '../common/fileSchemas.ts'
import type { Durability } from '../common/housing.ts'
import { useAddressApi, useRefreshAfterWrite } from './useAddressApi.ts'

export interface SurveyDrawerProps {
  addressId: string
  /** The survey to change; a new one without it. */
  survey: Survey | undefined
  /** The newest one, which a new survey starts from: most of it is still so. */
  base: Survey | undefined
  onClose: () => void
}

interface SurveyFormProps {
  draft: SurveyFields
  onChange: (part: Partial<SurveyFields>) => void
}

/** The survey form: health, housing, income, what the state already pays. */
export function SurveyDrawer({ addressId, survey, base, onClose }: SurveyDrawerProps) {
  const { t } = useTranslation('addresses')
  const [start] = useState(() => draftOf(survey, base))
  const kept = useKeptForm({
    form: `addresses.survey:${survey?.id ?? addressId}`,
    start,
    editing: survey !== undefined,
  })
  const { values: draft, change } = kept
  const api = useAddressApi()
  const refresh = useRefreshAfterWrite()
  const save = useKeptWrite(kept, {
    write: api.surveys.save.call,
    onWritten: async () => {
      await refresh()
      onClose()
    },
  })
  const known = survey === undefined ? {} : { id: survey.id, version: survey.version }
  return (
    <KeptDrawer
      draft={kept.draft}
      opened
      size="lg"
      title={t(survey === undefined ? 'survey.add' : 'survey.edit')}
      verb={t('survey.verb')}
      onSubmit={() => save.mutate({ addressId, ...known, fields: draft })}
      onClose={onClose}
      saving={save.isPending}
      disabled={draft.onDay === ''}
      failure={save.failure}
    >
      <div className="nc-form-pair">
        <DayField
          label={t('survey.onDay')}
          required
          value={draft.onDay || undefined}
          onChange={(onDay) => change({ onDay: onDay ?? '' })}
          window={{ latest: officeToday() }}
        />
        <LineField label={t('survey.byName')} value={draft.byName} onChange={(byName) => change({ byName })} />
      </div>
      <HealthFields draft={draft} onChange={change} />
      <HousingFields draft={draft} onChange={change} />
      <MeansFields draft={draft} onChange={change} />
      <ParagraphField
        label={t('survey.headOpinion')}
        value={draft.headOpinion}
        onChange={(headOpinion) => change({ headOpinion })}
      />
      <ParagraphField label={t('fields.note')} value={draft.note} onChange={(note) => change({ note })} />
    </KeptDrawer>
  )
}

function draftOf(survey: Survey | undefined, base: Survey | undefined): SurveyFields {
  if (survey !== undefined) return surveyFieldsSchema.parse(survey)
  const fresh = { onDay: officeToday(), byName: null, headOpinion: null, note: null }
  return surveyFieldsSchema.parse({ ...base, ...fresh })
}

function HealthFields({ draft, onChange }: SurveyFormProps) {
  const { t } = useTranslation('addresses')
  return (
    <>
      <ParagraphField label={t('survey.health')} value={draft.health} onChange={(health) => onChange({ health })} />
      <Checkbox
        label={t('survey.unableToWork')}
        checked={draft.unableToWork}
        onChange={(event) => onChange({ unableToWork: event.currentTarget.checked })}
      />
    </>
  )
}

function HousingFields({ draft, onChange }: SurveyFormProps) {
  const { t } = useTranslation('addresses')
  const options = (['durable', 'notDurable'] as const).map((value) => ({ value, label: t(`survey.${value}`) }))
  return (
    <div className="nc-form-three">
      {(['floor', 'frame', 'roof'] as const).map((part) => (
        <Select
          key={part}
          label={t(`survey.${part}`)}
          clearable
          data={options}
          value={draft[part]}
          onChange={(value) => onChange({ [part]: value as Durability | null })}
        />
      ))}
    </div>
  )
}

function MeansFields({ draft, onChange }: SurveyFormProps) {
  const { t } = useTranslation('addresses')
  return (
    <div className="nc-form-pair">
      <MoneyField
        label={t('survey.incomeMonthly')}
        value={draft.incomeMonthly ?? undefined}
        onChange={(amount) => onChange({ incomeMonthly: amount ?? null })}
      />
      <LineField
        label={t('survey.incomeSource')}
        value={draft.incomeSource}
        onChange={(incomeSource) => onChange({ incomeSource })}
      />
      <NumberInput
        label={t('survey.dependants')}
        min={0}
        max={50}
        allowDecimal={false}
        value={draft.dependants ?? ''}
        onChange={(count) => onChange({ dependants: typeof count === 'number' ? count : null })}
      />
      <LineField label={t('survey.assets')} value={draft.assets} onChange={(assets) => onChange({ assets })} />
      <LineField
        label={t('survey.stateSupport')}
        value={draft.stateSupport}
        onChange={(stateSupport) => onChange({ stateSupport })}
      />
      <MoneyField
        label={t('survey.stateSupportMonthly')}
        description={t('survey.stateSupportHint')}
        value={draft.stateSupportMonthly ?? undefined}
        onChange={(amount) => onChange({ stateSupportMonthly: amount ?? null })}
      />
    </div>
  )
}
