import { Textarea } from '@mantine/core'
import type { WordsFieldProps } from './LineField.tsx'

/** Some lines of words that may stay empty; it grows with what is typed. */
export function ParagraphField({ label, value, onChange, placeholder }: WordsFieldProps) {
  return (
    <Textarea
      label={label}
      autosize
      minRows={2}
      maxRows={8}
      spellCheck={false}
      {...(placeholder === undefined ? {} : { placeholder })}
      value={value ?? ''}
      onChange={(event) => onChange(event.currentTarget.value || null)}
    />
  )
}
