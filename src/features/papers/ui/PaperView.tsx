import { Button, Loader, SegmentedControl } from '@mantine/core'
import { IconDownload, IconPrinter } from '@tabler/icons-react'
import { useMutation, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type * as z from 'zod'
import { failureOf } from '../../../base/common/failures.ts'
import { FailureNotice } from '../../../base/ui/FailureNotice.tsx'
import { PdfPreview } from '../../../base/ui/PdfPreview.tsx'
import { printPdf } from '../../../base/ui/printPdf.ts'
import { useFormat } from '../../../base/ui/useFormat.ts'
import { downloadFile } from '../../files/ui/downloadFile.ts'
import { useFiles } from '../../files/ui/useFiles.ts'
import type { paperRequestSchema } from '../common/paperKinds.ts'
import { PAPER_LANGUAGES, paperLanguage } from './paperLanguages.ts'
import { usePaperApi } from './usePaperApi.ts'
import './papers.css'

/** What is to be made; the language is chosen where the paper is shown. */
export type PaperWish = Omit<z.input<typeof paperRequestSchema>, 'language'>

export interface PaperViewProps {
  wish: PaperWish
  /** Called when the paper went to the printer or into a file, and so is in the log. */
  onPrinted?: () => void
}

/** A paper as it will print, in the language wanted, with its two ways out: the printer and a file. */
export function PaperView({ wish, onPrinted }: PaperViewProps) {
  const { t } = useTranslation('papers')
  const { language: screen } = useFormat()
  const [language, setLanguage] = useState(screen)
  const paper = useMadePaper({ ...wish, language })
  const out = usePaperOut(paper.data, onPrinted)
  const ready = paper.data !== undefined && !paper.isFetching && !out.isPending
  const failed = paper.error ?? out.error
  const again = () => {
    out.reset()
    void paper.refetch()
  }
  return (
    <div className="nc-paper-view">
      <div className="nc-paper-tools">
        <SegmentedControl
          size="xs"
          aria-label={t('print.language')}
          data={PAPER_LANGUAGES}
          value={language}
          onChange={(value) => setLanguage(paperLanguage(value))}
        />
        <span className="nc-paper-note nc-soft" role="status">
          {out.isSuccess
            ? t('print.logged')
            : ready && paper.data.copy > 1
              ? t('print.copy', { copy: paper.data.copy })
              : ''}
        </span>
        <Button
          size="xs"
          variant="default"
          leftSection={<IconDownload size="1rem" stroke={1.5} />}
          disabled={!ready}
          onClick={() => out.mutate('file')}
        >
          {t('print.save')}
        </Button>
        <Button
          size="xs"
          leftSection={<IconPrinter size="1rem" stroke={1.5} />}
          disabled={!ready}
          onClick={() => out.mutate('printer')}
        >
          {t('print.print')}
        </Button>
      </div>
      {failed === null ? null : <FailureNotice failure={failureOf(failed)} onRetry={again} />}
      {paper.isFetching ? <Loader size="sm" role="status" aria-label={t('print.making')} /> : null}
      {paper.data && !paper.isFetching ? <PdfPreview bytes={paper.data.bytes} label={t(`kinds.${wish.kind}`)} /> : null}
    </div>
  )
}

interface Made {
  ticket: string
  name: string
  copy: number
  bytes: Uint8Array<ArrayBuffer>
}

/** Makes the paper anew whenever what is wanted changes; never on its own, since a made paper has its copy number. */
function useMadePaper(request: z.input<typeof paperRequestSchema>) {
  const api = usePaperApi()
  const files = useFiles()
  return useQuery({
    queryKey: ['papers made', request],
    queryFn: async (): Promise<Made> => {
      const made = await api.make.call(request)
      return { ...made, bytes: Uint8Array.from(await files.preview(made.ticket)) }
    },
    gcTime: 0,
    staleTime: Number.POSITIVE_INFINITY,
    retry: false,
    refetchOnWindowFocus: false,
    refetchOnReconnect: false,
  })
}

/** Logs first, then lets the very file go: a copy that left without its line in the log would be one nobody knows of. */
function usePaperOut(paper: Made | undefined, onPrinted: (() => void) | undefined) {
  const api = usePaperApi()
  return useMutation({
    mutationFn: async (way: 'printer' | 'file') => {
      if (paper === undefined) return
      await api.printed.call({ ticket: paper.ticket })
      onPrinted?.()
      if (way === 'printer') await printPdf(paper.bytes)
      else downloadFile(new File([paper.bytes], paper.name, { type: 'application/pdf' }))
    },
  })
}
