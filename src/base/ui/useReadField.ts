import { type ChangeEvent, type KeyboardEvent, type ReactNode, useState } from 'react'

/** What a text stands for; `choices` when it reads in several ways and the typist must say which. */
export type Reading<Value> =
  | { kind: 'empty' }
  | { kind: 'value'; value: Value }
  | { kind: 'choices'; choices: readonly { value: Value; label: string }[]; reason: string }
  | { kind: 'unreadable'; reason: string }

/** What every field takes; fits what `getInputProps` of @mantine/form gives in both of its modes. */
export interface FieldProps<Value> {
  label: ReactNode
  value?: Value | undefined
  defaultValue?: Value | undefined
  onChange?: (value: Value | undefined) => void
  onFocus?: () => void
  onBlur?: () => void
  error?: ReactNode
  description?: ReactNode
  placeholder?: string
  required?: boolean
  disabled?: boolean
  autoFocus?: boolean
  name?: string
  'data-path'?: string
}

interface ReadFieldOptions<Value> {
  field: FieldProps<Value>
  read: (text: string) => Reading<Value>
  write: (value: Value) => string
}

/**
 * Keeps the typed text beside the value it is read as. The text is never touched while it is being typed (Unikey sends
 * backspaces and retypes); leaving the field or pressing Enter writes the value in its proper form. Text that is not
 * read marks the input with `data-unread`, on which RecordDrawer refuses to save.
 */
export function useReadField<Value>({ field, read, write }: ReadFieldOptions<Value>) {
  const [own, setOwn] = useState(field.defaultValue)
  const value = 'value' in field ? field.value : own
  const written = value === undefined ? '' : write(value)
  const [text, setText] = useState(written)
  const [typing, setTyping] = useState(false)
  const [lastWritten, setLastWritten] = useState(written)
  if (written !== lastWritten) {
    setLastWritten(written)
    if (!typing) setText(written)
  }

  const readText = (from: string): Reading<Value> => {
    // What we wrote ourselves is not read again: “5.000” typed is doubtful, “5.000” written is not.
    if (value !== undefined && from === written) return { kind: 'value', value }
    return from.trim() === '' ? { kind: 'empty' } : read(from)
  }
  const give = (next: Value | undefined) => {
    setOwn(next)
    if (next !== value) field.onChange?.(next)
  }
  const choose = (next: Value) => {
    setTyping(false)
    setText(write(next))
    give(next)
  }
  const settle = () => {
    const settled = readText(text)
    setTyping(false)
    if (settled.kind === 'value') setText(write(settled.value))
  }

  const reading = readText(text)
  const doubtful = reading.kind === 'unreadable' || reading.kind === 'choices'
  return {
    reading,
    typing,
    choose,
    error: field.error ?? (doubtful && !typing ? reading.reason : undefined),
    inputProps: {
      value: text,
      'data-unread': doubtful || undefined,
      onChange: (event: ChangeEvent<HTMLInputElement>) => {
        const next = event.currentTarget.value
        const nextReading = readText(next)
        setTyping(true)
        setText(next)
        give(nextReading.kind === 'value' ? nextReading.value : undefined)
      },
      onBlur: () => {
        settle()
        field.onBlur?.()
      },
      onKeyDown: (event: KeyboardEvent) => {
        if (event.key === 'Enter') settle()
      },
    },
  }
}
