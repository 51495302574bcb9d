import { ActionIcon, NumberInput, TextInput } from '@mantine/core'
import { IconArrowUp, IconX } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import type { PaperBlock, PaperLeafBlock, TableBlock } from '../common/paperTemplate.ts'
import { WordsField } from './WordsField.tsx'

export interface BlockEditorProps {
  block: PaperBlock
  /** From 1, as it is read aloud. */
  number: number
  onChange: (block: PaperBlock) => void
  onRemove: (() => void) | undefined
  onUp: (() => void) | undefined
}

/** One block of a paper's wording: its texts, and moving or taking it out. */
export function BlockEditor({ block, number, onChange, onRemove, onUp }: BlockEditorProps) {
  const { t } = useTranslation('papers')
  return (
    <section className="nc-wording-block" aria-label={`${number}. ${t(`templates.blocks.${block.type}`)}`}>
      <header>
        <h2>
          {number}. {t(`templates.blocks.${block.type}`)}
        </h2>
        {onUp === undefined ? null : (
          <ActionIcon variant="subtle" color="gray" aria-label={t('templates.up', { number })} onClick={onUp}>
            <IconArrowUp size="1rem" stroke={1.5} />
          </ActionIcon>
        )}
        {onRemove === undefined ? null : (
          <ActionIcon variant="subtle" color="gray" aria-label={t('templates.remove', { number })} onClick={onRemove}>
            <IconX size="1rem" stroke={1.5} />
          </ActionIcon>
        )}
      </header>
      {block.type === 'each' ? (
        block.blocks.map((leaf, index) => (
          <BlockTexts
            // biome-ignore lint/suspicious/noArrayIndexKey: blocks have no identity but their place
            key={index}
            block={leaf}
            onChange={(next) => onChange({ ...block, blocks: block.blocks.with(index, next) })}
          />
        ))
      ) : (
        <BlockTexts block={block} onChange={onChange} />
      )}
    </section>
  )
}

interface BlockTextsProps<Block extends PaperLeafBlock> {
  block: Block
  onChange: (block: Block) => void
}

function BlockTexts({ block, onChange }: BlockTextsProps<PaperLeafBlock>) {
  const { t } = useTranslation('papers')
  switch (block.type) {
    case 'heading':
      return (
        <>
          <WordsField
            label={t('templates.parts.number')}
            value={block.number}
            onChange={(number) => onChange({ ...block, number })}
          />
          <WordsField
            label={t('templates.parts.placeDay')}
            value={block.placeDay}
            onChange={(placeDay) => onChange({ ...block, placeDay })}
          />
        </>
      )
    case 'title':
      return (
        <>
          <WordsField
            label={t('templates.parts.text')}
            value={block.text}
            onChange={(text) => onChange({ ...block, text })}
          />
          <WordsField
            label={t('templates.parts.under')}
            value={block.under}
            onChange={(under) => onChange({ ...block, under })}
          />
        </>
      )
    case 'table':
      return <TableTexts block={block} onChange={onChange} />
    case 'signatures':
      return <SignerTexts block={block} onChange={onChange} />
    default:
      return (
        <WordsField
          label={t(block.type === 'qr' || block.type === 'picture' ? 'templates.parts.beside' : 'templates.parts.text')}
          value={block.text}
          onChange={(text) => onChange({ ...block, text })}
        />
      )
  }
}

function TableTexts({ block, onChange }: BlockTextsProps<TableBlock>) {
  const { t } = useTranslation('papers')
  const { total } = block
  return (
    <>
      <div className="nc-wording-columns">
        {block.columns.map((column, index) => (
          <TextInput
            // biome-ignore lint/suspicious/noArrayIndexKey: columns have no identity but their place
            key={index}
            label={t('templates.parts.column', { field: t(`fields.${column.field}` as never) })}
            value={column.title}
            onChange={(event) =>
              onChange({
                ...block,
                columns: block.columns.with(index, { ...column, title: event.currentTarget.value }),
              })
            }
          />
        ))}
      </div>
      {total === undefined ? null : (
        <WordsField
          label={t('templates.parts.total')}
          value={total.label}
          onChange={(label) => onChange({ ...block, total: { ...total, label } })}
        />
      )}
      <NumberInput
        label={t('templates.parts.blankRows')}
        min={0}
        max={60}
        w="14rem"
        value={block.blankRows ?? 0}
        onChange={(value) => onChange({ ...block, blankRows: Math.min(60, Math.max(0, Number(value) || 0)) })}
      />
    </>
  )
}

type SignaturesBlock = Extract<PaperLeafBlock, { type: 'signatures' }>

function SignerTexts({ block, onChange }: BlockTextsProps<SignaturesBlock>) {
  const { t } = useTranslation('papers')
  return (
    <div className="nc-wording-columns">
      {block.signers.map((signer, index) => {
        const change = (part: Partial<typeof signer>) =>
          onChange({ ...block, signers: block.signers.with(index, { ...signer, ...part }) })
        return (
          // biome-ignore lint/suspicious/noArrayIndexKey: signers have no identity but their place
          <div key={index}>
            <WordsField
              label={t('templates.parts.role', { number: index + 1 })}
              value={signer.role}
              onChange={(role) => change({ role })}
            />
            <WordsField label={t('templates.parts.name')} value={signer.name} onChange={(name) => change({ name })} />
          </div>
        )
      })}
    </div>
  )
}
