import { Button, Modal, TextInput } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { failureOf } from '../../../base/common/failures.ts'
import { useApi } from '../../../base/ui/api.tsx'
import { DayField } from '../../../base/ui/DayField.tsx'
import { FailureNotice } from '../../../base/ui/FailureNotice.tsx'
import { useFailureText } from '../../../base/ui/failureText.ts'
import { officeToday } from '../../../base/ui/officeToday.ts'
import { PdfPreview } from '../../../base/ui/PdfPreview.tsx'
import { useUndoToast } from '../../../base/ui/useUndoToast.tsx'
import { useFiles } from '../../files/ui/useFiles.ts'
import type { Attachment } from '../common/attachmentSchemas.ts'
import type { attachmentContract } from '../common/contract.ts'

export interface AttachmentViewerProps {
  attachment: Attachment
  name: string
  mayWrite: boolean
  onClose: () => void
}

/** One photo or paper, large, with what is written about it and what can be done with it. */
export function AttachmentViewer({ attachment, name, mayWrite, onClose }: AttachmentViewerProps) {
  const { t } = useTranslation(['attachments', 'common'])
  const api = useApi<{ attachments: typeof attachmentContract }>()
  const files = useFiles()
  const opened = useQuery({
    queryKey: ['attachment', attachment.id],
    queryFn: async () => files.preview((await api.attachments.open.call({ id: attachment.id })).ticket),
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 0,
  })
  const save = useMutation({
    mutationFn: async () => files.save((await api.attachments.open.call({ id: attachment.id })).ticket),
  })
  const error = opened.error ?? save.error
  return (
    <Modal
      opened
      onClose={onClose}
      size="min(60rem, 95vw)"
      title={name}
      closeButtonProps={{ 'aria-label': t('common:actions.close') }}
    >
      {error === null ? null : <FailureNotice failure={failureOf(error)} />}
      {opened.data === undefined ? null : <Content attachment={attachment} bytes={opened.data} name={name} />}
      <div className="nc-viewer-actions">
        {mayWrite ? <Notes attachment={attachment} /> : null}
        <Button variant="default" loading={save.isPending} onClick={() => save.mutate()}>
          {t('attachments:save')}
        </Button>
        {mayWrite ? <RecordActions attachment={attachment} name={name} onGone={onClose} /> : null}
      </div>
    </Modal>
  )
}

function Content({ attachment, bytes, name }: { attachment: Attachment; bytes: Uint8Array; name: string }) {
  const { t } = useTranslation('attachments')
  if (attachment.type.startsWith('image/')) return <Picture bytes={bytes} type={attachment.type} name={name} />
  if (attachment.type === 'application/pdf') return <PdfPreview bytes={bytes} label={name} />
  return <p className="nc-soft">{t('openOutside')}</p>
}

function Picture({ bytes, type, name }: { bytes: Uint8Array; type: string; name: string }) {
  const [url, setUrl] = useState<string>()
  useEffect(() => {
    const made = URL.createObjectURL(new Blob([new Uint8Array(bytes)], { type }))
    setUrl(made)
    return () => URL.revokeObjectURL(made)
  }, [bytes, type])
  return url === undefined ? null : <img className="nc-viewer-picture" src={url} alt={name} />
}

function Notes({ attachment }: { attachment: Attachment }) {
  const { t } = useTranslation('attachments')
  const api = useApi<{ attachments: typeof attachmentContract }>()
  const queries = useQueryClient()
  const [title, setTitle] = useState(attachment.title ?? '')
  const [takenOn, setTakenOn] = useState(attachment.takenOn ?? undefined)
  const save = useMutation(api.attachments.update.mutationOptions({ onSuccess: () => queries.invalidateQueries() }))
  const { id, version, label } = attachment
  const changed = title !== (attachment.title ?? '') || takenOn !== (attachment.takenOn ?? undefined)
  return (
    <>
      <TextInput
        label={t('name')}
        autoComplete="off"
        value={title}
        onChange={(event) => setTitle(event.currentTarget.value)}
      />
      <DayField label={t('takenOn')} value={takenOn} onChange={setTakenOn} window={{ latest: officeToday() }} />
      <Button
        disabled={!changed}
        loading={save.isPending}
        onClick={() => save.mutate({ id, version, fields: { title: title || null, takenOn: takenOn ?? null, label } })}
      >
        {t('saveNotes')}
      </Button>
    </>
  )
}

function RecordActions({ attachment, name, onGone }: { attachment: Attachment; name: string; onGone: () => void }) {
  const { t } = useTranslation('attachments')
  const api = useApi<{ attachments: typeof attachmentContract }>()
  const queries = useQueryClient()
  const offerUndo = useUndoToast()
  const failureText = useFailureText()
  const tell = (error: unknown) => notifications.show({ message: failureText(failureOf(error)) })
  const { id } = attachment
  const refresh = () => queries.invalidateQueries()
  const setMain = useMutation(api.attachments.setMain.mutationOptions({ onSuccess: refresh, onError: tell }))
  const restore = useMutation(api.attachments.restore.mutationOptions({ onSuccess: refresh, onError: tell }))
  const remove = useMutation(
    api.attachments.remove.mutationOptions({
      onSuccess: async () => {
        onGone()
        offerUndo({ message: t('removed', { name }), onUndo: () => restore.mutate({ id }) })
        await refresh()
      },
      onError: tell,
    }),
  )
  return (
    <>
      {attachment.of.table === 'address' && attachment.kind === 'photo' && !attachment.main ? (
        <Button variant="default" onClick={() => setMain.mutate({ id })}>
          {t('makePortrait')}
        </Button>
      ) : null}
      <Button variant="default" onClick={() => remove.mutate({ id })}>
        {t('remove')}
      </Button>
    </>
  )
}
