import { TextInput } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { amountInWords } from '../common/amountInWords.ts'
import type { Currency } from '../common/money.ts'
import { inputProps } from './inputProps.ts'
import { ReadingNote } from './ReadingNote.tsx'
import { readMoney } from './readMoney.ts'
import { useFormat } from './useFormat.ts'
import { type FieldProps, useReadField } from './useReadField.ts'

export interface MoneyFieldProps extends FieldProps<number> {
  /** The value is in minor units of it: đồng, kip, cents. */
  currency?: Currency
  /** The amount in words beneath, as papers want it; without it the grouped figure, while the typed one is still bare. */
  inWords?: boolean
}

/** An amount typed as the office types it: 500.000, 500k, 1tr5; a doubtful figure offers its readings. */
export function MoneyField(props: MoneyFieldProps) {
  const { currency = 'VND', inWords = false } = props
  const { t } = useTranslation('common')
  const { language, formatAmount, formatMoney } = useFormat()
  const sign = { VND: '₫', LAK: '₭', USD: '$' }[currency]
  const {
    reading,
    typing,
    choose,
    error,
    inputProps: typed,
  } = useReadField<number>({
    field: props,
    write: (amount) => formatAmount(amount, currency),
    read: (text) => {
      const found = readMoney(text, currency)
      if (found.length === 0) return { kind: 'unreadable', reason: t('fields.money.unreadable') }
      const [only] = found
      if (found.length === 1 && only?.certain) return { kind: 'value', value: only.amount }
      const choices = found.map(({ amount }) => ({ value: amount, label: formatMoney({ amount, currency }) }))
      return { kind: 'choices', choices, reason: t('fields.money.ambiguous') }
    },
  })
  const explain = (amount: number) => {
    if (inWords) return amountInWords({ amount, currency }, language)
    return typing ? `= ${formatMoney({ amount, currency })}` : undefined
  }
  return (
    <div>
      <TextInput
        {...inputProps(props)}
        {...typed}
        error={error}
        inputMode="decimal"
        classNames={{ input: 'nc-figures' }}
        rightSection={<span className="nc-soft">{sign}</span>}
      />
      <ReadingNote reading={reading} explain={explain} onChoose={choose} />
    </div>
  )
}
