import { Loader } from '@mantine/core'
import { useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { type DrawnPage, drawPdf } from './drawPdf.ts'
import { FailureNotice } from './FailureNotice.tsx'

export interface PdfPreviewProps {
  /** The very bytes that will be printed or saved. */
  bytes: Uint8Array
  /** Names the paper for a screen reader. */
  label: string
  /** Called once it is known how many pages there are. */
  onPages?: (pages: number) => void
}

/** The paper as it will print, drawn on canvases: a blob in a frame is refused by the page's security policy. */
export function PdfPreview({ bytes, label, onPages }: PdfPreviewProps) {
  const { t } = useTranslation('common')
  const paper = useRef<HTMLDivElement>(null)
  const [state, setState] = useState<'drawing' | 'drawn' | 'failed'>('drawing')
  const told = useRef(onPages)
  told.current = onPages

  useEffect(() => {
    const host = paper.current
    if (!host) return
    const abort = new AbortController()
    setState('drawing')
    host.replaceChildren()
    const place = ({ canvas, page, pages }: DrawnPage) => {
      canvas.className = 'nc-pdf-page'
      canvas.setAttribute('role', 'img')
      canvas.setAttribute('aria-label', `${label} · ${t('pdf.page', { page, pages })}`)
      host.append(canvas)
      if (page === 1) told.current?.(pages)
      setState('drawn')
    }
    drawPdf({ bytes, width: host.clientWidth, signal: abort.signal, onPage: place }).catch(() => {
      if (!abort.signal.aborted) setState('failed')
    })
    return () => abort.abort()
  }, [bytes, label, t])

  return (
    <div className="nc-pdf" aria-busy={state === 'drawing'}>
      {state === 'drawing' ? <Loader size="sm" role="status" aria-label={t('pdf.drawing')} /> : null}
      {state === 'failed' ? <FailureNotice failure={{ code: 'common.unreadablePdf' }} /> : null}
      <div ref={paper} className="nc-pdf-pages" />
    </div>
  )
}
