import { Drawer } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { StateBadge } from '../../../base/ui/StateBadge.tsx'
import { useFormat } from '../../../base/ui/useFormat.ts'
import { useFigureText } from '../../reports/ui/useFigureText.ts'
import type { GridRow } from '../common/contract.ts'
import { Findings } from './Findings.tsx'
import { STATE_TONES } from './GridTable.tsx'
import { PaperTotals } from './PaperTotals.tsx'
import { Population } from './Population.tsx'
import { useBelow } from './useBelow.ts'
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
  const row = paper.data?.rows.find(({ unit }) => unit.id === cell.unit.id)
  const typedBefore = row?.status === 'paper' ? (row.figures ?? undefined) : undefined
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
      <Findings cell={cell} figures={row?.figures ?? null} />
      <Population unitId={cell.unit.id} />
      {canBePaper && mayOpen && !paper.isPending ? (
        <PaperTotals cell={cell} typedBefore={typedBefore} onSaved={onClose} />
      ) : null}
    </div>
  )
}

/** The units below an office, by what came of each. */
function BelowList({ cell }: { cell: ChosenCell }) {
  const { t } = useTranslation(['province', 'reports'])
  const { formatDay, language } = useFormat()
  const figureText = useFigureText()
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
              {row.figures === null ? '–' : figureLine(figureText('delivered', row.figures.delivered))}
            </span>
          </li>
        ))}
      </ul>
    </section>
  )
}

function figureLine({ name, value }: { name: string; value: string }): string {
  return `${name}: ${value}`
}
