import { Button, Select, TextInput } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useFormat } from '../../../base/ui/useFormat.ts'
import type { ColumnMapping } from '../common/columnMapping.ts'
import type { StagedImport } from '../common/importSchemas.ts'
import { MappingTable } from './MappingTable.tsx'
import type { Reading } from './useImport.ts'
import { useQuestionWords } from './useQuestionWords.ts'

const UNITS = [1, 1000, 1_000_000] as const

export interface MappingPanelProps {
  staged: StagedImport
  onRead: (reading: Reading) => void
}

/** How the columns are understood: folded up when everything is clear, open where something is asked. */
export function MappingPanel({ staged, onRead }: MappingPanelProps) {
  const { t } = useTranslation('imports')
  const { formatNumber } = useFormat()
  const questionWords = useQuestionWords()
  const [mapping, setMapping] = useState<ColumnMapping>(staged.mapping)
  const [shown, setShown] = useState(staged.questions.length > 0)
  const changed = mapping !== staged.mapping
  const known = staged.columns.filter(
    ({ letter }) => (staged.mapping.columns[letter] ?? 'ignored') !== 'ignored',
  ).length
  const sheets = staged.sheets.filter(({ hasTable }) => hasTable)
  return (
    <>
      <p>
        {staged.mappingFrom === 'memory'
          ? t('mapping.remembered')
          : t('mapping.sure', { known: formatNumber(known), total: formatNumber(staged.columns.length) })}{' '}
        {staged.questions.length > 0 ? <strong>{t('mapping.unsure')}</strong> : null}
      </p>
      {staged.questions.map((question) => (
        <p key={`${question.code} ${question.column} ${question.params.field}`} className="nc-import-warning">
          {questionWords(question)}
        </p>
      ))}
      <div className="nc-import-actions">
        {sheets.length > 1 ? (
          <Select
            size="xs"
            aria-label={t('mapping.sheet')}
            allowDeselect={false}
            data={sheets.map(({ name }) => name)}
            value={staged.sheet}
            onChange={(sheet) => sheet !== null && onRead({ sheet })}
          />
        ) : null}
        <Button size="xs" variant="default" onClick={() => setShown(!shown)}>
          {t(shown ? 'mapping.hide' : 'mapping.show')}
        </Button>
        {changed ? (
          <Button size="xs" onClick={() => onRead({ mapping })}>
            {t('mapping.reread')}
          </Button>
        ) : null}
      </div>
      {shown ? (
        <>
          <MappingTable
            columns={staged.columns}
            questions={staged.questions}
            mapping={mapping}
            onChange={(columns) => setMapping({ ...mapping, columns })}
          />
          <div className="nc-import-fields">
            <Select
              label={t('mapping.amountUnit')}
              allowDeselect={false}
              data={UNITS.map((unit) => ({ value: String(unit), label: t(`mapping.amountUnits.${unit}`) }))}
              value={String(mapping.amountUnit)}
              onChange={(value) => {
                const amountUnit = UNITS.find((unit) => String(unit) === value)
                if (amountUnit !== undefined) setMapping({ ...mapping, amountUnit })
              }}
            />
            <TextInput
              label={t('mapping.year')}
              placeholder={t('mapping.noYear')}
              inputMode="numeric"
              defaultValue={mapping.year ?? ''}
              onChange={(event) => {
                const text = event.currentTarget.value.trim()
                if (text === '') setMapping({ ...mapping, year: null })
                else if (/^(19|20|21)\d\d$/.test(text)) setMapping({ ...mapping, year: Number(text) })
              }}
            />
          </div>
          <p className="nc-soft">{t('mapping.willRemember')}</p>
        </>
      ) : null}
    </>
  )
}
