import type { RouteObject } from 'react-router'
import { lazyPage } from '../../../base/ui/lazyPage.tsx'

export const duplicateRoutes: RouteObject[] = [
  { path: 'duplicates', element: lazyPage(async () => (await import('./DuplicatesPage.tsx')).DuplicatesPage) },
]
