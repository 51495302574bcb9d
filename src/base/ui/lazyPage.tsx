import { type ComponentType, lazy, type ReactElement, Suspense } from 'react'
import { SkeletonRows } from './SkeletonRows.tsx'

/**
 * A page whose code is fetched when it is first opened, so that the first screen is small:
 * `lazyPage(async () => (await import('./DonorPage.tsx')).DonorPage)`.
 */
export function lazyPage(load: () => Promise<ComponentType>): ReactElement {
  const Page = lazy(async () => ({ default: await load() }))
  return (
    <Suspense fallback={<SkeletonRows label="" columns={4} />}>
      <Page />
    </Suspense>
  )
}
