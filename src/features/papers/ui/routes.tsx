import type { RouteObject } from 'react-router'
import { lazyPage } from '../../../base/ui/lazyPage.tsx'

export const paperRoutes: RouteObject[] = [
  { path: 'papers', element: lazyPage(async () => (await import('./PapersPage.tsx')).PapersPage) },
  { path: 'papers/letterhead', element: lazyPage(async () => (await import('./LetterheadPage.tsx')).LetterheadPage) },
  { path: 'papers/wording', element: lazyPage(async () => (await import('./WordingPage.tsx')).WordingPage) },
  { path: 'papers/log', element: lazyPage(async () => (await import('./PrintLogPage.tsx')).PrintLogPage) },
]
