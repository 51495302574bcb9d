import type { RouteObject } from 'react-router'
import { lazyPage } from '../../../base/ui/lazyPage.tsx'

export const bundlesRoutes: RouteObject[] = [
  { path: 'bundles', element: lazyPage(async () => (await import('./BundlesPage.tsx')).BundlesPage) },
  {
    path: 'reorganise',
    element: lazyPage(async () => (await import('./books/ReorganisePage.tsx')).ReorganisePage),
  },
]
