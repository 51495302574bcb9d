import { createContext, useContext } from 'react'
import type { Right } from '../common/rights.ts'

/** What the signed-in user may do; the app fills it from `accounts.me`. Nobody signed in: nothing. */
export const RightsContext = createContext<readonly Right[]>([])

/** What `useMay` asks, for pages that ask it often. */
export function useRights(): (right: Right) => boolean {
  const rights = useContext(RightsContext)
  return (right) => rights.includes(right)
}

/**
 * Whether the signed-in user has a right: to leave out what the core would refuse. It hides, it does not protect:
 * rights are enforced by `requireRight` alone.
 */
export function useMay(right: Right): boolean {
  return useRights()(right)
}
