import { createTanstackQueryUtils } from '@orpc/tanstack-query'
import type { QueryClient } from '@tanstack/react-query'
import type { AppClient } from './connectCore.ts'

/** Where the day begins (`StartPage.tsx`). */
const START = /^(#\/?(today)?)?$/

/** Longer than this nobody waits for the first screen's lines before the frame around them is drawn, in milliseconds. */
const PATIENCE = 150

/**
 * Asks what the first screen of the office shows while its code is still on the way; the pages find the answers, or the refusal,
 * in the cache. Resolves when it is known who is there and what there is to do: drawing anything before is drawing it twice.
 */
export async function askAhead(client: AppClient, queries: QueryClient): Promise<void> {
  const api = createTanstackQueryUtils(client)
  const known = queries.prefetchQuery(api.accounts.me.queryOptions())
  const shown = [
    queries.prefetchQuery(api.accounts.status.queryOptions()),
    queries.prefetchQuery(api.backups.status.queryOptions()),
  ]
  if (START.test(location.hash)) shown.push(queries.prefetchQuery(api.today.worklist.queryOptions()))
  await known
  await Promise.race([Promise.all(shown), new Promise((resolve) => setTimeout(resolve, PATIENCE))])
}
