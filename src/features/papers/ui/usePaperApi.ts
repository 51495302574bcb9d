import { useApi } from '../../../base/ui/api.tsx'
import type { paperContract } from '../common/contract.ts'

export function usePaperApi() {
  return useApi<{ papers: typeof paperContract }>().papers
}
