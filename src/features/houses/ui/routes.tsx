import type { RouteObject } from 'react-router'
import { lazyPage } from '../../../base/ui/lazyPage.tsx'

export const houseRoutes: RouteObject[] = [
  { path: 'houses', element: lazyPage(async () => (await import('./HouseListPage.tsx')).HouseListPage) },
  { path: 'houses/:id', element: lazyPage(async () => (await import('./HousePage.tsx')).HousePage) },
]
