import { useMutation } from '@tanstack/react-query'
import { useApi } from '../../../base/ui/api.tsx'
import type { duplicateContract } from '../../duplicates/common/contract.ts'
import { useRefreshAfterWrite } from './useAddressApi.ts'

/** Remembers for ever that an address and those it was compared with are two people. */
export function useTwoPeople(id: string): (otherIds: string[]) => void {
  const api = useApi<{ duplicates: typeof duplicateContract }>()
  const refresh = useRefreshAfterWrite()
  const dismiss = useMutation(api.duplicates.dismiss.mutationOptions({ onSuccess: refresh }))
  return (otherIds) => dismiss.mutate({ kind: 'address', id, otherIds })
}
