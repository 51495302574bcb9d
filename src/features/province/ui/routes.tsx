import type { RouteObject } from 'react-router'
import { lazyPage } from '../../../base/ui/lazyPage.tsx'

export const provinceRoutes: RouteObject[] = [
  { path: 'province', element: lazyPage(async () => (await import('./ProvincePage.tsx')).ProvincePage) },
]
