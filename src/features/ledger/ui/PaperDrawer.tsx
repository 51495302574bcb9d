import { Button, Drawer, Loader, SegmentedControl } from '@mantine/core'
import { IconDownload } from '@tabler/icons-react'
import { useMutation } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { failureOf } from '../../../base/common/failures.ts'
import type { Language } from '../../../base/common/language.ts'
import { FailureNotice } from '../../../base/ui/FailureNotice.tsx'
import { PdfPreview } from '../../../base/ui/PdfPreview.tsx'
import { useFormat } from '../../../base/ui/useFormat.ts'
import { useFiles } from '../../files/ui/useFiles.ts'
import './ledger.css'

export interface PaperDrawerProps {
  opened: boolean
  title: string
  /** Makes the paper in a language and answers with its ticket. */
  make: (language: Language) => Promise<{ ticket: string; name: string }>
  onClose: () => void
}

/** A paper to look at before it is saved: what is shown is the very file. */
export function PaperDrawer({ opened, title, make, onClose }: PaperDrawerProps) {
  const { t } = useTranslation('common')
  return (
    <Drawer
      opened={opened}
      onClose={onClose}
      position="right"
      size="min(58rem, 100vw)"
      title={title}
      overlayProps={{ backgroundOpacity: 0.2 }}
      closeButtonProps={{ 'aria-label': t('actions.close') }}
      classNames={{
        content: 'nc-drawer',
        header: 'nc-drawer-header',
        title: 'nc-drawer-title',
        body: 'nc-drawer-body',
      }}
    >
      {opened ? <Paper title={title} make={make} /> : null}
    </Drawer>
  )
}

const LANGUAGE_NAMES: { value: Language; label: string }[] = [
  { value: 'vi', label: 'Tiếng Việt' },
  { value: 'en', label: 'English' },
  { value: 'lo', label: 'ລາວ' },
]

function Paper({ title, make }: Pick<PaperDrawerProps, 'title' | 'make'>) {
  const { t } = useTranslation('ledger')
  const { language: screen } = useFormat()
  const [language, setLanguage] = useState(screen)
  const files = useFiles()
  const paper = useMutation({
    mutationFn: async (wanted: Language) => {
      const made = await make(wanted)
      return { ...made, bytes: await files.preview(made.ticket) }
    },
  })
  const { mutate } = paper
  // Once when the drawer opens; another language is asked for by hand.
  // biome-ignore lint/correctness/useExhaustiveDependencies: see above
  useEffect(() => mutate(screen), [])
  const choose = (next: string) => {
    const wanted = LANGUAGE_NAMES.find(({ value }) => value === next)?.value ?? 'vi'
    setLanguage(wanted)
    mutate(wanted)
  }
  return (
    <div className="nc-paper">
      <div className="nc-paper-bar">
        <SegmentedControl aria-label={t('print.language')} data={LANGUAGE_NAMES} value={language} onChange={choose} />
        <Button
          leftSection={<IconDownload size="1rem" stroke={1.5} />}
          disabled={paper.data === undefined || paper.isPending}
          onClick={() => paper.data && void files.save(paper.data.ticket)}
        >
          {t('print.save')}
        </Button>
      </div>
      {paper.isPending ? <Loader size="sm" aria-label={t('print.making')} /> : null}
      {paper.error === null ? null : (
        <FailureNotice failure={failureOf(paper.error)} onRetry={() => mutate(language)} />
      )}
      {paper.data && !paper.isPending ? <PdfPreview bytes={paper.data.bytes} label={title} /> : null}
    </div>
  )
}
