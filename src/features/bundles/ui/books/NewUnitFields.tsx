import { Autocomplete, Select, TextInput } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { NEW_UNIT_TYPES } from '../../../units/common/reorganiseContract.ts'
import type { UnitOption } from '../../../units/ui/CommunePicker.tsx'

export interface NewUnitDraft {
  code: string
  type: (typeof NEW_UNIT_TYPES)[number]
  name: string
}

export const EMPTY_UNIT: NewUnitDraft = { code: '', type: 'commune', name: '' }

interface NewUnitFieldsProps {
  n: number
  unit: NewUnitDraft
  /** Whose codes are offered: one of them may go on. */
  old: readonly UnitOption[]
  /** A unit that is only called otherwise keeps its code. */
  keepsCode: boolean
  /** Why the code will not do. */
  codeError: string | null
  onChange: (unit: NewUnitDraft) => void
}

/** A unit as the paper names it from the day on. */
export function NewUnitFields({ n, unit, old, keepsCode, codeError, onChange }: NewUnitFieldsProps) {
  const { t } = useTranslation('bundles')
  const labels = new Map(old.map(({ code = '', label }) => [code, label]))
  return (
    <div className="nc-bundle-fields">
      {keepsCode ? null : (
        <Autocomplete
          label={t('reorganise.code', { n })}
          description={t(old.length === 0 ? 'reorganise.newCodeHint' : 'reorganise.codeHint')}
          required
          error={codeError}
          data={[...labels.keys()].filter((code) => code !== '')}
          renderOption={({ option }) => `${labels.get(option.value) ?? ''} (${option.value})`}
          filter={({ options }) => options}
          value={unit.code}
          onChange={(code) => onChange({ ...unit, code })}
        />
      )}
      <Select
        label={t('reorganise.type', { n })}
        allowDeselect={false}
        data={NEW_UNIT_TYPES.map((value) => ({ value, label: t(`reorganise.types.${value}`) }))}
        value={unit.type}
        onChange={(value) => onChange({ ...unit, type: NEW_UNIT_TYPES.find((each) => each === value) ?? 'commune' })}
      />
      <TextInput
        label={t('reorganise.name', { n })}
        required
        value={unit.name}
        onChange={(event) => onChange({ ...unit, name: event.currentTarget.value })}
      />
    </div>
  )
}
