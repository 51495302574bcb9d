import { useCallback } from 'react'
import { refuse } from '../../../base/common/failures.ts'
import { useClient } from '../../../base/ui/api.tsx'
import { type Files, useFiles } from '../../files/ui/useFiles.ts'
import { type AttachedTo, type AttachmentKind, LONGEST_SIDE, THUMBNAIL_SIDE } from '../common/attachmentSchemas.ts'
import type { attachmentContract } from '../common/contract.ts'
import { shrinkPhoto } from './shrinkPhoto.ts'

export interface ChosenFiles {
  of: AttachedTo
  kind: AttachmentKind
  files: readonly File[]
  label: string | null
}

/** Hands chosen files over one by one, pictures made small first; the first that cannot be taken over ends it. */
export function useAddAttachments(): (chosen: ChosenFiles) => Promise<void> {
  const client = useClient<{ attachments: typeof attachmentContract }>()
  const { put } = useFiles()
  return useCallback(
    async ({ of, kind, files, label }) => {
      for (const file of files) {
        const tickets = await putSmall(file, { kind, put })
        await client.attachments.add({ of, kind, fields: { label }, ...tickets })
      }
    },
    [client, put],
  )
}

/** Hands one file over, a picture made small first; returns its tickets. */
export async function putSmall(file: File, { kind, put }: { kind: AttachmentKind; put: Files['put'] }) {
  if (!file.type.startsWith('image/')) return { ticket: (await put(file)).ticket }
  const shrunk = await shrinkPhoto(file, { side: LONGEST_SIDE[kind], thumbnailSide: THUMBNAIL_SIDE })
  if (shrunk === undefined) refuse('attachments.unreadable')
  const { ticket } = await put(shrunk.photo)
  return { ticket, thumbnailTicket: (await put(shrunk.thumbnail)).ticket }
}
