import { useQueryClient } from '@tanstack/react-query'
import { useApi, useClient } from '../../../base/ui/api.tsx'
import { useRights } from '../../../base/ui/useMay.ts'
import type { bundleContract } from '../common/contract.ts'

type Contracts = { bundles: typeof bundleContract }

/** What the pages of this feature ask the core for, and how they say that something changed there. */
export function useBundles() {
  const api = useApi<Contracts>()
  const client = useClient<Contracts>()
  const queries = useQueryClient()
  return {
    api,
    client,
    may: useRights(),
    refresh: () => queries.invalidateQueries({ queryKey: api.bundles.key() }),
    /** After something that may have changed any record of the book. */
    refreshAll: () => queries.invalidateQueries(),
  }
}
