import type { RouteObject } from 'react-router'
import { lazyPage } from '../../../base/ui/lazyPage.tsx'

export const pairingRoutes: RouteObject[] = [
  { path: 'pairings', element: lazyPage(async () => (await import('./PairingListPage.tsx')).PairingListPage) },
  { path: 'pairings/match', element: lazyPage(async () => (await import('./MatchingPage.tsx')).MatchingPage) },
  { path: 'pairings/endings', element: lazyPage(async () => (await import('./EndingsPage.tsx')).EndingsPage) },
  { path: 'pairings/:id', element: lazyPage(async () => (await import('./PairingPage.tsx')).PairingPage) },
]
