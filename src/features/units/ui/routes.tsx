import type { RouteObject } from 'react-router'
import { VillagesPage } from './VillagesPage.tsx'

export const unitsRoutes: RouteObject[] = [{ path: 'villages', element: <VillagesPage /> }]
