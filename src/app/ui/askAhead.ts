import { createTanstackQueryUtils } from '@orpc/tanstack-query'
import type { QueryClient } from '@tanstack/react-query'
import type { AppClient } from './connectCore.ts'

/** Where the day begins (`StartPage.tsx`). */
const START = /^(#\/?(today)?)?$/

/**
 * Asks what the first screen of the office shows while its code is still on the way; the pages find the answers, or the refusal,
 * in the cache. Resolves when it is known who is there: drawing anything before is drawing it twice.
 */
export async function askAhead(client: AppClient, queries: QueryClient): Promise<void> {
  const api = createTanstackQueryUtils(client)
  const known = queries.prefetchQuery(api.accounts.me.queryOptions())
  void queries.prefetchQuery(api.accounts.status.queryOptions())
  void queries.prefetchQuery(api.backups.status.queryOptions())
  if (START.test(location.hash)) {
    void queries.prefetchQuery(api.today.worklist.queryOptions())
    void queries.prefetchQuery(api.backups.list.queryOptions())
  }
  await known
}
