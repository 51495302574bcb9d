import type { RouteObject } from 'react-router'
import { lazyPage } from '../../../base/ui/lazyPage.tsx'

export const cooperationRoutes: RouteObject[] = [
  { path: 'cooperation', element: lazyPage(async () => (await import('./CooperationPage.tsx')).CooperationPage) },
]
