import { NumberInput, Select, Textarea } from '@mantine/core'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { addMonths, monthsBetween } from '../../../base/common/day.ts'
import { CurrencyField } from '../../../base/ui/CurrencyField.tsx'
import { MoneyField } from '../../../base/ui/MoneyField.tsx'
import { MonthField } from '../../../base/ui/MonthField.tsx'
import { useVocabulary } from '../../units/ui/useVocabulary.ts'
import { CHANNELS, FREQUENCIES, type PairingTerms, pairingTermsSchema } from '../common/pairingSchemas.ts'
import { PlanPreview } from './PlanPreview.tsx'
import type { ShownInstalment } from './previewInstalments.ts'

export interface TermFieldsProps {
  terms: Partial<PairingTerms>
  onChange: (changes: Partial<PairingTerms>) => void
  /** The kỳ these terms come to. */
  plan: (terms: PairingTerms) => readonly ShownInstalment[]
  /** A question that belongs to the months above it. */
  afterPeriod?: ReactNode
}

/** What is given, how much, how often and how long. */
export function TermFields({ terms, onChange, plan, afterPeriod }: TermFieldsProps) {
  const { t } = useTranslation('pairings')
  const helpForms = useVocabulary('helpForm')
  const currency = terms.currency ?? 'VND'
  return (
    <>
      <div className="nc-field-pair">
        <Select
          label={t('drawer.helpForm')}
          allowDeselect={false}
          data={helpForms.options}
          value={terms.helpForm ?? null}
          onChange={(helpForm) => helpForm !== null && onChange({ helpForm })}
        />
        <Select
          label={t('drawer.channel')}
          description={terms.channel ? t(`channelHints.${terms.channel}`) : undefined}
          inputWrapperOrder={['label', 'input', 'description', 'error']}
          allowDeselect={false}
          data={CHANNELS.map((each) => ({ value: each, label: t(`channels.${each}`) }))}
          value={terms.channel ?? null}
          onChange={(channel) => channel !== null && onChange({ channel })}
        />
      </div>
      <div className="nc-field-pair" data-money>
        <MoneyField
          label={t('drawer.amount')}
          required
          inWords
          currency={currency}
          value={terms.amount}
          // An emptied field must empty the terms as well; the parsed form then waits for an amount.
          onChange={(amount) => onChange({ amount } as Partial<PairingTerms>)}
        />
        <CurrencyField
          label={t('drawer.currency')}
          value={currency}
          onChange={(next) => onChange({ currency: next })}
        />
      </div>
      <Select
        label={t('drawer.frequency')}
        allowDeselect={false}
        data={FREQUENCIES.map((each) => ({ value: each, label: t(`frequencies.${each}`) }))}
        value={terms.frequency ?? null}
        onChange={(frequency) => frequency !== null && onChange({ frequency })}
      />
      <PeriodFields terms={terms} onChange={onChange} />
      {afterPeriod}
      <Preview terms={terms} plan={plan} />
      <Textarea
        label={t('drawer.note')}
        autosize
        minRows={2}
        value={terms.note ?? ''}
        onChange={(event) => onChange({ note: event.currentTarget.value || null })}
      />
    </>
  )
}

function Preview({ terms, plan }: Pick<TermFieldsProps, 'terms' | 'plan'>) {
  const { t } = useTranslation('pairings')
  const parsed = pairingTermsSchema.safeParse(terms)
  if (!parsed.success || !isOrdered(parsed.data)) return <div className="nc-soft">{t('plan.notYet')}</div>
  const { currency, lastMonth, frequency } = parsed.data
  return (
    <PlanPreview
      instalments={plan(parsed.data)}
      currency={currency}
      open={lastMonth === null && frequency !== 'once'}
    />
  )
}

/** The last month does not stand before the first. */
export function isOrdered({ firstMonth, lastMonth }: Partial<PairingTerms>): boolean {
  return !firstMonth || !lastMonth || firstMonth <= lastMonth
}

/** First month, and the end either as a month or as a number of months: each writes the other. */
function PeriodFields({ terms, onChange }: Pick<TermFieldsProps, 'terms' | 'onChange'>) {
  const { t } = useTranslation('pairings')
  const { firstMonth, lastMonth } = terms
  const months = firstMonth && lastMonth ? monthsBetween(firstMonth, lastMonth) + 1 : undefined
  return (
    <div className="nc-field-pair">
      <MonthField
        label={t('drawer.firstMonth')}
        required
        value={firstMonth}
        onChange={(month) => onChange({ firstMonth: month } as Partial<PairingTerms>)}
      />
      <MonthField
        label={t('drawer.lastMonth')}
        value={lastMonth ?? undefined}
        error={months !== undefined && months < 1 ? t('failures.endsBeforeStart') : undefined}
        onChange={(month) => onChange({ lastMonth: month ?? null })}
      />
      <NumberInput
        label={t('drawer.months')}
        description={t('drawer.openHint')}
        inputWrapperOrder={['label', 'input', 'description', 'error']}
        min={1}
        max={600}
        allowDecimal={false}
        allowNegative={false}
        hideControls
        disabled={firstMonth === undefined}
        value={months === undefined || months < 1 ? '' : months}
        onChange={(count) => {
          if (firstMonth === undefined) return
          onChange({ lastMonth: typeof count === 'number' && count >= 1 ? addMonths(firstMonth, count - 1) : null })
        }}
      />
    </div>
  )
}
