import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { StateBadge, type Tone } from '../../../base/ui/StateBadge.tsx'
import { useFormat } from '../../../base/ui/useFormat.ts'
import { useSignedIn } from '../../units/ui/useSignedIn.ts'
import { FIGURE_GROUPS } from '../common/figureGroups.ts'
import { FIGURES, type Figure, type Figures, type QuarterRow, type QuarterTable } from '../common/quarterSchemas.ts'

/** A figure someone clicked; of all units when `unitId` is null. */
export interface FigureChoice {
  figure: Figure
  unitId: string | null
  unitName: string
}

interface FigureTableProps {
  table: QuarterTable
  over: boolean
  caption: string
  onChoose: (choice: FigureChoice) => void
}

const TONES: Record<QuarterRow['status'], Tone> = {
  own: 'neutral',
  sent: 'green',
  partly: 'amber',
  paper: 'amber',
  notSent: 'red',
}

/** A row per unit under two rows of headings; the unit stays in sight, and every figure is a button to its rows. */
export function FigureTable({ table, over, caption, onChoose }: FigureTableProps) {
  const { t } = useTranslation('reports')
  const { language } = useFormat()
  const { me } = useSignedIn()
  // “Việt Nam”, “Tỉnh Thanh Hóa” among the units below would pass for the whole of it: the own row is the office's.
  const nameOf = ({ unit, status }: QuarterRow) =>
    (status === 'own' && table.rows.length > 1 ? (me?.officeName ?? unit) : unit)[language]
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a wide table has to be scrollable with the keyboard
    <section className="nc-report" aria-label={caption} tabIndex={0}>
      <table className="nc-report-table">
        <caption className="nc-visually-hidden">{caption}</caption>
        <FigureHead />
        <tbody>
          {table.rows.map((row) => (
            <UnitRows key={row.unit.id} row={row} name={nameOf(row)} over={over} onChoose={onChoose} />
          ))}
        </tbody>
        {table.rows.length > 1 ? (
          <tfoot>
            <tr>
              <th scope="row">{t('quarter.total')}</th>
              <FigureCells
                figures={table.total}
                onChoose={(figure) =>
                  onChoose({
                    figure,
                    unitId: null,
                    unitName: t('drill.allUnits'),
                  })
                }
              />
            </tr>
          </tfoot>
        ) : null}
      </table>
    </section>
  )
}

/** A unit, and on request the units below it, of which there are figures only. */
function UnitRows(props: { row: QuarterRow; name: string } & Pick<FigureTableProps, 'over' | 'onChoose'>) {
  const { row, name, over, onChoose } = props
  const { t } = useTranslation('reports')
  const { language } = useFormat()
  const [open, setOpen] = useState(false)
  const choose = (unit: QuarterRow['unit']) => (figure: Figure) =>
    onChoose({ figure, unitId: unit.id, unitName: unit[language] })
  const count = row.below.length
  return (
    <>
      <tr>
        <th scope="row">
          <span className="nc-report-unit">{name}</span>
          <UnitStatus row={row} over={over} />
          {count === 0 ? null : (
            <button type="button" className="nc-report-open" aria-expanded={open} onClick={() => setOpen(!open)}>
              {open ? t('quarter.closeBelow') : t('quarter.openBelow', { count })}
            </button>
          )}
          {row.elsewhere.length === 0 ? null : (
            <span className="nc-soft">
              {t('quarter.elsewhere', { units: row.elsewhere.map((unit) => unit[language]).join(', ') })}
            </span>
          )}
        </th>
        <FigureCells figures={row.figures} onChoose={choose(row.unit)} />
      </tr>
      {open ? (
        <>
          <tr className="nc-report-below">
            <th scope="row">{t('quarter.ownPart', { unit: row.unit[language] })}</th>
            <PlainCells figures={row.own} signed={null} />
          </tr>
          {row.below.map((each) => (
            <tr key={each.unit.id} className="nc-report-below">
              <th scope="row">
                <span className="nc-report-unit">{each.unit[language]}</span>
                <UnitStatus row={each} over={over} />
              </th>
              <PlainCells figures={each.figures} signed={each.signed} />
            </tr>
          ))}
        </>
      ) : null}
    </>
  )
}

/** Figures without rows behind them; what was signed stands below what it has become. */
function PlainCells({ figures, signed }: { figures: Figures | null; signed: Figures | null }) {
  const { t } = useTranslation('reports')
  const { formatNumber } = useFormat()
  return FIGURES.map((figure) => {
    const value = figures?.[figure]
    const before = signed?.[figure]
    return (
      <td key={figure} className="num" data-starts={startsGroup(figure) || undefined}>
        {value === undefined ? '–' : formatNumber(value)}
        {before === undefined || before === value ? null : (
          <span className="nc-report-signed">{t('quarter.signedAs', { value: formatNumber(before) })}</span>
        )}
      </td>
    )
  })
}

function FigureHead() {
  const { t } = useTranslation('reports')
  return (
    <thead>
      <tr>
        <th rowSpan={2} scope="col">
          {t('quarter.unit')}
        </th>
        {FIGURE_GROUPS.map(({ group, figures }) => (
          <th key={group} colSpan={figures.length} scope="colgroup" className="nc-report-group">
            {t(`groups.${group}`)}
          </th>
        ))}
      </tr>
      <tr>
        {FIGURES.map((figure) => (
          <th key={figure} scope="col" data-starts={startsGroup(figure) || undefined}>
            {t(`figures.${figure}`)}
          </th>
        ))}
      </tr>
    </thead>
  )
}

interface UnitStatusProps {
  row: Pick<QuarterRow, 'status' | 'sentTo' | 'otherCurrencies'>
  /** Whether the quarter is over: before that nobody is behind. */
  over?: boolean
}

export function UnitStatus({ row, over = true }: UnitStatusProps) {
  const { t } = useTranslation('reports')
  const { formatDay, formatMoney } = useFormat()
  const day = row.sentTo === null ? '' : formatDay(row.sentTo)
  return (
    <>
      {row.status === 'own' ? null : (
        <StateBadge
          tone={over || row.status !== 'notSent' ? TONES[row.status] : 'neutral'}
          label={t(`status.${row.status}`, { day })}
        />
      )}
      {row.otherCurrencies.map((money) => (
        <span key={money.currency} className="nc-soft num">
          + {formatMoney(money)}
        </span>
      ))}
    </>
  )
}

function FigureCells({ figures, onChoose }: { figures: Figures | null; onChoose: (figure: Figure) => void }) {
  return FIGURES.map((figure) => (
    <td key={figure} className="num" data-starts={startsGroup(figure) || undefined}>
      <FigureValue value={figures?.[figure]} onChoose={() => onChoose(figure)} />
    </td>
  ))
}

/** A figure that opens its rows; nought has none, and what was not reported is not nought. */
export function FigureValue({ value, onChoose }: { value: number | undefined; onChoose: () => void }) {
  const { formatNumber } = useFormat()
  if (value === undefined) return '–'
  if (value === 0) return <span className="nc-soft">0</span>
  return (
    <button type="button" className="nc-report-figure" onClick={onChoose}>
      {formatNumber(value)}
    </button>
  )
}

function startsGroup(figure: Figure): boolean {
  return FIGURE_GROUPS.some(({ figures }) => figures[0] === figure)
}
