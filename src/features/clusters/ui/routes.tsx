import type { RouteObject } from 'react-router'
import { lazyPage } from '../../../base/ui/lazyPage.tsx'

export const clusterRoutes: RouteObject[] = [
  { path: 'clusters', element: lazyPage(async () => (await import('./ClustersPage.tsx')).ClustersPage) },
]
