import type { RouteObject } from 'react-router'
import { MatchingPage } from './MatchingPage.tsx'
import { PairingListPage } from './PairingListPage.tsx'
import { PairingPage } from './PairingPage.tsx'

export const pairingRoutes: RouteObject[] = [
  { path: 'pairings', element: <PairingListPage /> },
  { path: 'pairings/match', element: <MatchingPage /> },
  { path: 'pairings/:id', element: <PairingPage /> },
]
