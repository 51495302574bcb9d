import { Navigate } from 'react-router'
import type { SignedIn } from '../../features/accounts/common/contract.ts'
import { useSignedIn } from '../../features/units/ui/useSignedIn.ts'

/** Where an office's day begins: its list of work, or for a Lao partner the activities it shares with ours. */
export function startPath(kind: SignedIn['kind']): string {
  return kind === 'partner' ? '/cooperation' : '/today'
}

/** Leads there whoever asks for no page, or for one that is not there. */
export function StartPage() {
  const { me } = useSignedIn()
  if (me === undefined) return null
  return <Navigate to={startPath(me.kind)} replace />
}
