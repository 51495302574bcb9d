import { Button, Drawer, Textarea } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { useMutation, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { failureOf } from '../../../base/common/failures.ts'
import { FailureNotice } from '../../../base/ui/FailureNotice.tsx'
import { StateBadge } from '../../../base/ui/StateBadge.tsx'
import { useFormat } from '../../../base/ui/useFormat.ts'
import type { GridRow } from '../common/contract.ts'
import { FindingText } from './FindingText.tsx'
import { STATE_TONES } from './GridTable.tsx'
import { PaperTotals } from './PaperTotals.tsx'
import { Population } from './Population.tsx'
import { useProvince } from './useProvince.ts'

export type ChosenCell = GridRow['cells'][number] & { unit: GridRow['unit']; year: number }

interface CellDrawerProps {
  cell: ChosenCell | undefined
  onClose: () => void
}

/** One unit's quarter: what came, what is doubtful, and totals from paper when nothing came. */
export function CellDrawer({ cell, onClose }: CellDrawerProps) {
  const { t } = useTranslation(['province', 'common'])
  const { language } = useFormat()
  const title = cell === undefined ? '' : t('cell.title', { ...cell, unit: cell.unit[language] })
  return (
    <Drawer
      opened={cell !== undefined}
      onClose={onClose}
      position="right"
      size="min(36rem, 100vw)"
      title={title}
      overlayProps={{ backgroundOpacity: 0.2 }}
      closeButtonProps={{ 'aria-label': t('common:actions.close') }}
      classNames={{
        content: 'nc-drawer',
        header: 'nc-drawer-header',
        title: 'nc-drawer-title',
        body: 'nc-drawer-body',
      }}
    >
      {cell === undefined ? null : <CellFacts key={`${cell.unit.id} ${cell.quarter}`} cell={cell} onClose={onClose} />}
    </Drawer>
  )
}

function CellFacts({ cell, onClose }: { cell: ChosenCell; onClose: () => void }) {
  const { t } = useTranslation('province')
  const { api, mayOpen } = useProvince()
  const input = { year: cell.year, quarter: cell.quarter }
  const paper = useQuery(api.reports.quarter.queryOptions({ input }))
  const row = paper.data?.rows.find(({ unit, status }) => unit.id === cell.unit.id && status === 'paper')
  const typedBefore = row?.figures ?? undefined
  const canBePaper = ['missing', 'notDue', 'before', 'paper', 'refused', 'waiting'].includes(cell.state)
  return (
    <div className="nc-quarter-cell">
      <p>
        <StateBadge tone={STATE_TONES[cell.state]} label={t(`grid.states.${cell.state}`)} />
        <span className="nc-soft">
          {' · '}
          {t('cell.file')}: {cell.seq === null ? t('cell.none') : t('grid.lastSeq', { seq: cell.seq })}
        </span>
      </p>
      <p>
        <Link className="nc-link" to={`/reports/quarter?year=${cell.year}&quarter=${cell.quarter}`}>
          {t('cell.figures')}
        </Link>
      </p>
      {cell.below === null ? null : <BelowList cell={cell} />}
      <Findings cell={cell} />
      <Population unitId={cell.unit.id} />
      {canBePaper && mayOpen && !paper.isPending ? (
        <PaperTotals cell={cell} typedBefore={typedBefore} onSaved={onClose} />
      ) : null}
    </div>
  )
}

function useBelow({ year, quarter, unit, below }: ChosenCell) {
  const { api } = useProvince()
  const input = { year, quarter }
  const table = useQuery({ ...api.reports.quarter.queryOptions({ input }), enabled: below !== null }).data
  return table?.rows.find((row) => row.unit.id === unit.id)?.below ?? []
}

/** The units below an office, by what came of each. */
function BelowList({ cell }: { cell: ChosenCell }) {
  const { t } = useTranslation(['province', 'reports'])
  const { formatDay, formatNumber, language } = useFormat()
  const below = useBelow(cell)
  return (
    <section aria-label={t('cell.below')}>
      <h2 className="nc-cell-heading">{t('cell.below')}</h2>
      <ul className="nc-findings">
        {below.map((row) => (
          <li key={row.unit.id}>
            <span>
              {row.unit[language]} ·{' '}
              {t(`reports:status.${row.status}`, { day: row.sentTo === null ? '' : formatDay(row.sentTo) })}
            </span>
            <span className="num">
              {row.figures === null ? '–' : `${t('reports:figures.delivered')}: ${formatNumber(row.figures.delivered)}`}
            </span>
          </li>
        ))}
      </ul>
    </section>
  )
}

function Findings({ cell }: { cell: ChosenCell }) {
  const { t } = useTranslation('province')
  const { language } = useFormat()
  const { api, client, mayOpen, refresh } = useProvince()
  const [note, setNote] = useState('')
  const { year, quarter, unit } = cell
  const input = { year, quarter }
  const found = useQuery(api.reports.findings.queryOptions({ input })).data?.findings ?? []
  const below = useBelow(cell)
  const nameBelow = (unitId: string) => below.find((row) => row.unit.id === unitId)?.unit[language]
  const mine = found.filter(({ unitId }) => unitId === unit.id || nameBelow(unitId) !== undefined)
  const ask = useMutation({
    // A unit below is asked through the office it reports to.
    mutationFn: ({ unitId, figure, value, rule }: (typeof mine)[number]) => {
      const about = [nameBelow(unitId), note].filter((part) => part !== undefined && part !== '').join(': ')
      return client.province.ask({ ...input, unitId: unit.id, figure, value, rule, note: about })
    },
    onSuccess: async () => {
      notifications.show({ message: t('cell.asked', { unit: unit[language] }) })
      await refresh()
    },
  })
  return (
    <section aria-label={t('cell.findings')}>
      <h2 className="nc-cell-heading">{t('cell.findings')}</h2>
      {ask.error === null ? null : <FailureNotice failure={failureOf(ask.error)} />}
      {mine.length === 0 ? <p className="nc-soft">{t('cell.noFindings')}</p> : null}
      {mine.length > 0 && mayOpen ? (
        <Textarea
          label={t('cell.note')}
          autosize
          value={note}
          onChange={(event) => setNote(event.currentTarget.value)}
        />
      ) : null}
      <ul className="nc-findings">
        {mine.map((finding) => (
          <li key={`${finding.unitId} ${finding.figure} ${finding.rule}`}>
            {finding.unitId === unit.id ? null : <span>{nameBelow(finding.unitId)}</span>}
            <FindingText finding={finding} />
            {mayOpen ? (
              <Button size="compact-xs" variant="default" onClick={() => ask.mutate(finding)}>
                {t('cell.ask')}
              </Button>
            ) : null}
          </li>
        ))}
      </ul>
    </section>
  )
}
