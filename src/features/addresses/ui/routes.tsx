import type { RouteObject } from 'react-router'
import { lazyPage } from '../../../base/ui/lazyPage.tsx'

export const addressesRoutes: RouteObject[] = [
  { path: 'addresses/requests', element: lazyPage(async () => (await import('./RequestsPage.tsx')).RequestsPage) },
  {
    path: 'addresses/counts',
    element: lazyPage(async () => (await import('./CategoryCountPage.tsx')).CategoryCountPage),
  },
  { path: 'addresses', element: lazyPage(async () => (await import('./AddressListPage.tsx')).AddressListPage) },
  { path: 'addresses/:id', element: lazyPage(async () => (await import('./AddressPage.tsx')).AddressPage) },
]
