import { UnstyledButton } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { failureOf } from '../../../base/common/failures.ts'
import { type Fact, FactList } from '../../../base/ui/FactList.tsx'
import { FailureNotice } from '../../../base/ui/FailureNotice.tsx'
import { StateBadge } from '../../../base/ui/StateBadge.tsx'
import { useFormat } from '../../../base/ui/useFormat.ts'
import type { Survey } from '../common/fileSchemas.ts'
import { FilePart } from './FilePart.tsx'
import { SurveyDrawer } from './SurveyDrawer.tsx'
import { useAddressApi } from './useAddressApi.ts'
import { useRemovePart } from './useRemovePart.ts'

/** What the newest survey found, and the days of those before it. */
export function SurveyPanel({ addressId, mayWrite }: { addressId: string; mayWrite: boolean }) {
  const { t } = useTranslation('addresses')
  const { formatDay } = useFormat()
  const api = useAddressApi()
  const [editing, setEditing] = useState<Survey | 'new'>()
  const [chosen, setChosen] = useState<string>()
  const list = useQuery(api.surveys.list.queryOptions({ input: { addressId } }))
  const surveys = list.data?.surveys ?? []
  const shown = surveys.find(({ id }) => id === chosen) ?? surveys[0]
  return (
    <FilePart
      title={t('survey.title')}
      add={mayWrite ? { label: t('survey.add'), onSelect: () => setEditing('new') } : undefined}
    >
      {list.error === null ? null : <FailureNotice failure={failureOf(list.error)} />}
      {list.data !== undefined && shown === undefined ? <p className="nc-soft">{t('survey.none')}</p> : null}
      {surveys.length > 1 ? (
        <div className="nc-readings">
          {surveys.map((survey) => (
            <button
              key={survey.id}
              type="button"
              className="nc-reading num"
              aria-pressed={survey === shown}
              onClick={() => setChosen(survey.id)}
            >
              {formatDay(survey.onDay)}
            </button>
          ))}
        </div>
      ) : null}
      {shown === undefined ? null : (
        <SurveyFacts survey={shown} {...(mayWrite ? { onEdit: () => setEditing(shown) } : {})} />
      )}
      {editing === undefined ? null : (
        <SurveyDrawer
          addressId={addressId}
          survey={editing === 'new' ? undefined : editing}
          base={surveys[0]}
          onClose={() => setEditing(undefined)}
        />
      )}
    </FilePart>
  )
}

function SurveyFacts({ survey, onEdit }: { survey: Survey; onEdit?: () => void }) {
  const { t } = useTranslation(['addresses', 'common'])
  const { formatDay, formatMoney } = useFormat()
  const api = useAddressApi()
  const removed = t('addresses:survey.removed', { day: formatDay(survey.onDay) })
  const remove = useRemovePart(() => api.surveys.remove.call({ id: survey.id }), removed)
  const part = (value: Survey['floor']) => (value === null ? null : t(`addresses:survey.${value}`))
  const money = (amount: number | null) => (amount === null ? null : formatMoney({ amount, currency: 'VND' }))
  const facts: Fact[] = [
    { label: t('addresses:survey.onDay'), value: formatDay(survey.onDay), figures: true },
    { label: t('addresses:survey.byName'), value: survey.byName },
    { label: t('addresses:survey.health'), value: survey.health },
    {
      label: t('addresses:survey.unableToWork'),
      value: t(survey.unableToWork ? 'common:words.yes' : 'common:words.no'),
    },
    { label: t('addresses:survey.housing'), value: <Housing survey={survey} /> },
    { label: t('addresses:survey.floor'), value: part(survey.floor) },
    { label: t('addresses:survey.frame'), value: part(survey.frame) },
    { label: t('addresses:survey.roof'), value: part(survey.roof) },
    { label: t('addresses:survey.incomeMonthly'), value: money(survey.incomeMonthly), figures: true },
    { label: t('addresses:survey.incomeSource'), value: survey.incomeSource },
    { label: t('addresses:survey.dependants'), value: survey.dependants, figures: true },
    { label: t('addresses:survey.assets'), value: survey.assets },
    { label: t('addresses:survey.stateSupport'), value: survey.stateSupport },
    { label: t('addresses:survey.stateSupportMonthly'), value: money(survey.stateSupportMonthly), figures: true },
    { label: t('addresses:survey.headOpinion'), value: survey.headOpinion },
    ...(survey.note === null ? [] : [{ label: t('addresses:fields.note'), value: survey.note }]),
  ]
  return (
    <>
      <FactList facts={facts} wide />
      {onEdit === undefined ? null : (
        <div className="nc-part-actions">
          <UnstyledButton className="nc-link" onClick={onEdit}>
            {t('addresses:survey.edit')}
          </UnstyledButton>
          <UnstyledButton className="nc-link" onClick={remove}>
            {t('addresses:survey.remove')}
          </UnstyledButton>
        </div>
      )}
    </>
  )
}

function Housing({ survey }: { survey: Survey }) {
  const { t } = useTranslation('addresses')
  if (survey.housing === 'unknown') return <span className="nc-missing">{t('survey.housingStates.unknown')}</span>
  const tones = { unstable: 'amber', partly: 'neutral', solid: 'green' } as const
  return <StateBadge tone={tones[survey.housing]} label={t(`survey.housingStates.${survey.housing}`)} />
}
