import type { RouterUtils } from '@orpc/tanstack-query'
import { keepPreviousData, queryOptions } from '@tanstack/react-query'
import type { AppClient } from './connectCore.ts'

export interface Hit {
  kind: 'address'
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
      const { rows } = await api.addresses.list.call({ filter: { search: text }, limit: MOST_OF_A_KIND })
      return rows.map((row) => ({
        kind: 'address',
        path: `/addresses/${row.id}`,
        label: row.displayName,
        detail: [row.birthDay?.slice(0, 4), row.villageName, row.communeName].filter(Boolean).join(', '),
      }))
    },
  })
}
