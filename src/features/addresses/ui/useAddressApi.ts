import { useQueryClient } from '@tanstack/react-query'
import { useCallback } from 'react'
import { useApi } from '../../../base/ui/api.tsx'
import type { addressContract } from '../common/contract.ts'

export function useAddressApi() {
  return useApi<{ addresses: typeof addressContract }>().addresses
}

/** After a write everything on screen may have changed: lists, counts, villages, today's tasks. All of it is asked anew. */
export function useRefreshAfterWrite(): () => Promise<void> {
  const queries = useQueryClient()
  return useCallback(() => queries.invalidateQueries(), [queries])
}
