import { lazy, Suspense } from 'react'
import type { RouteObject } from 'react-router'

const BundlesPage = lazy(async () => ({ default: (await import('./BundlesPage.tsx')).BundlesPage }))

export const bundlesRoutes: RouteObject[] = [
  {
    path: 'bundles',
    element: (
      <Suspense fallback={null}>
        <BundlesPage />
      </Suspense>
    ),
  },
]
