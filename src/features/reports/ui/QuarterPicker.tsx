import { ActionIcon, Select } from '@mantine/core'
import { IconChevronLeft, IconChevronRight } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import type { Quarter } from '../../../base/common/day.ts'
import { addQuarters, presentQuarter } from './presentQuarter.ts'
import './reports.css'

interface QuarterPickerProps {
  value: Quarter
  onChange: (quarter: Quarter) => void
}

const YEARS_BACK = 9

/** The quarter shown, with its neighbours one click away. */
export function QuarterPicker({ value, onChange }: QuarterPickerProps) {
  const { t } = useTranslation('reports')
  const lastYear = Math.max(presentQuarter().year, value.year)
  const years = Array.from({ length: YEARS_BACK + 1 }, (_, back) => String(lastYear - back))
  return (
    <div className="nc-quarter">
      <ActionIcon aria-label={t('quarter.previous')} onClick={() => onChange(addQuarters(value, -1))}>
        <IconChevronLeft size="1rem" stroke={1.5} />
      </ActionIcon>
      <Select
        size="xs"
        w="6.5rem"
        aria-label={t('quarter.quarter')}
        data={[1, 2, 3, 4].map((quarter) => ({
          value: String(quarter),
          label: t('quarter.quarterOption', { quarter }),
        }))}
        value={String(value.quarter)}
        allowDeselect={false}
        // Safe: the options are the four quarters.
        onChange={(quarter) => onChange({ ...value, quarter: Number(quarter) as Quarter['quarter'] })}
      />
      <Select
        size="xs"
        w="5.5rem"
        aria-label={t('quarter.year')}
        data={years}
        value={String(value.year)}
        allowDeselect={false}
        onChange={(year) => onChange({ ...value, year: Number(year) })}
      />
      <ActionIcon aria-label={t('quarter.next')} onClick={() => onChange(addQuarters(value, 1))}>
        <IconChevronRight size="1rem" stroke={1.5} />
      </ActionIcon>
    </div>
  )
}
