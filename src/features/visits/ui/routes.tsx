import type { RouteObject } from 'react-router'
import { lazyPage } from '../../../base/ui/lazyPage.tsx'

export const visitRoutes: RouteObject[] = [
  { path: 'visits', element: lazyPage(async () => (await import('./DueVisitsPage.tsx')).DueVisitsPage) },
]
