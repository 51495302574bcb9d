import type { TextInputProps } from '@mantine/core'
import type { FieldProps } from './useReadField.ts'

/** The part of a field's props that goes to the input as it is. Names and figures are never corrected or completed. */
export function inputProps<Value>(field: FieldProps<Value>): TextInputProps {
  const { label, description, placeholder, required, disabled, autoFocus, name, onFocus } = field
  return {
    label,
    description,
    withAsterisk: required ?? false,
    disabled: disabled ?? false,
    autoComplete: 'off',
    spellCheck: false,
    'aria-required': required ?? false,
    ...(placeholder === undefined ? {} : { placeholder }),
    ...(name === undefined ? {} : { name }),
    ...(autoFocus ? { 'data-autofocus': true, autoFocus: true } : {}),
    ...(onFocus === undefined ? {} : { onFocus: () => onFocus() }),
    ...(field['data-path'] === undefined ? {} : { 'data-path': field['data-path'] }),
  }
}
