import type { RouteObject } from 'react-router'
import { HouseListPage } from './HouseListPage.tsx'
import { HousePage } from './HousePage.tsx'

export const houseRoutes: RouteObject[] = [
  { path: 'houses', element: <HouseListPage /> },
  { path: 'houses/:id', element: <HousePage /> },
]
