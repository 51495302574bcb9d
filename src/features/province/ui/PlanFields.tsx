import { NumberInput, Select } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { useFormat } from '../../../base/ui/useFormat.ts'

export interface StatedPlan {
  basis: 'count' | 'value'
  target?: number
  percent?: number
  excess?: number
}

export const NO_PLAN: StatedPlan = { basis: 'count' }

/** What the paper says of its plan; null when it names no target. */
export function statedOf({ basis, target, percent, excess }: StatedPlan) {
  if (target === undefined) return null
  return { basis, target, percent: percent ?? null, excess: excess ?? null }
}

/** The plan as the paper has it: share and excess are worked out anew from the same paper. */
export function PlanFields({ plan, onChange }: { plan: StatedPlan; onChange: (plan: StatedPlan) => void }) {
  const { t } = useTranslation('province')
  const { language } = useFormat()
  return (
    <>
      <h3 className="nc-cell-heading">{t('plan.title')}</h3>
      <div className="nc-paper-figures">
        <Select
          label={t('plan.basis')}
          allowDeselect={false}
          data={(['count', 'value'] as const).map((value) => ({ value, label: t(`plan.${value}`) }))}
          value={plan.basis}
          onChange={(value) => onChange({ ...plan, basis: value === 'value' ? 'value' : 'count' })}
        />
        {(['target', 'percent', 'excess'] as const).map((field) => (
          <NumberInput
            key={field}
            label={t(`plan.${field}`)}
            allowDecimal={field === 'percent'}
            hideControls
            thousandSeparator={language === 'en' ? ',' : '.'}
            decimalSeparator={language === 'en' ? '.' : ','}
            value={plan[field] ?? ''}
            onChange={(value) => {
              const { [field]: _before, ...rest } = plan
              onChange(value === '' ? rest : { ...rest, [field]: Number(value) })
            }}
          />
        ))}
      </div>
    </>
  )
}
