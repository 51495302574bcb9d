import { Navigate } from 'react-router'
import { useSignedIn } from '../../features/units/ui/useSignedIn.ts'

/** Where an office's day begins: its list of work, or for a Lao partner the activities it shares with ours. */
export function StartPage() {
  const { me } = useSignedIn()
  if (me === undefined) return null
  return <Navigate to={me.kind === 'partner' ? '/cooperation' : '/today'} replace />
}
