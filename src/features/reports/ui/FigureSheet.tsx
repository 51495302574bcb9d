import { useTranslation } from 'react-i18next'
import { useFormat } from '../../../base/ui/useFormat.ts'
import { FIGURE_GROUPS } from '../common/figureGroups.ts'
import type { Figure, QuarterRow } from '../common/quarterSchemas.ts'
import { type FigureChoice, FigureValue, UnitStatus } from './FigureTable.tsx'
import './figureSheet.css'

interface FigureSheetProps {
  row: QuarterRow
  caption: string
  onChoose: (choice: FigureChoice) => void
}

/** The figures of one unit alone, read downwards: a table of one row would run out of the screen. */
export function FigureSheet({ row, caption, onChoose }: FigureSheetProps) {
  const { t } = useTranslation('reports')
  const { language } = useFormat()
  const unitName = row.unit[language]
  const choose = (figure: Figure) => () => onChoose({ figure, unitId: row.unit.id, unitName })
  return (
    <section aria-label={caption}>
      <h2 className="nc-sheet-unit">
        {unitName} <UnitStatus row={row} />
      </h2>
      <div className="nc-sheet">
        {FIGURE_GROUPS.map(({ group, figures }) => (
          <table key={group} aria-label={t(`groups.${group}`)}>
            <thead>
              <tr>
                <th colSpan={2} scope="colgroup">
                  {t(`groups.${group}`)}
                </th>
              </tr>
            </thead>
            <tbody>
              {figures.map((figure) => (
                <tr key={figure}>
                  <th scope="row">{t(`figures.${figure}`)}</th>
                  <td className="num">
                    <FigureValue value={row.figures?.[figure]} onChoose={choose(figure)} />
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        ))}
      </div>
    </section>
  )
}
