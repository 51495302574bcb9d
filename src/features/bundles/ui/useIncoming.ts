import { useRef, useState } from 'react'
import { failureOf } from '../../../base/common/failures.ts'
import type { Failure } from '../../../base/common/result.ts'
import { useFiles } from '../../files/ui/useFiles.ts'
import type { InspectedFile, OpenedFile } from '../common/fileSchemas.ts'
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
  seen?: InspectedFile
  opened?: OpenedFile
  failure?: Failure
}

/** The files picked, each read first and taken in when a person says so; one after another, in the order sent. */
export function useIncoming() {
  const { client, refresh } = useBundles()
  const tickets = useFiles()
  const [files, setFiles] = useState<readonly IncomingFile[]>([])
  // Long loops below need the list as it is now, not as it was when they began.
  const list = useRef<readonly IncomingFile[]>([])
  const change = (next: readonly IncomingFile[]) => {
    list.current = next
    setFiles(next)
  }
  const set = (key: string, changes: Partial<IncomingFile>) =>
    change(list.current.map((each) => (each.key === key ? { ...each, ...changes } : each)))

  const inspect = async ({ key, file }: IncomingFile) => {
    try {
      const { ticket } = await tickets.put(file)
      set(key, { state: 'ready', seen: await client.bundles.inspectFile({ ticket }) })
    } catch (error) {
      set(key, { state: 'refused', failure: failureOf(error) })
    }
  }
  const open = async ({ key, file }: IncomingFile, accept: Acceptance) => {
    set(key, { state: 'opening' })
    try {
      // Handed over anew: a person may have phoned the branch for longer than a ticket lives.
      const { ticket } = await tickets.put(file)
      set(key, { state: 'opened', opened: await client.bundles.openFile({ ticket, ...accept }) })
    } catch (error) {
      set(key, { state: 'refused', failure: failureOf(error) })
    }
    await refresh()
    // What was a gap or new a moment ago may now be the next number.
    for (const each of list.current.filter((other) => isWaiting(other))) await inspect(each)
  }
  const add = async (picked: readonly File[]) => {
    const added = picked.map((file): IncomingFile => ({ key: crypto.randomUUID(), file, state: 'reading' }))
    change([...list.current, ...added])
    for (const each of added) await inspect(each)
  }
  const openAll = async () => {
    for (let next = list.current.find(isNext); next !== undefined; next = list.current.find(isNext))
      await open(next, {})
  }
  return {
    files,
    add: (picked: readonly File[]) => void add(picked),
    open: (file: IncomingFile, accept: Acceptance) => void open(file, accept),
    openAll: () => void openAll(),
    drop: ({ key }: IncomingFile) => change(list.current.filter((each) => each.key !== key)),
  }
}

function isWaiting(file: IncomingFile): boolean {
  return file.state === 'ready' && (file.seen === undefined || openedBefore(file.seen) === null)
}

/** Can be taken in without anybody's word. */
export function isNext({ state, seen }: IncomingFile): boolean {
  if (state !== 'ready' || seen === undefined) return false
  return seen.kind === 'report' ? seen.report.standing.kind === 'next' : seen.alreadyOpened === null
}

/** When a file was opened before; null when it was not. */
export function openedBefore(file: InspectedFile): string | null {
  if (file.kind !== 'report') return file.alreadyOpened
  const { standing } = file.report
  return standing.kind === 'alreadyOpened' ? standing.openedAt : null
}
