import { createContext, useContext } from 'react'
import type { Right } from '../common/rights.ts'

/** What the signed-in user may do; the app fills it from `accounts.me`. Nobody signed in: nothing. */
export const RightsContext = createContext<readonly Right[]>([])

/**
 * Whether the signed-in user has a right: to leave out what the core would refuse. It hides, it does not protect:
 * rights are enforced by `requireRight` alone.
 */
export function useMay(right: Right): boolean {
  return useContext(RightsContext).includes(right)
}
