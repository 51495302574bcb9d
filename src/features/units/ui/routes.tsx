import type { RouteObject } from 'react-router'
import { lazyPage } from '../../../base/ui/lazyPage.tsx'

export const unitsRoutes: RouteObject[] = [
  { path: 'villages', element: lazyPage(async () => (await import('./VillagesPage.tsx')).VillagesPage) },
  { path: 'settings/words', element: lazyPage(async () => (await import('./WordsPage.tsx')).WordsPage) },
]
