import type { RouteObject } from 'react-router'
import { lazyPage } from '../../../base/ui/lazyPage.tsx'

export const donorRoutes: RouteObject[] = [
  { path: 'donors', element: lazyPage(async () => (await import('./DonorListPage.tsx')).DonorListPage) },
  { path: 'donors/:id', element: lazyPage(async () => (await import('./DonorPage.tsx')).DonorPage) },
]
