import { eventIterator } from '@orpc/contract'
import { implement } from '@orpc/server'
import * as z from 'zod'
import type { App } from '../../src/app/core/createApp.ts'
import { failures } from '../../src/base/common/declareFailures.ts'
import { refuse } from '../../src/base/common/failures.ts'
import { command, query } from '../../src/base/common/procedure.ts'
import type { DoorContext } from '../../src/db/requireRight.ts'

/** What a shell may meet, in its plainest form, beside the real procedures. */
const probeContract = {
  count: query('anyone')
    .input(z.object({ events: z.number(), fillerBytes: z.number().default(0), failAfter: z.number().optional() }))
    .output(eventIterator(z.object({ done: z.number(), filler: z.string() })))
    .errors(failures('probe.stopped')),
  wait: command('anyone').output(z.object({})),
}

export interface ProbeState {
  /** Events handed out by `count` so far. */
  made: number
  /** `count` was left, by its end or by its reader. */
  left: boolean
  /** `wait` is being served. */
  waiting: boolean
  /** The caller of `wait` went away. */
  aborted: boolean
}

/** The app with the probe's procedures beside its own, and what they have seen. */
export function withProbe(app: App) {
  const state: ProbeState = { made: 0, left: false, waiting: false, aborted: false }
  const os = implement(probeContract).$context<DoorContext>()
  const probe = {
    count: os.count.handler(async function* ({ input }) {
      const filler = '.'.repeat(input.fillerBytes)
      try {
        for (let done = 1; done <= input.events; done += 1) {
          if (input.failAfter !== undefined && done > input.failAfter) refuse('probe.stopped', { done })
          state.made = done
          yield { done, filler }
        }
      } finally {
        state.left = true
      }
    }),
    wait: os.wait.handler(async ({ signal }) => {
      state.waiting = true
      await new Promise((resolve) => signal?.addEventListener('abort', resolve, { once: true }))
      state.aborted = true
      return {}
    }),
  }
  return { app: { ...app, router: { ...app.router, probe } }, state }
}

export type ProbedApp = ReturnType<typeof withProbe>['app']
