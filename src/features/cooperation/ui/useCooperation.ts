import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useApi, useClient } from '../../../base/ui/api.tsx'
import type { accountContract } from '../../accounts/common/contract.ts'
import type { cooperationContract } from '../common/contract.ts'

type Contracts = { accounts: typeof accountContract; cooperation: typeof cooperationContract }

/** What the page of this feature asks the core for, and how it says that something changed there. */
export function useCooperation() {
  const api = useApi<Contracts>()
  const client = useClient<Contracts>()
  const queries = useQueryClient()
  const me = useQuery(api.accounts.me.queryOptions()).data
  return {
    api,
    client,
    me,
    may: (right: NonNullable<typeof me>['rights'][number]) => me?.rights.includes(right) ?? false,
    refresh: () => queries.invalidateQueries({ queryKey: api.cooperation.key() }),
  }
}
