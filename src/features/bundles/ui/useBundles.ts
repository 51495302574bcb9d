import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useApi, useClient } from '../../../base/ui/api.tsx'
import type { accountContract } from '../../accounts/common/contract.ts'
import type { bundleContract } from '../common/contract.ts'

type Contracts = { accounts: typeof accountContract; bundles: typeof bundleContract }

/** What the pages of this feature ask the core for, and how they say that something changed there. */
export function useBundles() {
  const api = useApi<Contracts>()
  const client = useClient<Contracts>()
  const queries = useQueryClient()
  const me = useQuery(api.accounts.me.queryOptions()).data
  return {
    api,
    client,
    me,
    may: (right: NonNullable<typeof me>['rights'][number]) => me?.rights.includes(right) ?? false,
    refresh: () => queries.invalidateQueries({ queryKey: api.bundles.key() }),
    /** After something that may have changed any record of the book. */
    refreshAll: () => queries.invalidateQueries(),
  }
}
