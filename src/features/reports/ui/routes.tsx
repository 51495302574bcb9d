import { lazy, Suspense } from 'react'
import type { RouteObject } from 'react-router'

const QuarterPage = lazy(async () => ({
  default: (await import('./QuarterPage.tsx')).QuarterPage,
}))

export const reportsRoutes: RouteObject[] = [
  {
    path: 'reports/quarter',
    element: (
      <Suspense fallback={null}>
        <QuarterPage />
      </Suspense>
    ),
  },
]
