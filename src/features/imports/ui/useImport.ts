import { useQueryClient } from '@tanstack/react-query'
import { useRef, useState } from 'react'
import { failureOf } from '../../../base/common/failures.ts'
import type { Failure } from '../../../base/common/result.ts'
import { useApi, useClient } from '../../../base/ui/api.tsx'
import { useFiles } from '../../files/ui/useFiles.ts'
import type { ColumnMapping } from '../common/columnMapping.ts'
import type { importContract } from '../common/contract.ts'
import type { AppliedImport, ApplyInput, ImportProgress, StagedImport } from '../common/importSchemas.ts'

export interface Reading {
  sheet?: string
  mapping?: ColumnMapping
  communes?: Record<string, string>
}

type Answer<Value> = AsyncIterator<ImportProgress, Value>

/** One import from the chosen file to the book: read, look, write; every long step with progress and a way out. */
export function useImport() {
  const client = useClient<{ imports: typeof importContract }>()
  const api = useApi<{ imports: typeof importContract }>()
  const files = useFiles()
  const queries = useQueryClient()
  const file = useRef<File>(undefined)
  const { run, progress, failure, cancel } = useLongStep()
  const [staged, setStaged] = useState<StagedImport>()
  const [applied, setApplied] = useState<AppliedImport>()

  const forget = async () => {
    if (staged !== undefined && applied === undefined) {
      await client.imports.drop({ batchId: staged.batchId }).catch(() => undefined)
    }
    setStaged(undefined)
    setApplied(undefined)
  }
  const read = async (chosen: File, reading: Reading = {}) => {
    file.current = chosen
    await run({
      phase: 'opening',
      call: async (signal) => {
        await forget()
        const { ticket } = await files.put(chosen)
        return client.imports.read({ ticket, ...reading }, { signal })
      },
      take: setStaged,
    })
  }
  const apply = async (input: ApplyInput) => {
    await run({ phase: 'writing', call: (signal) => client.imports.apply(input, { signal }), take: setApplied })
    await queries.invalidateQueries()
  }
  return {
    progress,
    staged,
    applied,
    failure,
    cancel,
    read: (chosen: File) => void read(chosen),
    reread: (reading: Reading) => {
      if (file.current !== undefined) void read(file.current, reading)
    },
    apply: (input: ApplyInput) => void apply(input),
    leave: () => void forget().then(() => queries.invalidateQueries({ queryKey: api.imports.list.key() })),
    setCounts: (counts: StagedImport['counts']) => setStaged((now) => (now === undefined ? now : { ...now, counts })),
  }
}

interface LongStep<Value> {
  phase: ImportProgress['phase']
  call: (signal: AbortSignal) => Promise<Answer<Value>>
  take: (value: Value) => void
}

/** Follows one call that answers with progress; a stop or a failure is told, never thrown. */
function useLongStep() {
  const abort = useRef<AbortController>(undefined)
  const [progress, setProgress] = useState<ImportProgress>()
  const [failure, setFailure] = useState<Failure>()
  const run = async <Value>({ phase, call, take }: LongStep<Value>): Promise<void> => {
    const controller = new AbortController()
    abort.current = controller
    setFailure(undefined)
    setProgress({ phase, done: 0, total: 0 })
    try {
      take(await follow(await call(controller.signal), setProgress))
    } catch (error) {
      setFailure(controller.signal.aborted ? { code: 'common.cancelled', params: {} } : failureOf(error))
    } finally {
      setProgress(undefined)
    }
  }
  return { run, progress, failure, cancel: () => abort.current?.abort() }
}

async function follow<Value>(events: Answer<Value>, report: (progress: ImportProgress) => void): Promise<Value> {
  for (;;) {
    const step = await events.next()
    if (step.done === true) return step.value
    report(step.value)
  }
}
