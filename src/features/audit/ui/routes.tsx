import type { RouteObject } from 'react-router'
import { lazyPage } from '../../../base/ui/lazyPage.tsx'

export const auditRoutes: RouteObject[] = [
  { path: 'audit', element: lazyPage(async () => (await import('./AuditPage.tsx')).AuditPage) },
]
