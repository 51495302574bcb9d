import type { RouterUtils } from '@orpc/tanstack-query'
import { keepPreviousData, queryOptions } from '@tanstack/react-query'
import type { AppClient } from './connectCore.ts'

export interface Hit {
  kind: 'address' | 'donor'
  path: string
  label: string
  detail: string
}

const MOST_OF_A_KIND = 8

/** What the one search box shows for a text, as a query. */
export function findEverywhere(api: RouterUtils<AppClient>, text: string) {
  return queryOptions({
    queryKey: ['search', text],
    enabled: text !== '',
    placeholderData: keepPreviousData,
    queryFn: async (): Promise<Hit[]> => {
      const asked = { filter: { search: text }, sort: 'closest' as const, limit: MOST_OF_A_KIND }
      const [addresses, donors] = await Promise.all([api.addresses.list.call(asked), api.donors.list.call(asked)])
      return [
        ...addresses.rows.map((row) => ({
          kind: 'address' as const,
          path: `/addresses/${row.id}`,
          label: row.displayName,
          detail: [row.birthDay?.slice(0, 4), row.villageName, row.communeName].filter(Boolean).join(', '),
        })),
        ...donors.rows.map((row) => ({
          kind: 'donor' as const,
          path: `/donors/${row.id}`,
          label: row.name,
          detail: row.representative ?? '',
        })),
      ]
    },
  })
}
