import { useQuery } from '@tanstack/react-query'
import { useApi } from '../../../base/ui/api.tsx'
import { useFormat } from '../../../base/ui/useFormat.ts'
import type { cooperationContract } from '../common/contract.ts'

/** Provinces and districts of Laos in the language on screen: to choose from by id, and to name by code. */
export function useLaoPlaces() {
  const api = useApi<{ cooperation: typeof cooperationContract }>()
  const { language } = useFormat()
  const { data } = useQuery(api.cooperation.districts.queryOptions({ staleTime: Number.POSITIVE_INFINITY }))
  const places = data?.districts ?? []
  return {
    options: places.map((place) => ({ value: place.id, label: place[language] })),
    nameOf: (code: string) => places.find((place) => place.code === code)?.[language] ?? code,
  }
}
