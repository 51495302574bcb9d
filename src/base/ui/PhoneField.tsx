import { TextInput, UnstyledButton } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { type PhoneCountry, readPhoneNumber } from '../common/phoneNumber.ts'
import { inputProps } from './inputProps.ts'
import { type FieldProps, useReadField } from './useReadField.ts'

export interface PhoneFieldProps extends FieldProps<string> {
  /** Where the office is; decides the few numbers both countries could own. */
  country?: PhoneCountry
}

/** A phone number, spaced on leaving. An unusual one is only pointed out: many villages have one nobody can check. */
export function PhoneField(props: PhoneFieldProps) {
  const { country = 'VN' } = props
  const { t } = useTranslation('common')
  const {
    reading,
    typing,
    choose,
    error,
    inputProps: typed,
  } = useReadField<string>({
    field: props,
    write: (phone) => phone,
    read: (text) => ({ kind: 'value', value: readPhoneNumber(text, country).display }),
  })
  const found = reading.kind === 'value' && !typing ? readPhoneNumber(reading.value, country) : undefined
  return (
    <div>
      <TextInput {...inputProps(props)} {...typed} error={error} inputMode="tel" classNames={{ input: 'num' }} />
      {found?.kind === 'unreadable' ? <div className="nc-field-reading">{t('fields.phone.doubtful')}</div> : null}
      {found?.kind === 'vnOldMobile' ? (
        <div className="nc-readings">
          <span>{t('fields.phone.oldNumber')}</span>
          <UnstyledButton className="nc-reading num" onClick={() => choose(found.suggestion)}>
            {found.suggestion}
          </UnstyledButton>
        </div>
      ) : null}
    </div>
  )
}
