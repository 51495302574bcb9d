import { Button, Loader, UnstyledButton } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { IconPlus, IconRestore } from '@tabler/icons-react'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { failureOf } from '../../../base/common/failures.ts'
import type { Language } from '../../../base/common/language.ts'
import { FailureNotice } from '../../../base/ui/FailureNotice.tsx'
import { PdfPreview } from '../../../base/ui/PdfPreview.tsx'
import { StateBadge } from '../../../base/ui/StateBadge.tsx'
import { useMay } from '../../../base/ui/useMay.ts'
import { DraftNotice } from '../../desk/ui/DraftNotice.tsx'
import { DraftState } from '../../desk/ui/DraftState.tsx'
import { type KeptForm, useKeptForm } from '../../desk/ui/useKeptForm.ts'
import { useKeptWrite } from '../../desk/ui/useKeptWrite.ts'
import { useFiles } from '../../files/ui/useFiles.ts'
import type { PaperKind } from '../common/paperKinds.ts'
import { PAPER_SHAPES, type PaperShape } from '../common/paperShapes.ts'
import type { PaperTemplate } from '../common/paperTemplate.ts'
import { BlockEditor } from './BlockEditor.tsx'
import { usePaperApi } from './usePaperApi.ts'
import { TypingContext, type TypingPlace } from './WordsField.tsx'

export interface TemplateEditorProps {
  kind: PaperKind
  language: Language
  stored: { template: PaperTemplate; own: boolean; version: number }
}

/** The blocks of one paper beside the paper they make. */
export function TemplateEditor({ kind, language, stored }: TemplateEditorProps) {
  const { t } = useTranslation('papers')
  const may = useMay('office.settings')
  const kept = useKeptForm({
    // Blocks have no names to lie over a newer paper: a draft is of one version of it.
    form: `papers.template:${kind} ${language} ${stored.version}`,
    active: may,
    start: { blocks: stored.template },
  })
  const { blocks } = kept.values
  const typing = useRef<TypingPlace>(undefined)
  const { save, reset } = useTemplateSaving({ kind, language, kept })
  const failure = save.failure ?? (reset.error === null ? undefined : failureOf(reset.error))
  return (
    <div className="nc-wording">
      <div className="nc-wording-blocks">
        <p className="nc-soft">{t('templates.hint')}</p>
        <div className="nc-filters">
          <StateBadge
            tone={stored.own ? 'accent' : 'neutral'}
            label={t(stored.own ? 'templates.own' : 'templates.shipped')}
          />
          {may ? (
            <>
              <Button
                size="xs"
                disabled={!kept.touched}
                loading={save.isPending}
                onClick={() => save.mutate({ kind, language, template: blocks, version: stored.version })}
              >
                {t('templates.save')}
              </Button>
              <Button
                size="xs"
                variant="default"
                disabled={!stored.own}
                loading={reset.isPending}
                leftSection={<IconRestore size="1rem" stroke={1.5} />}
                onClick={() => reset.mutate({ kind, language })}
              >
                {t('templates.reset')}
              </Button>
            </>
          ) : null}
        </div>
        <DraftNotice draft={kept.draft} />
        <DraftState draft={kept.draft} />
        {failure === undefined ? null : <FailureNotice failure={failure} />}
        <FieldNames shape={PAPER_SHAPES[kind]} onChoose={(name) => typing.current?.insert(`{${name}}`)} />
        <TypingContext value={(place) => (typing.current = place)}>
          <BlockList blocks={blocks} onChange={(next) => kept.change({ blocks: next })} />
        </TypingContext>
      </div>
      <TemplatePreview kind={kind} language={language} template={blocks} />
    </div>
  )
}

interface TemplateSaving {
  kind: PaperKind
  language: Language
  kept: KeptForm<{ blocks: PaperTemplate }>
}

/** Keeps the paper, or brings back the one that came with the program. */
function useTemplateSaving({ kind, language, kept }: TemplateSaving) {
  const api = usePaperApi()
  const queries = useQueryClient()
  const refresh = () =>
    queries.invalidateQueries({ queryKey: api.templates.get.queryKey({ input: { kind, language } }) })
  const onSuccess = () => {
    kept.discard()
    return refresh()
  }
  return {
    save: useKeptWrite(kept, { write: api.templates.save.call, onWritten: refresh }),
    reset: useMutation(api.templates.reset.mutationOptions({ onSuccess })),
  }
}

function BlockList({ blocks, onChange }: { blocks: PaperTemplate; onChange: (blocks: PaperTemplate) => void }) {
  const { t } = useTranslation('papers')
  return (
    <>
      {blocks.map((block, index) => (
        <BlockEditor
          // biome-ignore lint/suspicious/noArrayIndexKey: blocks have no identity but their place
          key={index}
          block={block}
          number={index + 1}
          onChange={(next) => onChange(blocks.with(index, next))}
          onRemove={blocks.length > 1 ? () => onChange(blocks.toSpliced(index, 1)) : undefined}
          onUp={index === 0 ? undefined : () => onChange(swappedWithAbove(blocks, index))}
        />
      ))}
      <div>
        <Button
          size="xs"
          variant="default"
          leftSection={<IconPlus size="1rem" stroke={1.5} />}
          onClick={() => onChange([...blocks, { type: 'text', text: '' }])}
        >
          {t('templates.addText')}
        </Button>
      </div>
    </>
  )
}

function swappedWithAbove(blocks: PaperTemplate, index: number): PaperTemplate {
  const moved = [...blocks]
  const [block] = moved.splice(index, 1)
  if (block !== undefined) moved.splice(index - 1, 0, block)
  return moved
}

/** The names a text may hold, in the words of the screen; pressed, one goes where somebody types. */
function FieldNames({ shape, onChoose }: { shape: PaperShape; onChoose: (name: string) => void }) {
  const { t } = useTranslation('papers')
  return (
    <section aria-label={t('templates.fieldsTitle')}>
      <p className="nc-soft">
        {t('templates.fieldsTitle')}: {t('templates.fieldsHint')}
      </p>
      <div className="nc-wording-fields">
        {fieldNames(shape).map((name) => (
          <UnstyledButton
            key={name}
            className="nc-wording-field"
            // Keeps the focus in the text, where the name goes.
            onMouseDown={(event) => event.preventDefault()}
            onClick={() => onChoose(name)}
          >
            {t(`fields.${name}` as never)}
          </UnstyledButton>
        ))}
      </div>
    </section>
  )
}

/** Fields of the paper itself, then those of sheets that repeat; rows of tables are chosen by their columns. */
function fieldNames(shape: PaperShape): string[] {
  const sheets = Object.values(shape.lists).filter((list) => Object.keys(list.lists).length > 0)
  const names = [...shape.fields, ...sheets.flatMap(({ fields }) => fields)]
  // The code is a picture with a block of its own, not a word of a sentence.
  return [...new Set(names)].filter((name) => name !== 'vietQr')
}

const PAUSE_MS = 700

function TemplatePreview({
  kind,
  language,
  template,
}: {
  kind: PaperKind
  language: Language
  template: PaperTemplate
}) {
  const { t } = useTranslation('papers')
  const api = usePaperApi()
  const files = useFiles()
  const [shown] = useDebouncedValue(template, PAUSE_MS)
  const paper = useQuery({
    queryKey: ['wording preview', kind, language, shown],
    queryFn: async () => {
      const { ticket } = await api.templates.preview.call({ kind, language, template: shown })
      return files.preview(ticket)
    },
    gcTime: 0,
    retry: false,
    refetchOnWindowFocus: false,
    placeholderData: (before: Uint8Array | undefined) => before,
  })
  return (
    <section className="nc-wording-preview" aria-label={t('templates.previewTitle')}>
      {paper.error === null ? null : <FailureNotice failure={failureOf(paper.error)} />}
      {paper.isFetching && paper.data === undefined ? (
        <Loader size="sm" role="status" aria-label={t('print.making')} />
      ) : null}
      {paper.data === undefined ? null : <PdfPreview bytes={paper.data} label={t('templates.previewTitle')} />}
    </section>
  )
}
