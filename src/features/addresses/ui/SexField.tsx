import { Group, Radio } from '@mantine/core'
import { useTranslation } from 'react-i18next'

export interface SexFieldProps {
  value: 'M' | 'F' | null
  onChange: (sex: 'M' | 'F' | null) => void
}

/** Male, female or not known; one Tab stop, arrows choose. */
export function SexField({ value, onChange }: SexFieldProps) {
  const { t } = useTranslation(['addresses', 'common'])
  return (
    <Radio.Group
      label={t('addresses:fields.sex')}
      value={value ?? ''}
      onChange={(sex) => onChange(sex === 'M' || sex === 'F' ? sex : null)}
    >
      <Group gap="md" mt={6} wrap="nowrap">
        <Radio size="xs" value="F" label={t('addresses:sex.F')} />
        <Radio size="xs" value="M" label={t('addresses:sex.M')} />
        <Radio size="xs" value="" label={t('common:states.unknown')} />
      </Group>
    </Radio.Group>
  )
}
