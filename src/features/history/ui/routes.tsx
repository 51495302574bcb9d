import type { RouteObject } from 'react-router'
import { lazyPage } from '../../../base/ui/lazyPage.tsx'

export const historyRoutes: RouteObject[] = [
  { path: 'audit/changes', element: lazyPage(async () => (await import('./ChangeLogPage.tsx')).ChangeLogPage) },
]
