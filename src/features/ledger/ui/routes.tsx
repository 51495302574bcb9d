import { lazy, Suspense } from 'react'
import type { RouteObject } from 'react-router'

const RoundListPage = lazy(async () => ({ default: (await import('./RoundListPage.tsx')).RoundListPage }))
const NewRoundPage = lazy(async () => ({ default: (await import('./NewRoundPage.tsx')).NewRoundPage }))
const RoundPage = lazy(async () => ({ default: (await import('./RoundPage.tsx')).RoundPage }))
const ReceiptListPage = lazy(async () => ({ default: (await import('./ReceiptListPage.tsx')).ReceiptListPage }))

/** Tiếp nhận – trao. */
export const ledgerRoutes: RouteObject[] = [
  { path: 'rounds', element: <Suspense>{<RoundListPage />}</Suspense> },
  { path: 'rounds/new', element: <Suspense>{<NewRoundPage />}</Suspense> },
  { path: 'rounds/:id', element: <Suspense>{<RoundPage />}</Suspense> },
  { path: 'receipts', element: <Suspense>{<ReceiptListPage />}</Suspense> },
]
