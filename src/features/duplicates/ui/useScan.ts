import { useQueryClient } from '@tanstack/react-query'
import { useRef, useState } from 'react'
import { failureOf } from '../../../base/common/failures.ts'
import type { Failure } from '../../../base/common/result.ts'
import { useClient } from '../../../base/ui/api.tsx'
import type { duplicateContract } from '../common/contract.ts'
import type { DuplicateKind, ScanProgress, ScanResult } from '../common/duplicateSchemas.ts'

/** One look through the whole book: its progress, a way out, and what it found. */
export function useScan(kind: DuplicateKind) {
  const client = useClient<{ duplicates: typeof duplicateContract }>()
  const queries = useQueryClient()
  const abort = useRef<AbortController>(undefined)
  const [progress, setProgress] = useState<ScanProgress>()
  const [result, setResult] = useState<ScanResult>()
  const [failure, setFailure] = useState<Failure>()
  const run = async () => {
    const controller = new AbortController()
    abort.current = controller
    setFailure(undefined)
    setResult(undefined)
    setProgress({ phase: 'reading', done: 0, total: 0 })
    try {
      const events = await client.duplicates.scan({ kind }, { signal: controller.signal })
      for (;;) {
        const step = await events.next()
        if (step.done === true) {
          setResult(step.value)
          break
        }
        setProgress(step.value)
      }
      await queries.invalidateQueries()
    } catch (error) {
      if (!controller.signal.aborted) setFailure(failureOf(error))
    } finally {
      setProgress(undefined)
    }
  }
  return { progress, result, failure, start: () => void run(), stop: () => abort.current?.abort() }
}
