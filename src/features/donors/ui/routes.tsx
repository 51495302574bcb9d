import type { RouteObject } from 'react-router'
import { DonorListPage } from './DonorListPage.tsx'
import { DonorPage } from './DonorPage.tsx'

export const donorRoutes: RouteObject[] = [
  { path: 'donors', element: <DonorListPage /> },
  { path: 'donors/:id', element: <DonorPage /> },
]
