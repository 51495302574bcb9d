import { useTranslation } from 'react-i18next'
import { useClient } from '../../../base/ui/api.tsx'
import { type PickerOption, SearchPicker } from '../../../base/ui/SearchPicker.tsx'
import type { FieldProps } from '../../../base/ui/useReadField.ts'
import type { addressContract } from '../../addresses/common/contract.ts'

export interface AddressOption extends PickerOption {
  /** Unknown for an address handed in from outside. */
  state?: string
  /** Sponsors it has or is promised, by name. */
  donors?: readonly string[]
}

const SHOWN = 12

/** Finds a humanitarian address by part of the name; birth year, village and sponsors tell namesakes apart. */
export function AddressPicker(props: Partial<FieldProps<AddressOption>>) {
  const { t } = useTranslation('pairings')
  const client = useClient<{ addresses: typeof addressContract }>()
  return (
    <SearchPicker<AddressOption>
      label={t('drawer.address')}
      placeholder={t('drawer.addressPlaceholder')}
      {...props}
      search={async (text, signal) => {
        const filter = text === '' ? {} : { search: text }
        const { rows } = await client.addresses.list({ filter, sort: 'closest', limit: SHOWN }, { signal })
        return rows
          .filter(({ state }) => state !== 'ended' && state !== 'refused')
          .map(({ id, displayName, birthDay, villageName, state, donors }) => ({
            id,
            label: displayName,
            detail: [birthDay?.slice(0, 4), villageName, donors.join(', ')].filter(Boolean).join(' · '),
            state,
            donors,
          }))
      }}
    />
  )
}
