import { TextInput } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { dayPrecision, formatDay, type Month } from '../common/day.ts'
import { parseDayText } from '../common/parseDayText.ts'
import { inputProps } from './inputProps.ts'
import { type FieldProps, useReadField } from './useReadField.ts'

/** A month as the office writes it: 11/2026, “tháng 11/2026”. The value is YYYY-MM. */
export function MonthField(props: FieldProps<Month>) {
  const { t } = useTranslation('common')
  const { error, inputProps: typed } = useReadField<Month>({
    field: props,
    write: formatDay,
    read: (text) => {
      const month = readMonth(text)
      return month === undefined
        ? { kind: 'unreadable', reason: t('fields.month.unreadable') }
        : { kind: 'value', value: month }
    },
  })
  return (
    <TextInput {...inputProps(props)} {...typed} error={error} placeholder="11/2026" classNames={{ input: 'num' }} />
  )
}

function readMonth(text: string): Month | undefined {
  const found = parseDayText(text)
  return found.kind === 'day' && dayPrecision(found.day) === 'month' ? found.day : undefined
}
