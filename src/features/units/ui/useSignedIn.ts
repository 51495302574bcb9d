import { useQuery } from '@tanstack/react-query'
import type { Right } from '../../../base/common/rights.ts'
import { useApi } from '../../../base/ui/api.tsx'
import type { accountContract } from '../../accounts/common/contract.ts'

/** Who works here: whether they may do something, and whether the office stands over many communes. */
export function useSignedIn(): { may: (right: Right) => boolean; manyCommunes: boolean } {
  const api = useApi<{ accounts: typeof accountContract }>()
  const { data } = useQuery(api.accounts.me.queryOptions({ staleTime: Number.POSITIVE_INFINITY }))
  return {
    may: (right) => data?.rights.includes(right) ?? false,
    manyCommunes: data !== undefined && data.kind !== 'branch',
  }
}
