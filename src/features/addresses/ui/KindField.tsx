import { Select } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { ADDRESS_KINDS, type AddressFields } from '../common/addressSchemas.ts'

type Kind = AddressFields['kind']

export interface KindFieldProps {
  /** Those to choose from: a person cannot become a collective later. */
  kinds?: readonly Kind[]
  value: Kind
  onChange: (kind: Kind) => void
}

/** A person, a household, or a collective such as a class or a shelter. */
export function KindField({ kinds = ADDRESS_KINDS, value, onChange }: KindFieldProps) {
  const { t } = useTranslation('addresses')
  return (
    <Select
      label={t('fields.kind')}
      data={kinds.map((kind) => ({ value: kind, label: t(`kinds.${kind}`) }))}
      allowDeselect={false}
      value={value}
      onChange={(chosen) => onChange(kinds.find((kind) => kind === chosen) ?? value)}
    />
  )
}
