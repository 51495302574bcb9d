import { useQuery } from '@tanstack/react-query'
import { useApi } from '../../../base/ui/api.tsx'
import type { accountContract } from '../../accounts/common/contract.ts'

/** Who works here, and where; what they may do is `useMay`. */
export function useSignedIn() {
  const api = useApi<{ accounts: typeof accountContract }>()
  const me = useQuery(api.accounts.me.queryOptions({ staleTime: Number.POSITIVE_INFINITY })).data
  return {
    me,
    /** Whether the office stands over many communes. */
    manyCommunes: me !== undefined && me.kind !== 'branch',
    practice: me?.practice ?? false,
  }
}
