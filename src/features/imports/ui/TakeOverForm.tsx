import { Button, Radio, TextInput } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { DayField } from '../../../base/ui/DayField.tsx'
import { NameField } from '../../../base/ui/NameField.tsx'
import { useFormat } from '../../../base/ui/useFormat.ts'
import { type ApplyInput, PAST_ANSWERS, type StagedImport } from '../common/importSchemas.ts'

export interface TakeOverFormProps {
  staged: StagedImport
  onApply: (input: ApplyInput) => void
}

/** The two questions only the office can answer: which paper approved these people, and what of the months before. */
export function TakeOverForm({ staged, onApply }: TakeOverFormProps) {
  const { t } = useTranslation('imports')
  const { formatNumber } = useFormat()
  const [hasPaper, setHasPaper] = useState<boolean>()
  const [title, setTitle] = useState(t('takeOver.paperTitleDefault'))
  const [number, setNumber] = useState('')
  const [onDay, setOnDay] = useState<string>()
  const [signer, setSigner] = useState<string>()
  const [past, setPast] = useState<ApplyInput['past']>()
  const people = staged.counts.good + staged.counts.taken
  const { joined } = staged.counts
  const ready = hasPaper !== undefined && past !== undefined && (!hasPaper || title.trim() !== '')
  const submit = () => {
    if (past === undefined) return
    const paper = { title, number: number.trim() || null, onDay: onDay ?? null, signer: signer ?? null }
    onApply({ batchId: staged.batchId, past, decision: hasPaper === true ? paper : null })
  }
  return (
    <section className="nc-import-panel" aria-label={t('takeOver.title')}>
      <h2>{t('takeOver.title')}</h2>
      <div className="nc-import-questions">
        <div>
          <Radio.Group
            label={t('takeOver.paper')}
            value={hasPaper === undefined ? null : String(hasPaper)}
            onChange={(value) => setHasPaper(value === 'true')}
          >
            <Radio value="true" label={t('takeOver.hasPaper')} />
            <Radio value="false" label={t('takeOver.noPaper')} />
          </Radio.Group>
          {hasPaper ? (
            <div className="nc-import-fields">
              <TextInput
                label={t('takeOver.number')}
                autoComplete="off"
                value={number}
                onChange={(event) => setNumber(event.currentTarget.value)}
              />
              <DayField label={t('takeOver.onDay')} onChange={setOnDay} />
              <NameField label={t('takeOver.signer')} onChange={setSigner} />
              <TextInput
                label={t('takeOver.paperTitle')}
                required
                autoComplete="off"
                value={title}
                onChange={(event) => setTitle(event.currentTarget.value)}
              />
            </div>
          ) : null}
        </div>
        <div>
          <Radio.Group
            label={t('takeOver.past')}
            value={past ?? null}
            onChange={(value) => setPast(PAST_ANSWERS.find((answer) => answer === value))}
          >
            {PAST_ANSWERS.map((answer) => (
              <Radio key={answer} value={answer} label={t(`takeOver.pasts.${answer}`)} />
            ))}
          </Radio.Group>
        </div>
      </div>
      <div className="nc-import-actions">
        <Button disabled={!ready || people + joined === 0} onClick={submit}>
          {people === 0 && joined > 0
            ? t('takeOver.join', { count: joined, formatted: formatNumber(joined) })
            : t('takeOver.apply', { count: people, formatted: formatNumber(people) })}
        </Button>
        {people + joined === 0 ? <span className="nc-soft">{t('failures.nothingToApply')}</span> : null}
      </div>
    </section>
  )
}
