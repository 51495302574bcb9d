import { useState } from 'react'
import { failureOf } from '../../../base/common/failures.ts'
import type { Failure } from '../../../base/common/result.ts'
import { useFiles } from '../../files/ui/useFiles.ts'
import type { InspectedBundle, OpenedReport } from '../common/bundleSchemas.ts'
import { useBundles } from './useBundles.ts'

export interface Acceptance {
  acceptGap?: boolean
  acceptNewSeries?: boolean
}

/** A picked file on its way into the books. */
export interface IncomingFile {
  key: string
  file: File
  state: 'reading' | 'ready' | 'opening' | 'opened' | 'refused'
  report?: InspectedBundle
  opened?: OpenedReport
  failure?: Failure
}

/** The files picked, each read first and taken in when a person says so; one after another, in the order sent. */
export function useIncoming() {
  const { client, refresh } = useBundles()
  const tickets = useFiles()
  const [files, setFiles] = useState<readonly IncomingFile[]>([])
  const set = (key: string, changes: Partial<IncomingFile>) =>
    setFiles((all) => all.map((each) => (each.key === key ? { ...each, ...changes } : each)))

  const inspect = async ({ key, file }: IncomingFile) => {
    try {
      const { ticket } = await tickets.put(file)
      set(key, { state: 'ready', report: await client.bundles.inspect({ ticket }) })
    } catch (error) {
      set(key, { state: 'refused', failure: failureOf(error) })
    }
  }
  const open = async ({ key, file }: IncomingFile, accept: Acceptance) => {
    set(key, { state: 'opening' })
    try {
      // Handed over anew: a person may have phoned the branch for longer than a ticket lives.
      const { ticket } = await tickets.put(file)
      set(key, { state: 'opened', opened: await client.bundles.open({ ticket, ...accept }) })
    } catch (error) {
      set(key, { state: 'refused', failure: failureOf(error) })
    }
    await refresh()
  }
  const add = async (picked: readonly File[]) => {
    const added = picked.map((file): IncomingFile => ({ key: crypto.randomUUID(), file, state: 'reading' }))
    setFiles((all) => [...all, ...added])
    for (const each of added) await inspect(each)
  }
  const openAll = async (ready: readonly IncomingFile[]) => {
    const inOrder = [...ready].sort((a, b) => (a.report?.seq ?? 0) - (b.report?.seq ?? 0))
    for (const each of inOrder) await open(each, {})
  }
  return {
    files,
    add: (picked: readonly File[]) => void add(picked),
    open: (file: IncomingFile, accept: Acceptance) => void open(file, accept),
    openAll: (ready: readonly IncomingFile[]) => void openAll(ready),
    drop: ({ key }: IncomingFile) => setFiles((all) => all.filter((each) => each.key !== key)),
  }
}
