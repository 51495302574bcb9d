import type { RouteObject } from 'react-router'
import { lazyPage } from '../../../base/ui/lazyPage.tsx'

export const accountRoutes: RouteObject[] = [
  { path: 'users', element: lazyPage(async () => (await import('./UsersPage.tsx')).UsersPage) },
]
