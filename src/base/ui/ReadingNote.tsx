import { UnstyledButton } from '@mantine/core'
import type { ReactNode } from 'react'
import type { Reading } from './useReadField.ts'

interface ReadingNoteProps<Value> {
  reading: Reading<Value>
  /** How a text was understood, in words or grouped figures. */
  explain?: (value: Value) => ReactNode
  onChoose: (value: Value) => void
}

/** Beneath a field: how the text was understood, or the ways it can be read, to choose from. */
export function ReadingNote<Value>({ reading, explain, onChoose }: ReadingNoteProps<Value>) {
  if (reading.kind === 'choices') {
    return (
      <div className="nc-readings">
        {reading.choices.map(({ value, label }) => (
          <UnstyledButton key={label} className="nc-reading num" onClick={() => onChoose(value)}>
            {label}
          </UnstyledButton>
        ))}
      </div>
    )
  }
  const words = reading.kind === 'value' ? explain?.(reading.value) : undefined
  return words ? <div className="nc-field-reading">{words}</div> : null
}
