import { lazy, Suspense } from 'react'
import type { RouteObject } from 'react-router'

const ImportPage = lazy(async () => ({ default: (await import('./ImportPage.tsx')).ImportPage }))

export const importRoutes: RouteObject[] = [
  {
    path: 'import',
    element: (
      <Suspense fallback={null}>
        <ImportPage />
      </Suspense>
    ),
  },
]
