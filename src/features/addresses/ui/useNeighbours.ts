import { keepPreviousData, skipToken, useQuery } from '@tanstack/react-query'
import { useSearchParams } from 'react-router'
import { readView, writeView } from './addressView.ts'
import { useAddressApi } from './useAddressApi.ts'

export interface Neighbours {
  /** Paths of the records before and after, in the order of the list one came from. */
  previous: string | undefined
  next: string | undefined
  /** Path of the list as it was. */
  list: string
}

/**
 * The records around this one. The list is asked for the three lines around the place where this record stood; if a step has
 * meanwhile taken it out of the filter, the one that moved up into its place is the next.
 */
export function useNeighbours(id: string): Neighbours {
  const api = useAddressApi()
  const [params] = useSearchParams()
  const view = readView(params)
  const at = params.has('at') ? Number(params.get('at')) : Number.NaN
  const known = Number.isInteger(at) && at >= 0
  const offset = Math.max(0, at - 1)
  const around = useQuery(
    api.list.queryOptions({
      input: known
        ? { filter: view.filter, sort: view.sort, descending: view.descending, offset, limit: 3 }
        : skipToken,
      placeholderData: keepPreviousData,
    }),
  )
  const kept = writeView(view).toString()
  const list = kept === '' ? '/addresses' : `/addresses?${kept}`
  const rows = known ? (around.data?.rows ?? []) : []
  const own = rows.findIndex((row) => row.id === id)
  const here = own >= 0 ? own : at - offset
  const path = (index: number) => {
    const row = index < 0 ? undefined : rows[index]
    if (row === undefined) return undefined
    const next = writeView(view)
    next.set('at', String(offset + index))
    return `/addresses/${row.id}?${next}`
  }
  return { list, previous: path(here - 1), next: path(own >= 0 ? here + 1 : here) }
}
