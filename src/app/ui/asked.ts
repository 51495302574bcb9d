import { QueryClient } from '@tanstack/react-query'
import { askAhead } from './askAhead.ts'
import { connectCore } from './connectCore.ts'
import { sessionToken } from './sessionToken.ts'

/**
 * The core answers from the same machine: no retries, nothing stale for long, no refetch storms on focus, and no waiting for
 * the Internet when the cable is drawn.
 */
export const queries = new QueryClient({
  defaultOptions: {
    queries: { networkMode: 'always', retry: false, staleTime: 2000, refetchOnWindowFocus: false },
    mutations: { networkMode: 'always', retry: false },
  },
})

/**
 * A file of its own, run as soon as it has come (`vite.firstScreen.ts`): the core is asked while the rest of the page is still
 * being compiled.
 */
export const core = connectCore()

/** For whoever is signed in still: resolves when the first screen can be drawn. */
export const asked = sessionToken.get() === undefined ? undefined : core.then((client) => askAhead(client, queries))
