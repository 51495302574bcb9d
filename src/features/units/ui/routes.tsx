import type { RouteObject } from 'react-router'
import { lazyPage } from '../../../base/ui/lazyPage.tsx'

export const unitsRoutes: RouteObject[] = [
  { path: 'villages', element: lazyPage(async () => (await import('./VillagesPage.tsx')).VillagesPage) },
]
