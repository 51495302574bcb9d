import { useTranslation } from 'react-i18next'
import { StateBadge, type Tone } from '../../../base/ui/StateBadge.tsx'
import { useFormat } from '../../../base/ui/useFormat.ts'
import type { GridRow } from '../common/contract.ts'
import { GRID_STATES, type GridState } from '../common/gridState.ts'
import type { ChosenCell } from './CellDrawer.tsx'

export const STATE_TONES: Record<GridState, Tone> = {
  sent: 'green',
  late: 'amber',
  partly: 'amber',
  waiting: 'amber',
  refused: 'red',
  paper: 'accent',
  missing: 'red',
  notDue: 'neutral',
  before: 'neutral',
  ended: 'neutral',
}

interface GridTableProps {
  year: number
  rows: readonly GridRow[]
  onChoose: (cell: ChosenCell) => void
}

/** Units against quarters; each cell opens what came and what can be done. */
export function GridTable({ year, rows, onChoose }: GridTableProps) {
  const { t } = useTranslation('province')
  const { language } = useFormat()
  return (
    <div className="nc-grid-scroll">
      <table className="nc-grid">
        <caption>{t('grid.caption', { year })}</caption>
        <thead>
          <tr>
            <th scope="col">{t('grid.unit')}</th>
            {[1, 2, 3, 4].map((quarter) => (
              <th key={quarter} scope="col">
                {t('grid.quarter', { quarter })}
                <QuarterCounts rows={rows} quarter={quarter} />
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.unit.id}>
              <th scope="row">
                {row.unit[language]} <span className="nc-soft num">{row.unit.code}</span>
              </th>
              {row.cells.map((cell) => (
                <td key={cell.quarter}>
                  <Cell row={row} cell={cell} onChoose={() => onChoose({ unit: row.unit, year, ...cell })} />
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

/** How many units stand where, for one quarter. */
function QuarterCounts({ rows, quarter }: { rows: readonly GridRow[]; quarter: number }) {
  const { t } = useTranslation('province')
  const { formatNumber } = useFormat()
  const counts = GRID_STATES.flatMap((state) => {
    const count = rows.filter((row) =>
      row.cells.some((cell) => cell.quarter === quarter && cell.state === state),
    ).length
    return count === 0 ? [] : [t('grid.counts', { state: t(`grid.states.${state}`), count: formatNumber(count) })]
  })
  return <span className="nc-grid-counts num">{counts.join(' · ')}</span>
}

interface CellProps {
  row: GridRow
  cell: GridRow['cells'][number]
  onChoose: () => void
}

function Cell({ row, cell, onChoose }: CellProps) {
  const { t } = useTranslation('province')
  const { language } = useFormat()
  const state = t(`grid.states.${cell.state}`)
  const label = t('cell.open', { unit: row.unit[language], quarter: cell.quarter, state })
  return (
    <button type="button" className="nc-grid-cell" title={label} onClick={onChoose}>
      <StateBadge tone={STATE_TONES[cell.state]} label={state} />
      {cell.seq === null ? null : <span className="nc-soft num">{t('grid.lastSeq', { seq: cell.seq })}</span>}
      {cell.below === null ? null : <span className="nc-soft num">{t('grid.below', cell.below)}</span>}
      {cell.questions === 0 ? null : (
        <span className="nc-grid-asked">{t('grid.asked', { count: cell.questions })}</span>
      )}
    </button>
  )
}
