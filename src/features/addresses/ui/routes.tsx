import type { RouteObject } from 'react-router'
import { AddressListPage } from './AddressListPage.tsx'
import { AddressPage } from './AddressPage.tsx'

export const addressesRoutes: RouteObject[] = [
  { path: 'addresses', element: <AddressListPage /> },
  { path: 'addresses/:id', element: <AddressPage /> },
]
