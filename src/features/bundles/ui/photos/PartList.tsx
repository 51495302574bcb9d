import { Button } from '@mantine/core'
import type { UseMutationResult } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { useFileSize } from '../useFileSize.ts'

/** One file of several that belong together; no `madeAt`: it has not been saved yet. */
export interface FilePart {
  batchId: string
  part: number
  parts: number
  bytes: number
  madeAt: string | null
}

/** Each file is made when it is saved, today or another day, as often as one gets lost. */
export function PartList<Part extends FilePart>({
  parts,
  save,
}: {
  parts: readonly Part[]
  save: UseMutationResult<unknown, Error, Part>
}) {
  const { t } = useTranslation('bundles')
  const fileSize = useFileSize()
  return (
    <ul className="nc-photo-parts">
      {parts.map((part) => (
        <li key={`${part.batchId} ${part.part}`}>
          <span className="num">
            {t('photos.part', { part: part.part, parts: part.parts })} · {fileSize(part.bytes)}
          </span>
          <Button
            size="compact-xs"
            variant={part.madeAt === null ? 'filled' : 'subtle'}
            loading={save.isPending && save.variables === part}
            onClick={() => save.mutate(part)}
          >
            {t(part.madeAt === null ? 'photos.save' : 'photos.saveAgain')}
          </Button>
        </li>
      ))}
    </ul>
  )
}
