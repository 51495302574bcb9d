import type { RouteObject } from 'react-router'
import { lazyPage } from '../../../base/ui/lazyPage.tsx'

/** Tiếp nhận – trao. */
export const ledgerRoutes: RouteObject[] = [
  { path: 'rounds', element: lazyPage(async () => (await import('./RoundListPage.tsx')).RoundListPage) },
  { path: 'rounds/new', element: lazyPage(async () => (await import('./NewRoundPage.tsx')).NewRoundPage) },
  { path: 'rounds/:id', element: lazyPage(async () => (await import('./RoundPage.tsx')).RoundPage) },
  { path: 'receipts/batch', element: lazyPage(async () => (await import('./BatchPage.tsx')).BatchPage) },
  { path: 'deliveries', element: lazyPage(async () => (await import('./DeliveryListPage.tsx')).DeliveryListPage) },
  { path: 'books', element: lazyPage(async () => (await import('./BooksPage.tsx')).BooksPage) },
  { path: 'receipts', element: lazyPage(async () => (await import('./ReceiptListPage.tsx')).ReceiptListPage) },
]
