import { notifications } from '@mantine/notifications'
import { useQueryClient } from '@tanstack/react-query'
import type { TFunction } from 'i18next'
import { useTranslation } from 'react-i18next'
import { failureOf } from '../../../base/common/failures.ts'
import { useApi } from '../../../base/ui/api.tsx'
import { useFailureText } from '../../../base/ui/failureText.ts'
import { type PickerOption, SearchPicker } from '../../../base/ui/SearchPicker.tsx'
import type { FieldProps } from '../../../base/ui/useReadField.ts'
import type { unitContract, Village } from '../common/contract.ts'

export interface VillagePickerProps extends FieldProps<PickerOption> {
  /** Villages of this commune; without it those of the office's own, for a province of all. */
  communeId?: string | undefined
  /** A list is narrowed by what is there; a form may add what is not. */
  mayAdd?: boolean
}

const MOST_OFFERED = 30

/** A village by typing part of its name; a name that is not there yet can be added on the spot. */
export function VillagePicker({ communeId, mayAdd = true, ...field }: VillagePickerProps) {
  const { t } = useTranslation('units')
  const api = useApi<{ units: typeof unitContract }>()
  const queries = useQueryClient()
  const failureText = useFailureText()
  const commune = communeId === undefined ? {} : { communeId }
  const search = async (text: string, signal: AbortSignal) => {
    const { villages } = await api.units.villages.list.call(
      { ...commune, search: text, limit: MOST_OFFERED },
      { signal },
    )
    return villages.map((village) => villageOption(village, t))
  }
  const add = async (text: string) => {
    try {
      const village = await api.units.villages.add.call({ ...commune, name: text })
      void queries.invalidateQueries({ queryKey: api.units.villages.key() })
      return villageOption(village, t)
    } catch (error) {
      const failure = failureOf(error)
      // The village was there in other spelling: it is the one that was meant.
      if (failure.code === 'units.villageExists') {
        return { id: String(failure.params.id), label: String(failure.params.name) }
      }
      notifications.show({ message: failureText(failure) })
      return undefined
    }
  }
  return (
    <SearchPicker<PickerOption>
      {...field}
      search={search}
      {...(mayAdd ? { onCreate: (text: string) => (text === '' ? undefined : add(text)) } : {})}
    />
  )
}

function villageOption({ id, name, communeName, headName }: Village, t: TFunction<'units'>): PickerOption {
  const head = headName === null ? [] : [t('villageDetail.head', { name: headName })]
  return { id, label: name, detail: [communeName, ...head].join(' · ') }
}
