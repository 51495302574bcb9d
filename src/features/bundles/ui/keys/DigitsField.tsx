import { TextInput } from '@mantine/core'
import type { Ref } from 'react'
import { digitsTyped } from '../../common/keyFile.ts'

interface DigitsFieldProps {
  label: string
  description?: string
  value: string
  disabled?: boolean
  ref?: Ref<HTMLInputElement>
  onChange: (typed: string) => void
}

export const DIGITS = 30

/** The 30 digits heard by phone: they fall into the groups of five in which they are read out. */
export function DigitsField({ label, description, value, disabled = false, ref, onChange }: DigitsFieldProps) {
  return (
    <TextInput
      {...(ref === undefined ? {} : { ref })}
      label={label}
      {...(description === undefined ? {} : { description })}
      inputMode="numeric"
      autoComplete="off"
      classNames={{ input: 'num' }}
      value={value}
      disabled={disabled}
      rightSection={<span className="nc-soft num">{`${digitsTyped(value).length}/${DIGITS}`}</span>}
      rightSectionWidth={64}
      onChange={({ currentTarget: { value: typed, selectionStart } }) =>
        // Put right in the middle, a digit must not throw the cursor to the end.
        onChange(selectionStart === typed.length ? inGroups(typed) : typed)
      }
    />
  )
}

function inGroups(typed: string): string {
  return digitsTyped(typed).replace(/\d{5}(?=\d)/g, '$& ')
}
