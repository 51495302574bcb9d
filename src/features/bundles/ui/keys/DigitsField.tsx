import { TextInput } from '@mantine/core'
import type { Ref } from 'react'
import { digitsTyped } from '../../common/keyFile.ts'

interface DigitsFieldProps {
  label: string
  description?: string
  value: string
  /** The digits are being looked at: nothing is typed over them, and the cursor stays. */
  busy?: boolean
  ref?: Ref<HTMLInputElement>
  onChange: (typed: string) => void
}

export const DIGITS = 30

/** The 30 digits heard by phone: they fall into the groups of five in which they are read out. */
export function DigitsField({ label, description, value, busy = false, ref, onChange }: DigitsFieldProps) {
  return (
    <TextInput
      {...(ref === undefined ? {} : { ref })}
      label={label}
      {...(description === undefined ? {} : { description })}
      inputMode="numeric"
      autoComplete="off"
      classNames={{ input: 'num' }}
      value={value}
      readOnly={busy}
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
