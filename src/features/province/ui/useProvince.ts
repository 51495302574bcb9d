import { useQueryClient } from '@tanstack/react-query'
import { useApi, useClient } from '../../../base/ui/api.tsx'
import { useMay } from '../../../base/ui/useMay.ts'
import type { bundleContract } from '../../bundles/common/contract.ts'
import type { reportContract } from '../../reports/common/contract.ts'
import type { provinceContract } from '../common/contract.ts'

type Contracts = {
  bundles: typeof bundleContract
  province: typeof provinceContract
  reports: typeof reportContract
}

/** What the desk asks the core for; it brings together what belongs to bundles, reports and itself. */
export function useProvince() {
  const api = useApi<Contracts>()
  const client = useClient<Contracts>()
  const queries = useQueryClient()
  return {
    api,
    client,
    mayOpen: useMay('bundles.open'),
    refresh: async () => {
      await queries.invalidateQueries({ queryKey: api.province.key() })
      await queries.invalidateQueries({ queryKey: api.reports.key() })
    },
  }
}
