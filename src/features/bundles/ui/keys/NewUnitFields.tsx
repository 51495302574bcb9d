import { Select, TextInput } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { ADDED_TYPES, type AddedUnit } from '../../../units/common/addedUnit.ts'

/** What a unit is whose code no list here has: as its own file says it, to be checked against the paper. */
export function NewUnitFields({ unit, onChange }: { unit: AddedUnit; onChange: (unit: AddedUnit) => void }) {
  const { t } = useTranslation('bundles')
  return (
    <>
      <p>{t('keys.newUnit.hint')}</p>
      <Select
        label={t('keys.newUnit.type')}
        allowDeselect={false}
        data={ADDED_TYPES.map((value) => ({ value, label: t(`reorganise.types.${value}`) }))}
        value={unit.type}
        onChange={(value) => onChange({ ...unit, type: ADDED_TYPES.find((type) => type === value) ?? unit.type })}
      />
      <TextInput
        label={t('keys.newUnit.name')}
        value={unit.name}
        onChange={(event) => onChange({ ...unit, name: event.currentTarget.value })}
      />
    </>
  )
}
