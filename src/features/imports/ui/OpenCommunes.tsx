import { Button, Select } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { CommunePicker } from '../../units/ui/CommunePicker.tsx'
import type { OpenCommune } from '../common/importSchemas.ts'

export interface OpenCommunesProps {
  open: readonly OpenCommune[]
  answers: Record<string, string>
  onAnswer: (answers: Record<string, string>) => void
  onRead: () => void
}

/** Place names that are no commune of today, or several: the office says which, and the file is read again. */
export function OpenCommunes({ open, answers, onAnswer, onRead }: OpenCommunesProps) {
  const { t } = useTranslation('imports')
  const answer = (text: string, id: string | null | undefined) => {
    const { [text]: _before, ...others } = answers
    onAnswer(id ? { ...others, [text]: id } : others)
  }
  return (
    <section className="nc-import-panel" aria-label={t('communes.title')}>
      <h2>{t('communes.title')}</h2>
      <p>{t('communes.lead')}</p>
      <div className="nc-import-fields">
        {open.map(({ text, rows, choices }) => {
          const label = t('communes.rows', { text, count: rows })
          return choices.length === 0 ? (
            <CommunePicker key={text} label={label} onChange={(commune) => answer(text, commune?.id)} />
          ) : (
            <Select
              key={text}
              label={label}
              placeholder={t('communes.choose')}
              data={choices.map(({ id, name }) => ({ value: id, label: name }))}
              value={answers[text] ?? null}
              onChange={(id) => answer(text, id)}
            />
          )
        })}
      </div>
      <div className="nc-import-actions">
        <Button size="xs" disabled={Object.keys(answers).length === 0} onClick={onRead}>
          {t('mapping.reread')}
        </Button>
      </div>
    </section>
  )
}
