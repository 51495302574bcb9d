import { useQuery } from '@tanstack/react-query'
import { Navigate } from 'react-router'
import { useApi } from '../../base/ui/api.tsx'
import type { contract } from '../common/contract.ts'

/** Where an office's day begins: its list of work, or for a Lao partner the activities it shares with ours. */
export function StartPage() {
  const api = useApi<typeof contract>()
  const me = useQuery(api.accounts.me.queryOptions()).data
  if (me === undefined) return null
  return <Navigate to={me.kind === 'partner' ? '/cooperation' : '/today'} replace />
}
