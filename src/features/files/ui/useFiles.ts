import { useMemo } from 'react'
import { useClient } from '../../../base/ui/api.tsx'
import type { fileContract } from '../common/contract.ts'
import { refuseTooLarge } from '../common/fileLimit.ts'
import { downloadFile } from './downloadFile.ts'
import { type SaveOutcome, saveProven } from './saveProven.ts'

export interface PickedFile {
  ticket: string
  name: string
  size: number
}

export interface Files {
  /** Hands a file the person chose to the core. */
  put(file: File): Promise<PickedFile>
  /** Bytes of a made file, for a preview; the ticket stays good. */
  preview(ticket: string): Promise<Uint8Array>
  /** Saves a made file where the person says (the browser's or the desktop's own dialog). */
  save(ticket: string): Promise<void>
  /** Saves a file for a stick and proves it where the shell can; `ticketOf` is asked for after the dialog. */
  saveProven(name: string, ticketOf: () => Promise<string>): Promise<SaveOutcome>
}

export function useFiles(): Files {
  const client = useClient<{ files: typeof fileContract }>()
  return useMemo(
    () => ({
      put: async (file) => {
        // Before it travels: the host takes no larger body, and its answer has no words.
        refuseTooLarge(file)
        return { ...(await client.files.put({ file })), name: file.name, size: file.size }
      },
      preview: async (ticket) => {
        const { file } = await client.files.take({ ticket, keep: true })
        return new Uint8Array(await file.arrayBuffer())
      },
      save: async (ticket) => downloadFile((await client.files.take({ ticket })).file),
      saveProven: (name, ticketOf) =>
        saveProven(name, async () => (await client.files.take({ ticket: await ticketOf() })).file),
    }),
    [client],
  )
}
