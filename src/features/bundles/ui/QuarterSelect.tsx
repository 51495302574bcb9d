import { Select } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { addMonths, type Quarter, quarterOf, quarterWindow } from '../../../base/common/day.ts'

interface QuarterSelectProps {
  label: string
  value: Quarter
  onChange: (quarter: Quarter) => void
}

const QUARTERS_BACK = 7

/** The present quarter and those a late report may be for. */
export function QuarterSelect({ label, value, onChange }: QuarterSelectProps) {
  const { t } = useTranslation('bundles')
  const quarters = listQuarters()
  return (
    <Select
      label={label}
      data={quarters.map((quarter) => ({ value: keyOf(quarter), label: t('send.quarter', { ...quarter }) }))}
      value={keyOf(value)}
      allowDeselect={false}
      onChange={(key) => onChange(quarters.find((quarter) => keyOf(quarter) === key) ?? value)}
    />
  )
}

function listQuarters(): Quarter[] {
  const now = new Date()
  const present = quarterOf(`${now.getFullYear()}-${String(now.getMonth() + 1).padStart(2, '0')}-01`)
  const first = quarterWindow(present).from.slice(0, 7)
  return Array.from({ length: QUARTERS_BACK + 1 }, (_, back) => quarterOf(`${addMonths(first, -3 * back)}-01`))
}

function keyOf({ year, quarter }: Quarter): string {
  return `${year}-${quarter}`
}
