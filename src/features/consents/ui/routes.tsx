import type { RouteObject } from 'react-router'
import { lazyPage } from '../../../base/ui/lazyPage.tsx'

export const consentRoutes: RouteObject[] = [
  { path: 'consents', element: lazyPage(async () => (await import('./MissingConsentsPage.tsx')).MissingConsentsPage) },
]
