import { Tooltip } from '@mantine/core'
import {
  IconAlertTriangle,
  IconCheck,
  IconCircleHalf2,
  IconClock,
  IconMinus,
  IconQuestionMark,
} from '@tabler/icons-react'
import { type KeyboardEvent, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { NavigationIcon } from './FrameNavigation.tsx'
import { type MonthCell, type MonthState, monthsByYear, stripTarget } from './monthStripCells.ts'

const ICONS: Partial<Record<MonthState, NavigationIcon>> = {
  paid: IconCheck,
  part: IconCircleHalf2,
  due: IconClock,
  late: IconAlertTriangle,
  skipped: IconMinus,
  unknown: IconQuestionMark,
}

export interface MonthStripProps {
  label: string
  months: readonly MonthCell[]
  /** Opens the entry for that month; without it the strip only shows. */
  onOpen?: (month: string) => void
}

/** A pairing month by month, a row a year: paid, part, due, late, skipped, not known, still ahead. Arrows move, Enter opens. */
export function MonthStrip({ label, months, onOpen }: MonthStripProps) {
  const strip = useRef<HTMLDivElement>(null)
  const [at, setAt] = useState<string | undefined>(undefined)
  const reachable = months.some((each) => each.month === at) ? at : months[0]?.month
  const move = (event: KeyboardEvent) => {
    const target = stripTarget(months, reachable, event.key)
    if (!target) return
    event.preventDefault()
    setAt(target)
    strip.current?.querySelector<HTMLElement>(`[data-month="${target}"]`)?.focus()
  }
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset would bring a border and a legend
    <div className="nc-months" role="group" aria-label={label} ref={strip} onKeyDown={move}>
      {monthsByYear(months).map(({ year, cells }) => (
        <div key={year} className="nc-months-year">
          <span className="nc-months-name num">{year}</span>
          {cells.map((cell, index) => (
            <MonthButton
              key={cell?.month ?? `${year}-${index}`}
              cell={cell}
              reachable={cell?.month === reachable}
              onOpen={onOpen}
            />
          ))}
        </div>
      ))}
    </div>
  )
}

interface MonthButtonProps {
  cell: MonthCell | undefined
  reachable: boolean
  onOpen: ((month: string) => void) | undefined
}

function MonthButton({ cell, reachable, onOpen }: MonthButtonProps) {
  const { t } = useTranslation('common')
  if (!cell) return <span className="nc-month" data-state="none" aria-hidden="true" />
  const Icon = ICONS[cell.state]
  const month = Number(cell.month.slice(5))
  const words = [`${t('months.month', { month })}: ${t(`months.${cell.state}`)}`, cell.note].filter(Boolean).join(' · ')
  return (
    // For the eye only: who listens hears the same words as the name of the button.
    <Tooltip label={words} openDelay={150} aria-hidden>
      <button
        type="button"
        className="nc-month"
        data-state={cell.state}
        data-month={cell.month}
        aria-label={words}
        aria-disabled={onOpen ? undefined : true}
        tabIndex={reachable ? 0 : -1}
        onClick={() => onOpen?.(cell.month)}
      >
        <span className="num">{month}</span>
        {Icon ? <Icon size="0.875rem" stroke={2} /> : null}
      </button>
    </Tooltip>
  )
}
