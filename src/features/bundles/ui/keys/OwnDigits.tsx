import { useQuery } from '@tanstack/react-query'
import { failureOf } from '../../../../base/common/failures.ts'
import { FailureNotice } from '../../../../base/ui/FailureNotice.tsx'
import { useBundles } from '../useBundles.ts'

/** The 30 digits of this office, to be read out by phone. */
export function OwnDigits() {
  const { api } = useBundles()
  const own = useQuery(api.bundles.keys.own.queryOptions({ staleTime: Number.POSITIVE_INFINITY }))
  if (own.error !== null) return <FailureNotice failure={failureOf(own.error)} />
  return <output className="nc-key-digits num">{own.data?.digits ?? '…'}</output>
}
