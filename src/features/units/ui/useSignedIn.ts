import { useQuery } from '@tanstack/react-query'
import type { Right } from '../../../base/common/rights.ts'
import { useApi } from '../../../base/ui/api.tsx'
import type { accountContract } from '../../accounts/common/contract.ts'

export interface Signed {
  may: (right: Right) => boolean
  /** Whether the office stands over many communes. */
  manyCommunes: boolean
  practice: boolean
}

/** Who works here, and where. */
export function useSignedIn(): Signed {
  const api = useApi<{ accounts: typeof accountContract }>()
  const { data } = useQuery(api.accounts.me.queryOptions({ staleTime: Number.POSITIVE_INFINITY }))
  return {
    may: (right) => data?.rights.includes(right) ?? false,
    manyCommunes: data !== undefined && data.kind !== 'branch',
    practice: data?.practice ?? false,
  }
}
