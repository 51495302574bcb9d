import { useTranslation } from 'react-i18next'
import { useFormat } from '../../../base/ui/useFormat.ts'
import type { Standing } from '../common/clusterSchemas.ts'
import { UnitNote } from './UnitNote.tsx'
import { useClusters } from './useClusters.ts'

/** Each member against its targets; below, the mean of their percentages and how many reached or passed them. */
export function StandingTable({ standing }: { standing: Standing }) {
  const { t } = useTranslation('clusters')
  const { formatDay, language } = useFormat()
  const { nameOf } = useClusters()
  const { cluster, day, indicators, rows } = standing
  return (
    <div className="nc-cluster-scroll">
      <table className="nc-cluster-table">
        <caption>{t('standing.caption', { name: nameOf(cluster.names), day: formatDay(day) })}</caption>
        <thead>
          <tr>
            <th scope="col" rowSpan={2}>
              {t('standing.unit')}
            </th>
            {indicators.map((one) => (
              <th key={one.code} scope="colgroup" colSpan={3}>
                {nameOf(one.names)} <span className="nc-soft">({t(`basis.${one.basis ?? 'unknown'}`)})</span>
              </th>
            ))}
            <th scope="col" rowSpan={2}>
              {t('standing.note')}
            </th>
          </tr>
          <tr>
            {indicators.flatMap((one) =>
              (['target', 'achieved', 'percent'] as const).map((part) => (
                <th key={`${one.code} ${part}`} scope="col" className="num">
                  {t(`standing.${part}`)}
                </th>
              )),
            )}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.unit.id}>
              <th scope="row">{row.unit[language]}</th>
              {row.cells.map((cell, index) => (
                <Cells key={indicators[index]?.code} cell={cell} />
              ))}
              <td>
                <UnitNote row={row} />
              </td>
            </tr>
          ))}
        </tbody>
        <Summary indicators={indicators} />
      </table>
    </div>
  )
}

function Cells({ cell: { target, achieved, percent } }: { cell: Standing['rows'][number]['cells'][number] }) {
  const { formatNumber, formatPercent } = useFormat()
  const text = (value: number | null) => (value === null ? '–' : formatNumber(value))
  return (
    <>
      <td className="num">{text(target)}</td>
      <td className="num">{text(achieved)}</td>
      <td className="num">{percent === null ? '–' : formatPercent(percent / 100)}</td>
    </>
  )
}

function Summary({ indicators }: Pick<Standing, 'indicators'>) {
  const { t } = useTranslation('clusters')
  const { formatPercent } = useFormat()
  const lines = [
    {
      key: 'mean',
      text: (one: Standing['indicators'][number]) => (one.mean === null ? '–' : formatPercent(one.mean / 100)),
    },
    { key: 'meanOf', text: (one) => t('standing.ofN', { n: one.counted, all: one.withTarget }) },
    { key: 'reached', text: (one) => t('standing.ofN', { n: one.reached, all: one.withTarget }) },
    { key: 'above', text: (one) => t('standing.ofN', { n: one.above, all: one.withTarget }) },
  ] as const satisfies readonly { key: string; text: (one: Standing['indicators'][number]) => string }[]
  return (
    <tfoot>
      {lines.map(({ key, text }) => (
        <tr key={key}>
          <th scope="row">{t(`standing.${key}`)}</th>
          {indicators.map((one) => (
            <td key={one.code} className="num" colSpan={3}>
              {text(one)}
            </td>
          ))}
          <td />
        </tr>
      ))}
    </tfoot>
  )
}
