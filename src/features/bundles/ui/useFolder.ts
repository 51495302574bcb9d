import { useRef, useState } from 'react'
import { failureOf } from '../../../base/common/failures.ts'
import type { Failure } from '../../../base/common/result.ts'
import { useFiles } from '../../files/ui/useFiles.ts'
import type { UnitNames } from '../common/bundleSchemas.ts'
import type { OpenedFile } from '../common/fileSchemas.ts'
import { useBundles } from './useBundles.ts'

export type FileOutcome = { key: string; name: string } & (
  | { kind: 'opened' | 'before'; opened: OpenedFile }
  /** It waited, and went in together with the one it waited for. */
  | { kind: 'opened'; released: { unit: UnitNames; seq: number } }
  /** `notOurs`: a photo, a note: a folder holds other things too, and nobody has to be called about them. */
  | { kind: 'waits' | 'refused' | 'notOurs'; failure: Failure }
)

/** Opens every file of a folder, one after the other, whatever their order and kind; what needs a person's word is left alone. */
export function useFolder() {
  const { client, refresh } = useBundles()
  const tickets = useFiles()
  const stopped = useRef(false)
  const [outcomes, setOutcomes] = useState<readonly FileOutcome[]>([])
  const [total, setTotal] = useState(0)
  const [running, setRunning] = useState(false)

  const openOne = async (file: File): Promise<FileOutcome> => {
    const named = { key: crypto.randomUUID(), name: file.name }
    try {
      const { ticket } = await tickets.put(file)
      const opened = await client.bundles.openFile({ ticket })
      const { alreadyOpened } = opened.kind === 'report' ? opened.report : opened
      return { ...named, kind: alreadyOpened === null ? 'opened' : 'before', opened }
    } catch (error) {
      const failure = failureOf(error)
      return { ...named, kind: kindOf(failure, file.name), failure }
    }
  }
  const openAll = async (files: readonly File[]) => {
    stopped.current = false
    setOutcomes([])
    setTotal(files.length)
    setRunning(true)
    for (const file of files) {
      if (stopped.current) break
      const outcome = await openOne(file)
      setOutcomes((before) => [...settled(before, outcome), outcome])
    }
    setRunning(false)
    await refresh()
  }
  return {
    outcomes,
    total,
    running,
    openAll: (files: readonly File[]) => void openAll(files),
    stop: () => {
      stopped.current = true
    },
  }
}

function kindOf({ code }: Failure, name: string): 'waits' | 'refused' | 'notOurs' {
  if (code === 'bundles.gap' || code === 'bundles.awaitsHandover') return 'waits'
  return code === 'bundles.notABundle' && !name.toLowerCase().endsWith('.rcb') ? 'notOurs' : 'refused'
}

/** A file that waited was opened together with the one it waited for. */
function settled(outcomes: readonly FileOutcome[], latest: FileOutcome): FileOutcome[] {
  if (!('opened' in latest) || latest.kind !== 'opened' || latest.opened.kind !== 'report') return [...outcomes]
  const released = new Map(latest.opened.report.released.map((each) => [`${each.unit.code} ${each.seq}`, each]))
  return outcomes.map((outcome): FileOutcome => {
    if (outcome.kind !== 'waits') return outcome
    const { unit, seq } = outcome.failure.params
    const since = released.get(`${unit} ${seq}`)
    return since === undefined ? outcome : { kind: 'opened', key: outcome.key, name: outcome.name, released: since }
  })
}
