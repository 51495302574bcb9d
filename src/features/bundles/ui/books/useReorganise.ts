import { useQueryClient } from '@tanstack/react-query'
import { useApi, useClient } from '../../../../base/ui/api.tsx'
import { useMay } from '../../../../base/ui/useMay.ts'
import type { unitContract } from '../../../units/common/contract.ts'
import type { bundleContract } from '../../common/contract.ts'

type Contracts = { bundles: typeof bundleContract; units: typeof unitContract }

/** What the page of reorganisations asks the core for. */
export function useReorganise() {
  const queries = useQueryClient()
  return {
    api: useApi<Contracts>(),
    client: useClient<Contracts>(),
    mayRecord: useMay('office.settings'),
    maySend: useMay('bundles.send'),
    mayOpen: useMay('bundles.open'),
    /** A reorganisation may change any name on screen, a book any record. */
    refreshAll: () => queries.invalidateQueries(),
  }
}
