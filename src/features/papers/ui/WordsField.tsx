import { Textarea } from '@mantine/core'
import { createContext, useContext, useRef } from 'react'

/** The field somebody is typing in: where a chosen value's name goes. */
export interface TypingPlace {
  insert: (text: string) => void
}

export const TypingContext = createContext<(place: TypingPlace) => void>(() => {})

export interface WordsFieldProps {
  label: string
  value: string
  onChange: (value: string) => void
}

/** Words of a paper: grows with its lines, and tells where the names of values are to be put. */
export function WordsField({ label, value, onChange }: WordsFieldProps) {
  const announce = useContext(TypingContext)
  const field = useRef<HTMLTextAreaElement>(null)
  const insert = (text: string) => {
    const element = field.current
    if (element === null) return
    const { selectionStart, selectionEnd } = element
    onChange(element.value.slice(0, selectionStart) + text + element.value.slice(selectionEnd))
    requestAnimationFrame(() => {
      element.focus()
      element.setSelectionRange(selectionStart + text.length, selectionStart + text.length)
    })
  }
  return (
    <Textarea
      ref={field}
      label={label}
      autosize
      minRows={1}
      maxRows={14}
      spellCheck={false}
      value={value}
      onFocus={() => announce({ insert })}
      onChange={(event) => onChange(event.currentTarget.value)}
    />
  )
}
