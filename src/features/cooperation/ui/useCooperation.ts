import { useQueryClient } from '@tanstack/react-query'
import { useApi, useClient } from '../../../base/ui/api.tsx'
import { useRights } from '../../../base/ui/useMay.ts'
import type { cooperationContract } from '../common/contract.ts'

type Contracts = { cooperation: typeof cooperationContract }

/** What the page of this feature asks the core for, and how it says that something changed there. */
export function useCooperation() {
  const api = useApi<Contracts>()
  const client = useClient<Contracts>()
  const queries = useQueryClient()
  return {
    api,
    client,
    may: useRights(),
    refresh: () => queries.invalidateQueries({ queryKey: api.cooperation.key() }),
  }
}
