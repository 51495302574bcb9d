import { Button, NumberInput, TextInput } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { useMutation } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { failureOf } from '../../../base/common/failures.ts'
import { FailureNotice } from '../../../base/ui/FailureNotice.tsx'
import { useFormat } from '../../../base/ui/useFormat.ts'
import { FIGURE_GROUPS } from '../../reports/common/figureGroups.ts'
import { FIGURES, type Figure, type Figures } from '../../reports/common/quarterSchemas.ts'
import type { ChosenCell } from './CellDrawer.tsx'
import { NO_PLAN, PlanFields, type StatedPlan, statedOf } from './PlanFields.tsx'
import { useProvince } from './useProvince.ts'

/** Worked out from the others, so not typed. */
const DERIVED: readonly Figure[] = ['receivedNet', 'delivered']

interface PaperTotalsProps {
  cell: ChosenCell
  /** What was typed before, to be put right. */
  typedBefore: Figures | undefined
  onSaved: () => void
}

/** Totals typed from the paper of a unit that cannot send a file. */
export function PaperTotals({ cell, typedBefore, onSaved }: PaperTotalsProps) {
  const { t } = useTranslation(['province', 'reports'])
  const { language } = useFormat()
  const { client, refresh } = useProvince()
  const [typed, setTyped] = useState<Partial<Record<Figure, number>>>(typedBefore ?? {})
  const [note, setNote] = useState('')
  const [plan, setPlan] = useState<StatedPlan>(NO_PLAN)
  const save = useMutation({
    mutationFn: () => {
      const { year, quarter, unit } = cell
      // Safe: every figure is set.
      const figures = Object.fromEntries(FIGURES.map((figure) => [figure, typed[figure] ?? 0])) as Figures
      return client.reports.typePaper({ year, quarter, unitId: unit.id, figures, note, stated: statedOf(plan) })
    },
    onSuccess: async () => {
      notifications.show({ message: t('province:cell.paperSaved', { unit: cell.unit[language] }) })
      await refresh()
      onSaved()
    },
  })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    save.mutate()
  }
  return (
    <details>
      <summary className="nc-cell-heading">{t('province:cell.paper')}</summary>
      <form className="nc-paper" onSubmit={submit}>
        <p className="nc-soft">{t('province:cell.paperHint')}</p>
        <TextInput
          label={t('province:cell.paperNote')}
          value={note}
          onChange={(event) => setNote(event.currentTarget.value)}
        />
        {FIGURE_GROUPS.map(({ group, figures }) => (
          <fieldset key={group} className="nc-paper-group">
            <legend>{t(`reports:groups.${group}`)}</legend>
            <div className="nc-paper-figures">
              {figures
                .filter((figure) => !DERIVED.includes(figure))
                .map((figure) => (
                  <NumberInput
                    key={figure}
                    label={t(`reports:figures.${figure}`)}
                    min={0}
                    allowDecimal={false}
                    thousandSeparator={language === 'en' ? ',' : '.'}
                    decimalSeparator={language === 'en' ? '.' : ','}
                    hideControls
                    value={typed[figure] ?? ''}
                    onChange={(value) => setTyped((before) => ({ ...before, [figure]: Number(value) }))}
                  />
                ))}
            </div>
          </fieldset>
        ))}
        <PlanFields plan={plan} onChange={setPlan} />
        {save.error === null ? null : <FailureNotice failure={failureOf(save.error)} />}
        <Button type="submit" loading={save.isPending}>
          {t('province:cell.savePaper')}
        </Button>
      </form>
    </details>
  )
}
