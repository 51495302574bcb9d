import type { RouteObject } from 'react-router'
import { lazyPage } from '../../../base/ui/lazyPage.tsx'

export const importRoutes: RouteObject[] = [
  { path: 'import', element: lazyPage(async () => (await import('./ImportPage.tsx')).ImportPage) },
]
