import { UnstyledButton } from '@mantine/core'
import { IconFileText, IconPhoto } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { useFormat } from '../../../base/ui/useFormat.ts'
import type { Attachment } from '../common/attachmentSchemas.ts'

const KILOBYTE = 1024

/** One photo as a small picture with its name beneath. */
export function PhotoTile({ photo, name, onOpen }: { photo: Attachment; name: string; onOpen: () => void }) {
  const { t } = useTranslation('attachments')
  const { formatDay } = useFormat()
  return (
    <li>
      <UnstyledButton className="nc-photo" aria-label={t('open', { name })} onClick={onOpen}>
        {photo.thumbnail === null ? (
          <IconPhoto size="2rem" stroke={1} aria-hidden="true" />
        ) : (
          <img src={photo.thumbnail} alt="" />
        )}
      </UnstyledButton>
      <span className="nc-photo-name" title={name}>
        {photo.main ? t('portrait') : name}
      </span>
      {photo.takenOn === null ? null : <span className="nc-soft num">{formatDay(photo.takenOn)}</span>}
    </li>
  )
}

/** One paper as a line: name, kind and size. */
export function DocumentLine({ paper, name, onOpen }: { paper: Attachment; name: string; onOpen: () => void }) {
  const { t } = useTranslation('attachments')
  const { formatNumber } = useFormat()
  const size = t('kilobytes', { formatted: formatNumber(Math.max(1, Math.round(paper.bytes / KILOBYTE))) })
  return (
    <li>
      <IconFileText size="1rem" stroke={1.5} aria-hidden="true" />
      <UnstyledButton className="nc-link" onClick={onOpen}>
        {name}
      </UnstyledButton>
      <span className="nc-soft num">{size}</span>
    </li>
  )
}
