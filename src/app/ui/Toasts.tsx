import { lazy, Suspense } from 'react'
import { useLater } from '../../base/ui/useLater.ts'

const ToastsShown = lazy(async () => ({ default: (await import('./ToastsShown.tsx')).ToastsShown }))

/** Where messages come up; what was said before it is there is said then. */
export function Toasts() {
  return useLater() ? (
    <Suspense fallback={null}>
      <ToastsShown />
    </Suspense>
  ) : null
}
