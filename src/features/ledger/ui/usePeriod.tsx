import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Day } from '../../../base/common/day.ts'
import { DayField } from '../../../base/ui/DayField.tsx'
import { officeToday } from '../../../base/ui/officeToday.ts'

/** A period to look at, this year up to today at first; undefined while a day is missing. */
export function usePeriod() {
  const { t } = useTranslation('ledger')
  const [from, setFrom] = useState<Day | undefined>(`${officeToday().slice(0, 4)}-01-01`)
  const [to, setTo] = useState<Day | undefined>(officeToday())
  const period = from === undefined || to === undefined ? undefined : { from, to }
  const fields = (
    <>
      <DayField label={t('books.from')} value={from} onChange={setFrom} />
      <DayField label={t('books.to')} value={to} onChange={setTo} />
    </>
  )
  return { period, fields }
}

/** What a disabled query is asked with. */
export const NO_PERIOD = { from: '2000-01-01', to: '2000-01-01' }
