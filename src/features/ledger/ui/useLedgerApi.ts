import { useQueryClient } from '@tanstack/react-query'
import { useCallback } from 'react'
import { useApi } from '../../../base/ui/api.tsx'
import type { ledgerContract } from '../common/contract.ts'

export function useLedgerApi() {
  return useApi<{ ledger: typeof ledgerContract }>().ledger
}

/** Money shows on many pages (donors, pairings, today): after a write all of them ask again. */
export function useRefreshAll(): () => void {
  const queries = useQueryClient()
  return useCallback(() => void queries.invalidateQueries(), [queries])
}
