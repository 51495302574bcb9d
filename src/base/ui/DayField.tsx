import { Popover, TextInput, UnstyledButton } from '@mantine/core'
import '@mantine/dates/styles.layer.css'
import { DatePicker } from '@mantine/dates'
import { IconCalendar } from '@tabler/icons-react'
import 'dayjs/locale/lo'
import 'dayjs/locale/vi'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { dayPrecision, formatDay, type PartialDay } from '../common/day.ts'
import { type DayWindow, parseDayText } from '../common/parseDayText.ts'
import { inputProps } from './inputProps.ts'
import { ReadingNote } from './ReadingNote.tsx'
import { useFormat } from './useFormat.ts'
import { type FieldProps, type Reading, useReadField } from './useReadField.ts'

export interface DayFieldProps extends FieldProps<PartialDay> {
  /** A year or a month alone is enough (births of older people). Otherwise the value is a full day. */
  partial?: boolean
  /** Settles two-digit years and limits the calendar, e.g. births: `{ latest: today }`. */
  window?: DayWindow
}

/**
 * A day as the office writes it: 21/11/2026, 21-11-26, or just 1945 where that is enough. The calendar is a help only, for
 * the mouse and for Alt+↓: whoever types days one after the other does not have to step over it.
 */
export function DayField(props: DayFieldProps) {
  const { partial = false, window = {} } = props
  const { t } = useTranslation('common')
  const [opened, setOpened] = useState(false)
  const {
    reading,
    choose,
    error,
    inputProps: typed,
  } = useReadField<PartialDay>({
    field: props,
    write: formatDay,
    read: (text) => readDay(text, window),
  })
  function readDay(text: string, within: DayWindow): Reading<PartialDay> {
    const found = parseDayText(text, within)
    if (found.kind === 'unreadable') return { kind: 'unreadable', reason: t('fields.day.unreadable') }
    const days = found.kind === 'day' ? [found.day] : found.readings
    const fit = partial ? days : days.filter((day) => dayPrecision(day) === 'day')
    const [only] = fit
    if (only === undefined) return { kind: 'unreadable', reason: t('fields.day.needsFullDay') }
    if (found.kind === 'day') return { kind: 'value', value: only }
    const choices = fit.map((day) => ({ value: day, label: formatDay(day) }))
    return { kind: 'choices', choices, reason: t('fields.day.choose') }
  }
  const day = reading.kind === 'value' && dayPrecision(reading.value) === 'day' ? reading.value : null
  return (
    <div>
      <TextInput
        {...inputProps({
          ...props,
          description: props.description ?? (partial ? t('fields.day.partialHint') : undefined),
        })}
        {...typed}
        error={error}
        aria-keyshortcuts="Alt+ArrowDown"
        onKeyDownCapture={(event) => {
          if (!event.altKey || event.key !== 'ArrowDown') return
          event.preventDefault()
          setOpened(true)
        }}
        classNames={{ input: 'num' }}
        rightSection={
          <CalendarButton
            day={day}
            window={window}
            disabled={props.disabled ?? false}
            opened={opened}
            onOpened={setOpened}
            onPick={choose}
          />
        }
      />
      <ReadingNote reading={reading} onChoose={choose} />
    </div>
  )
}

interface CalendarButtonProps {
  day: string | null
  window: DayWindow
  disabled: boolean
  opened: boolean
  onOpened: (opened: boolean) => void
  onPick: (day: string) => void
}

function CalendarButton({ day, window, disabled, opened, onOpened, onPick }: CalendarButtonProps) {
  const { t } = useTranslation('common')
  const { language } = useFormat()
  return (
    <Popover opened={opened} onChange={onOpened} position="bottom-end" trapFocus returnFocus>
      <Popover.Target>
        <UnstyledButton
          className="nc-icon-button"
          tabIndex={-1}
          disabled={disabled}
          aria-label={t('fields.day.pick')}
          onClick={() => onOpened(!opened)}
        >
          <IconCalendar size="1rem" stroke={1.5} />
        </UnstyledButton>
      </Popover.Target>
      <Popover.Dropdown>
        <DatePicker
          locale={language}
          value={day}
          {...(day ? { defaultDate: day } : {})}
          {...(window.earliest ? { minDate: window.earliest } : {})}
          {...(window.latest ? { maxDate: window.latest } : {})}
          onChange={(picked) => {
            onOpened(false)
            if (picked) onPick(picked)
          }}
        />
      </Popover.Dropdown>
    </Popover>
  )
}
