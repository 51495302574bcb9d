import type { ContractRouter, ContractRouterClient } from '@orpc/contract'
import { createTanstackQueryUtils, type RouterUtils } from '@orpc/tanstack-query'
import { createContext, type ReactNode, useContext, useMemo } from 'react'
import type { ProcedureMeta } from '../common/procedure.ts'
import type { CallContext } from './callContext.ts'

const ApiContext = createContext<unknown>(undefined)

/** Gives the pages below the client of the whole contract. */
export function ApiProvider({ client, children }: { client: object; children: ReactNode }) {
  return <ApiContext.Provider value={client}>{children}</ApiContext.Provider>
}

/**
 * The client for the procedures a page uses, named by their contracts: `useClient<{ addresses: typeof addressContract }>()`.
 * A feature sees only contracts, so it cannot reach into another feature's core.
 */
export function useClient<Contract extends ContractRouter<ProcedureMeta>>(): ContractRouterClient<
  Contract,
  CallContext
> {
  const client = useContext(ApiContext)
  if (client === undefined) throw new Error('no ApiProvider above')
  // Safe: the app hands in the client of the contract that lists every feature.
  return client as ContractRouterClient<Contract, CallContext>
}

/** The same client as TanStack Query options: `useQuery(api.addresses.list.queryOptions({ input }))`. */
export function useApi<Contract extends ContractRouter<ProcedureMeta>>(): RouterUtils<
  ContractRouterClient<Contract, CallContext>
> {
  const client = useContext(ApiContext)
  return useMemo(() => {
    if (client === undefined) throw new Error('no ApiProvider above')
    // Safe: as in useClient.
    return createTanstackQueryUtils(client as ContractRouterClient<Contract, CallContext>)
  }, [client])
}
