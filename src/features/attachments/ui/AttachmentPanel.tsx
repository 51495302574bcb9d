import { Button, FileButton } from '@mantine/core'
import { IconPaperclip, IconPhotoPlus } from '@tabler/icons-react'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { type ReactNode, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { failureOf } from '../../../base/common/failures.ts'
import { useApi } from '../../../base/ui/api.tsx'
import { FailureNotice } from '../../../base/ui/FailureNotice.tsx'
import type { AttachedTo, Attachment } from '../common/attachmentSchemas.ts'
import type { attachmentContract } from '../common/contract.ts'
import { type PhotoPlace, readPhotoPlace } from '../common/photoPlace.ts'
import { AttachmentViewer } from './AttachmentViewer.tsx'
import './attachments.css'
import { DocumentLine, PhotoTile } from './AttachmentTiles.tsx'
import { useAddAttachments } from './useAddAttachments.ts'

export interface AttachmentPanelProps {
  of: AttachedTo
  mayWrite: boolean
  /** Heading of the part; without it only the pictures and buttons. */
  title?: string
  /** Marks what is added with the record's own code, and shows only what carries it. */
  label?: string
  /** What the words of a label are. */
  labelWords?: (label: string) => string
  /** Only papers, with a quiet link to add one: beside a line of a list. */
  quiet?: boolean
  /** Hears where a photo was taken, when its camera wrote that down; the photo is kept without it. */
  onPhotoPlace?: ((place: PhotoPlace) => void) | undefined
  children?: ReactNode
}

/** Photos and papers of a record: added in place, looked at in place. */
export function AttachmentPanel({
  of,
  mayWrite,
  title,
  label,
  labelWords,
  quiet = false,
  onPhotoPlace,
  children,
}: AttachmentPanelProps) {
  const { t } = useTranslation('attachments')
  const api = useApi<{ attachments: typeof attachmentContract }>()
  const [opened, setOpened] = useState<Attachment>()
  const Part = title === undefined ? 'div' : 'section'
  const list = useQuery(api.attachments.list.queryOptions({ input: { of } }))
  const own = (list.data?.attachments ?? []).filter((each) => label === undefined || each.label === label)
  const photos = own.filter(({ kind }) => kind === 'photo')
  const papers = own.filter(({ kind }) => kind === 'document')
  const words = (attachment: Attachment) =>
    attachment.title ??
    (attachment.label === null || labelWords === undefined ? null : labelWords(attachment.label)) ??
    attachment.fileName
  return (
    // Beside each line of a list the parts would all be called the same: only one with a title is a landmark.
    <Part className="nc-attachments" {...(title === undefined ? {} : { 'aria-label': title })}>
      {title === undefined ? null : <h2>{title}</h2>}
      {list.error === null ? null : (
        <FailureNotice failure={failureOf(list.error)} onRetry={() => void list.refetch()} />
      )}
      {children}
      {photos.length === 0 ? null : (
        <ul className="nc-photos">
          {photos.map((photo) => (
            <PhotoTile key={photo.id} photo={photo} name={words(photo) ?? t('photo')} onOpen={() => setOpened(photo)} />
          ))}
        </ul>
      )}
      {papers.length === 0 ? null : (
        <ul className="nc-papers">
          {papers.map((paper) => (
            <DocumentLine
              key={paper.id}
              paper={paper}
              name={words(paper) ?? t('document')}
              onOpen={() => setOpened(paper)}
            />
          ))}
        </ul>
      )}
      {list.data !== undefined && own.length === 0 && !mayWrite && !quiet ? (
        <p className="nc-soft">{t('none')}</p>
      ) : null}
      {mayWrite ? <AddButtons of={of} label={label ?? null} quiet={quiet} onPhotoPlace={onPhotoPlace} /> : null}
      {opened === undefined ? null : (
        <AttachmentViewer
          attachment={own.find(({ id }) => id === opened.id) ?? opened}
          name={words(opened) ?? t(opened.kind)}
          mayWrite={mayWrite}
          onClose={() => setOpened(undefined)}
        />
      )}
    </Part>
  )
}

type AddButtonsProps = Pick<AttachmentPanelProps, 'of' | 'onPhotoPlace'> & { label: string | null; quiet: boolean }

function AddButtons({ of, label, quiet, onPhotoPlace }: AddButtonsProps) {
  const { t } = useTranslation('attachments')
  const queries = useQueryClient()
  const addAll = useAddAttachments()
  const add = useMutation({
    mutationFn: async (chosen: { files: File[]; kind: Attachment['kind'] }) => {
      await addAll({ of, label, ...chosen })
      const place = await placeOfPhotos(chosen)
      if (place !== undefined) onPhotoPlace?.(place)
    },
    onSettled: () => queries.invalidateQueries(),
  })
  const choose = (kind: Attachment['kind']) => (files: File[]) => files.length > 0 && add.mutate({ files, kind })
  return (
    <>
      <div className="nc-attachments-add">
        {quiet ? null : (
          <FileButton multiple accept="image/*" onChange={choose('photo')} inputProps={{ 'aria-label': t('addPhoto') }}>
            {(props) => (
              <Button
                {...props}
                size="compact-sm"
                variant="default"
                loading={add.isPending && add.variables.kind === 'photo'}
                leftSection={<IconPhotoPlus size="1rem" stroke={1.5} />}
              >
                {t('addPhoto')}
              </Button>
            )}
          </FileButton>
        )}
        <FileButton
          multiple
          accept=".pdf,.docx,image/*"
          onChange={choose('document')}
          inputProps={{ 'aria-label': t('addDocument') }}
        >
          {(props) => (
            <Button
              {...props}
              size={quiet ? 'compact-xs' : 'compact-sm'}
              variant={quiet ? 'subtle' : 'default'}
              loading={add.isPending && add.variables.kind === 'document'}
              leftSection={<IconPaperclip size="1rem" stroke={1.5} />}
            >
              {t('addDocument')}
            </Button>
          )}
        </FileButton>
      </div>
      {add.error === null ? null : <FailureNotice failure={failureOf(add.error)} />}
    </>
  )
}

/** Notes of a camera stand at the beginning of its file. */
const NOTES_BYTES = 256 * 1024

/** Where the first of these photos that says so was taken. */
async function placeOfPhotos({ files, kind }: { files: readonly File[]; kind: Attachment['kind'] }) {
  for (const file of kind === 'photo' ? files : []) {
    const place = readPhotoPlace(new Uint8Array(await file.slice(0, NOTES_BYTES).arrayBuffer()))
    if (place !== undefined) return place
  }
  return undefined
}
