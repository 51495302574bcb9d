import { type FlexProps, TextInput } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { IconSearch } from '@tabler/icons-react'
import { useState } from 'react'

const PAUSE_MS = 150

export interface FilterTextProps {
  /** What is searched, as its label and, while empty, in the field. */
  label: string
  value: string
  onChange: (text: string) => void
  /** Width, or how the field shares a row. */
  w?: string
  flex?: FlexProps['flex']
}

/** The field a list is searched by: one line high, beside the other filters. */
export function FilterText({ label, value, onChange, ...room }: FilterTextProps) {
  return (
    <TextInput
      size="xs"
      aria-label={label}
      placeholder={label}
      leftSection={<IconSearch size="1rem" stroke={1.5} />}
      value={value}
      onChange={(event) => onChange(event.currentTarget.value)}
      {...room}
    />
  )
}

/** The text as typed, and what is asked for after a short pause: nothing is changed while somebody types with marks. */
export function useFilterText(start = '') {
  const [text, setText] = useState(start)
  const [search] = useDebouncedValue(text.trim(), PAUSE_MS)
  return { text, setText, search }
}
