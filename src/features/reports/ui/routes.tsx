import type { RouteObject } from 'react-router'
import { lazyPage } from '../../../base/ui/lazyPage.tsx'

export const reportsRoutes: RouteObject[] = [
  { path: 'reports/quarter', element: lazyPage(async () => (await import('./QuarterPage.tsx')).QuarterPage) },
]
