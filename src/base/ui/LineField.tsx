import { TextInput } from '@mantine/core'

export interface WordsFieldProps {
  label: string
  value: string | null | undefined
  /** Null when the field is empty. */
  onChange: (text: string | null) => void
  placeholder?: string
}

/** A line of words that may stay empty. `figures`: a number that is not counted with, as of a certificate. */
export function LineField({
  label,
  value,
  onChange,
  placeholder,
  figures = false,
}: WordsFieldProps & { figures?: boolean }) {
  return (
    <TextInput
      label={label}
      autoComplete="off"
      spellCheck={false}
      {...(placeholder === undefined ? {} : { placeholder })}
      {...(figures ? { classNames: { input: 'num' } } : {})}
      value={value ?? ''}
      onChange={(event) => onChange(event.currentTarget.value || null)}
    />
  )
}
