import { Button } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { addMonths, type Day, lastDayOfMonth, type Month, monthOf } from '../../../base/common/day.ts'
import { DayField } from '../../../base/ui/DayField.tsx'
import { officeToday } from '../../../base/ui/officeToday.ts'

interface ShownPeriod {
  from: Day | undefined
  to: Day | undefined
}

/** A period to look at, this year up to today at first; undefined while a day is missing. */
export function usePeriod() {
  const { t } = useTranslation('ledger')
  const today = officeToday()
  const year: ShownPeriod = { from: `${today.slice(0, 4)}-01-01`, to: today }
  const [{ from, to }, setShown] = useState(year)
  const period = from === undefined || to === undefined ? undefined : { from, to }
  const choices = {
    thisMonth: { ...wholeMonth(monthOf(today)), to: today },
    lastMonth: wholeMonth(addMonths(monthOf(today), -1)),
    thisYear: year,
  }
  const names = ['thisMonth', 'lastMonth', 'thisYear'] as const
  const fields = (
    <>
      <DayField label={t('books.from')} value={from} onChange={(next) => setShown({ from: next, to })} />
      <DayField label={t('books.to')} value={to} onChange={(next) => setShown({ from, to: next })} />
      <Button.Group>
        {names.map((name) => {
          const choice = choices[name]
          const chosen = choice.from === from && choice.to === to
          return (
            <Button
              key={name}
              variant={chosen ? 'light' : 'default'}
              aria-pressed={chosen}
              onClick={() => setShown(choice)}
            >
              {t(`books.${name}`)}
            </Button>
          )
        })}
      </Button.Group>
    </>
  )
  return { period, fields }
}

function wholeMonth(month: Month) {
  return { from: `${month}-01`, to: lastDayOfMonth(month) }
}

/** What a disabled query is asked with. */
export const NO_PERIOD = { from: '2000-01-01', to: '2000-01-01' }
