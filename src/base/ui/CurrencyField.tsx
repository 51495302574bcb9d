import { Select } from '@mantine/core'
import { CURRENCIES, type Currency } from '../common/money.ts'

interface CurrencyFieldProps {
  label: string
  value: Currency
  onChange: (currency: Currency) => void
}

/** The currency of an amount: never empty, and never guessed from the amount. */
export function CurrencyField({ label, value, onChange }: CurrencyFieldProps) {
  return (
    <Select
      label={label}
      allowDeselect={false}
      data={[...CURRENCIES]}
      value={value}
      onChange={(currency) => currency !== null && onChange(currency)}
    />
  )
}
