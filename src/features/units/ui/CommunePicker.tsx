import { useTranslation } from 'react-i18next'
import { useApi } from '../../../base/ui/api.tsx'
import { type PickerOption, SearchPicker } from '../../../base/ui/SearchPicker.tsx'
import { useFormat } from '../../../base/ui/useFormat.ts'
import type { FieldProps } from '../../../base/ui/useReadField.ts'
import type { FoundCommune, unitContract } from '../common/contract.ts'
import { type NamedUnit, unitFullName } from '../common/unitNames.ts'

export interface UnitOption extends PickerOption {
  /** As lists of units have it; missing in what a draft kept before. */
  code?: string
}

type CommunePickerProps = FieldProps<UnitOption> & {
  /** Provinces can be chosen too. */
  anyLevel?: boolean
}

/**
 * A commune of today by its own, its province's or an old name, or by its code; an old name is shown beside the one it became.
 */
export function CommunePicker({ anyLevel = false, ...field }: CommunePickerProps) {
  const { t } = useTranslation('units')
  const { language } = useFormat()
  const api = useApi<{ units: typeof unitContract }>()
  const search = async (text: string, signal: AbortSignal) => {
    const { communes } = await api.units.searchCommunes.call({ search: text, anyLevel }, { signal })
    return communes.map((commune) => {
      const former = commune.formerName === null ? [] : [t('formerName', { name: commune.formerName })]
      const province = commune.province === null ? [] : [unitFullName(named(commune.province), language)]
      return {
        id: commune.id,
        code: commune.code,
        label: unitFullName(named(commune), language),
        detail: [...province, ...former].join(' · '),
      }
    })
  }
  return <SearchPicker<UnitOption> {...field} search={search} />
}

function named(unit: Pick<FoundCommune, 'type' | 'name' | 'nameEn' | 'nameLo'>): NamedUnit {
  return unit
}
