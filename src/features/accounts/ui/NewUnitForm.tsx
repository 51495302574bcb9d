import { Select, TextInput } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { useClient } from '../../../base/ui/api.tsx'
import { type PickerOption, SearchPicker } from '../../../base/ui/SearchPicker.tsx'
import { ADDED_TYPES, type AddedUnit, fitsKind } from '../../units/common/addedUnit.ts'
import type { accountContract } from '../common/contract.ts'

export interface NewUnitInput {
  code: string
  type: AddedUnit['type']
  name: string
  parent: PickerOption | undefined
}

type Kind = 'branch' | 'province'

const CENTRE: PickerOption = { id: 'VN', label: 'VN' }

export function noUnit(kind: Kind): NewUnitInput {
  const type = kind === 'branch' ? 'commune' : 'province'
  return { code: '', type, name: '', parent: kind === 'branch' ? undefined : CENTRE }
}

export function isComplete({ code, name, parent }: NewUnitInput): boolean {
  return code.trim() !== '' && name.trim() !== '' && parent !== undefined
}

/** As `createOffice` takes it. */
export function readNewUnit({ code, type, name, parent }: NewUnitInput) {
  return { unitCode: code.trim(), newUnit: { type, name, parentCode: parent?.id ?? '' } }
}

interface NewUnitFormProps {
  kind: 'branch' | 'province' | 'central' | 'partner'
  unit: NewUnitInput
  onChange: (unit: NewUnitInput) => void
}

/** A unit made since the program's lists were: its code and name as its paper says them. */
export function NewUnitForm({ kind, unit, onChange }: NewUnitFormProps) {
  const { t } = useTranslation('accounts')
  const client = useClient<{ accounts: typeof accountContract }>()
  const findProvinces = async (search: string) => {
    const { units } = await client.accounts.listUnits({ kind: 'province', search })
    return units.map((found) => ({ id: found.code, label: found.name, detail: found.place }))
  }
  const types = ADDED_TYPES.filter((type) => fitsKind(kind, type))
  return (
    <>
      <TextInput
        label={t('firstRun.newUnit.code')}
        description={t('firstRun.newUnit.codeHint')}
        value={unit.code}
        onChange={(event) => onChange({ ...unit, code: event.currentTarget.value })}
      />
      <Select
        label={t('firstRun.newUnit.type')}
        allowDeselect={false}
        data={types.map((value) => ({ value, label: t(`firstRun.newUnit.types.${value}`) }))}
        value={unit.type}
        onChange={(value) => onChange({ ...unit, type: types.find((type) => type === value) ?? unit.type })}
      />
      <TextInput
        label={t('firstRun.newUnit.name')}
        value={unit.name}
        onChange={(event) => onChange({ ...unit, name: event.currentTarget.value })}
      />
      {kind === 'branch' ? (
        <SearchPicker
          label={t('firstRun.newUnit.province')}
          search={findProvinces}
          value={unit.parent}
          onChange={(parent) => onChange({ ...unit, parent })}
        />
      ) : null}
    </>
  )
}
