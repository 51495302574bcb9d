import { useApi } from '../../../base/ui/api.tsx'
import type { duplicateContract } from '../common/contract.ts'

export function useDuplicateApi() {
  return useApi<{ duplicates: typeof duplicateContract }>().duplicates
}
