import { useApi } from '../../../base/ui/api.tsx'
import type { mapContract } from '../common/contract.ts'

export function useMapApi() {
  return useApi<{ map: typeof mapContract }>().map
}
