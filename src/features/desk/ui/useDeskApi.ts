import { useApi } from '../../../base/ui/api.tsx'
import type { deskContract } from '../common/contract.ts'

export function useDeskApi() {
  return useApi<{ desk: typeof deskContract }>().desk
}
