import { useRef, useState } from 'react'
import { addMonths, monthOf, type Quarter, quarterOf, quarterWindow } from '../../../base/common/day.ts'
import { failureOf } from '../../../base/common/failures.ts'
import type { Failure } from '../../../base/common/result.ts'
import { officeToday } from '../../../base/ui/officeToday.ts'
import type { CreateEvent, Period } from '../common/bundleSchemas.ts'
import { useBundles } from './useBundles.ts'

export type MadeBundle = Extract<CreateEvent, { kind: 'done' }>['bundle']

/** The quarter whose report is due: the present one in its last month, else the one before. */
export function lastQuarter(): Quarter {
  return quarterOf(`${addMonths(monthOf(officeToday()), -2)}-01`)
}

/**
 * The days a report of this quarter tells of. Before the last month of the quarter it tells up to today only: named whole, it
 * would pass for the quarter's report above and below, and nobody would ask for the rest.
 */
export function reportPeriod(quarter: Quarter): Period {
  const window = quarterWindow(quarter)
  return monthOf(officeToday()) < monthOf(window.to) ? { ...window, to: officeToday() } : window
}

interface SendInput {
  toUnit: string
  period: Period
  everything: boolean
}

/** Makes the next report and follows how far it is. */
export function useMakeBundle() {
  const { client, refresh } = useBundles()
  const abort = useRef<AbortController>(undefined)
  const [progress, setProgress] = useState<{ done: number; total: number }>()
  const [made, setMade] = useState<MadeBundle>()
  const [failure, setFailure] = useState<Failure>()
  const start = async (input: SendInput) => {
    const controller = new AbortController()
    abort.current = controller
    setFailure(undefined)
    setProgress({ done: 0, total: 0 })
    try {
      for await (const event of await client.bundles.create(input, { signal: controller.signal })) {
        if (event.kind === 'done') setMade(event.bundle)
        else setProgress(event)
      }
      await refresh()
    } catch (error) {
      setFailure(failureOf(error))
    } finally {
      setProgress(undefined)
    }
  }
  return {
    made,
    failure,
    running: progress !== undefined,
    done: progress?.done ?? 0,
    total: progress?.total ?? 0,
    start: (input: SendInput) => void start(input),
    cancel: () => abort.current?.abort(),
    reset: () => setMade(undefined),
  }
}
