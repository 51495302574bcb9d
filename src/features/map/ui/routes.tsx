import type { RouteObject } from 'react-router'
import { lazyPage } from '../../../base/ui/lazyPage.tsx'

export const mapRoutes: RouteObject[] = [
  { path: 'map', element: lazyPage(async () => (await import('./MapPage.tsx')).MapPage) },
]
