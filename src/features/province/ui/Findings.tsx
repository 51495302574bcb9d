import { Button, Select, Textarea } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { useMutation, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { failureOf } from '../../../base/common/failures.ts'
import { FailureNotice } from '../../../base/ui/FailureNotice.tsx'
import { StateBadge } from '../../../base/ui/StateBadge.tsx'
import { useFormat } from '../../../base/ui/useFormat.ts'
import { FIGURES, type Figure, type Figures } from '../../reports/common/quarterSchemas.ts'
import { useFigureText } from '../../reports/ui/useFigureText.ts'
import type { ChosenCell } from './CellDrawer.tsx'
import { FindingText } from './FindingText.tsx'
import { useBelow } from './useBelow.ts'
import { useProvince } from './useProvince.ts'

interface Asked {
  unitId: string
  figure: string
  value: number
  rule: string
}

/** Figures of a unit's quarter that break a rule, and any other that a person doubts: each can be sent back to its unit. */
export function Findings({ cell, figures }: { cell: ChosenCell; figures: Figures | null }) {
  const { t } = useTranslation('province')
  const { language } = useFormat()
  const { api, client, mayOpen, refresh } = useProvince()
  const [note, setNote] = useState('')
  const { year, quarter, unit } = cell
  const input = { year, quarter }
  const found = useQuery(api.reports.findings.queryOptions({ input })).data?.findings ?? []
  const questions = useQuery(api.province.listQuestions.queryOptions({ input })).data?.questions ?? []
  const below = useBelow(cell)
  const nameBelow = (unitId: string) => below.find((row) => row.unit.id === unitId)?.unit[language]
  const mine = found.filter(({ unitId }) => unitId === unit.id || nameBelow(unitId) !== undefined)
  const waits = ({ unitId, figure, rule }: Asked) =>
    questions.some((each) => {
      if (each.answeredAt !== null || each.unit.id !== unit.id) return false
      // What was asked of a unit below begins with its name.
      return each.figure === figure && each.rule === rule && each.note.startsWith(nameBelow(unitId) ?? '')
    })
  const ask = useMutation({
    // A unit below is asked through the office it reports to.
    mutationFn: ({ unitId, figure, value, rule }: Asked) => {
      const about = [nameBelow(unitId), note].filter((part) => part !== undefined && part !== '').join(': ')
      return client.province.ask({ ...input, unitId: unit.id, figure, value, rule, note: about })
    },
    onSuccess: async () => {
      notifications.show({ message: t('cell.asked', { unit: unit[language] }) })
      setNote('')
      await refresh()
    },
  })
  const mayAsk = mayOpen && (mine.length > 0 || figures !== null)
  return (
    <section className="nc-findings-part" aria-label={t('cell.findings')}>
      <h2 className="nc-cell-heading">{t('cell.findings')}</h2>
      {ask.error === null ? null : <FailureNotice failure={failureOf(ask.error)} />}
      {mayAsk ? (
        <Textarea
          label={t('cell.note')}
          autosize
          value={note}
          onChange={(event) => setNote(event.currentTarget.value)}
        />
      ) : null}
      {mine.length === 0 ? <p className="nc-soft">{t('cell.noFindings')}</p> : null}
      <ul className="nc-findings">
        {mine.map((finding) => (
          <li key={`${finding.unitId} ${finding.figure} ${finding.rule}`}>
            {finding.unitId === unit.id ? null : <span>{nameBelow(finding.unitId)}</span>}
            <FindingText finding={finding} />
            {waits(finding) ? <StateBadge tone="amber" label={t('cell.waits')} /> : null}
            {mayOpen && !waits(finding) ? (
              <Button size="compact-xs" variant="default" loading={ask.isPending} onClick={() => ask.mutate(finding)}>
                {t('cell.ask')}
              </Button>
            ) : null}
          </li>
        ))}
      </ul>
      {mayOpen && figures !== null ? (
        <AskOther figures={figures} busy={ask.isPending} onAsk={(one) => ask.mutate({ ...one, unitId: unit.id })} />
      ) : null}
    </section>
  )
}

interface AskOtherProps {
  figures: Figures
  busy: boolean
  onAsk: (one: { figure: Figure; value: number; rule: '' }) => void
}

/** Any figure of the table, whatever the rules say of it: a person knows what a commune of that size can have given. */
function AskOther({ figures, busy, onAsk }: AskOtherProps) {
  const { t } = useTranslation('province')
  const figureText = useFigureText()
  const [chosen, setChosen] = useState<Figure | null>(null)
  const label = (figure: Figure) => {
    const told = figureText(figure, figures[figure])
    return `${told.name}: ${told.value}`
  }
  const send = (figure: Figure) => {
    onAsk({ figure, value: figures[figure], rule: '' })
    setChosen(null)
  }
  return (
    <div className="nc-ask-other">
      <Select
        label={t('cell.other')}
        placeholder={t('cell.otherPick')}
        searchable
        clearable
        data={FIGURES.map((figure) => ({ value: figure, label: label(figure) }))}
        value={chosen}
        onChange={(value) => setChosen(FIGURES.find((figure) => figure === value) ?? null)}
      />
      <Button
        variant="default"
        disabled={chosen === null}
        loading={busy}
        onClick={() => (chosen === null ? undefined : send(chosen))}
      >
        {t('cell.ask')}
      </Button>
    </div>
  )
}
