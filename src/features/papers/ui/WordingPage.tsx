import { SegmentedControl, Select } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { useSearchParams } from 'react-router'
import { failureOf } from '../../../base/common/failures.ts'
import { FailureNotice } from '../../../base/ui/FailureNotice.tsx'
import { PageHeader } from '../../../base/ui/PageHeader.tsx'
import { useFormat } from '../../../base/ui/useFormat.ts'
import { PAPER_KINDS, paperKindSchema } from '../common/paperKinds.ts'
import { PaperViews } from './PaperViews.tsx'
import { PAPER_LANGUAGES, paperLanguage } from './paperLanguages.ts'
import { TemplateEditor } from './TemplateEditor.tsx'
import { usePaperApi } from './usePaperApi.ts'
import './papers.css'

/** The office words its papers itself, paper by paper and language by language; the shipped wording stays beside it. */
export function WordingPage() {
  const { t } = useTranslation('papers')
  const { language: screen } = useFormat()
  const [params, setParams] = useSearchParams()
  const kind = paperKindSchema.catch('thankYouLetter').parse(params.get('kind'))
  const language = paperLanguage(params.get('language') ?? screen)
  const stored = useQuery(usePaperApi().templates.get.queryOptions({ input: { kind, language } }))
  return (
    <>
      <PageHeader title={t('title')} views={<PaperViews kind={kind} />} />
      <div className="nc-filters">
        <Select
          size="xs"
          w="18rem"
          aria-label={t('templates.kind')}
          allowDeselect={false}
          data={PAPER_KINDS.map((each) => ({ value: each, label: t(`kinds.${each}`) }))}
          value={kind}
          onChange={(next) => setParams({ kind: next ?? kind, language })}
        />
        <SegmentedControl
          size="xs"
          aria-label={t('print.language')}
          data={PAPER_LANGUAGES}
          value={language}
          onChange={(next) => setParams({ kind, language: next })}
        />
      </div>
      {stored.error === null ? null : <FailureNotice failure={failureOf(stored.error)} />}
      {stored.data === undefined ? null : (
        <TemplateEditor
          key={`${kind} ${language} ${stored.data.version} ${stored.data.own}`}
          kind={kind}
          language={language}
          stored={stored.data}
        />
      )}
    </>
  )
}
