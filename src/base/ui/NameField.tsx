import { TextInput, UnstyledButton } from '@mantine/core'
import { isAllCaps, normaliseName, properCase } from '../common/personName.ts'
import { inputProps } from './inputProps.ts'
import { type FieldProps, useReadField } from './useReadField.ts'

/** A person's name: spaces and Unicode form are put right on leaving; a name in capitals is offered in small letters. */
export function NameField(props: FieldProps<string>) {
  const {
    reading,
    typing,
    choose,
    error,
    inputProps: typed,
  } = useReadField<string>({
    field: props,
    write: normaliseName,
    read: (text) => ({ kind: 'value', value: normaliseName(text) }),
  })
  const small = reading.kind === 'value' && !typing && isAllCaps(reading.value) ? properCase(reading.value) : undefined
  return (
    <div>
      <TextInput {...inputProps(props)} {...typed} error={error} autoCapitalize="words" />
      {small ? (
        <div className="nc-readings">
          <UnstyledButton className="nc-reading" onClick={() => choose(small)}>
            {small}
          </UnstyledButton>
        </div>
      ) : null}
    </div>
  )
}
