import { COUNT_FIGURES, MONEY_FIGURES } from '../../reports/common/quarterSchemas.ts'
import type { Basis, Standing } from './clusterSchemas.ts'

const isCount = (figure: string) => COUNT_FIGURES.some((one) => one === figure)
const isMoney = (figure: string) => MONEY_FIGURES.some((one) => one === figure)

/** What a sum of figures is: counts or dong. Null for a mixture, or when one of them is unknown to this program. */
export function basisOf(figures: readonly string[]): Basis | null {
  if (figures.length === 0) return null
  if (figures.every(isCount)) return 'count'
  return figures.every(isMoney) ? 'value' : null
}

/** The sum of an indicator's figures; null where they are not known. */
export function valueOfIndicator(
  figures: readonly string[],
  known: Readonly<Record<string, number>> | null,
): number | null {
  if (known === null || basisOf(figures) === null) return null
  return figures.reduce((sum, figure) => sum + (known[figure] ?? 0), 0)
}

/** Reached of a target, in percent. */
export function percentOf(achieved: number | null, target: number | null): number | null {
  return achieved === null || target === null || target <= 0 ? null : (achieved / target) * 100
}

type Summary = Pick<Standing['indicators'][number], 'mean' | 'counted' | 'withTarget' | 'reached' | 'above'>

/**
 * The mean of the units' percentages, as emulation is judged: a small unit weighs as much as a large one. Who has no figures yet is
 * not in the mean but among those with a target.
 */
export function summarise(cells: readonly { target: number | null; percent: number | null }[]): Summary {
  const percents = cells.flatMap(({ percent }) => (percent === null ? [] : [percent]))
  return {
    mean: percents.length === 0 ? null : percents.reduce((sum, percent) => sum + percent, 0) / percents.length,
    counted: percents.length,
    withTarget: cells.filter(({ target }) => target !== null).length,
    reached: percents.filter((percent) => percent >= 100).length,
    above: percents.filter((percent) => percent > 100).length,
  }
}

/** Percent with one decimal, as it is printed. */
export function roundPercent(percent: number | null): number | null {
  return percent === null ? null : Math.round(percent * 10) / 10
}

interface Span {
  unitId: string
  validFrom: string
  validTo: string | null
}

/** Whether a unit is a member twice on one day, or a membership ends before it begins. */
export function membersClash(members: readonly Span[]): boolean {
  return members.some(
    (one, index) =>
      (one.validTo !== null && one.validTo < one.validFrom) ||
      members.some(
        (other, at) =>
          at > index &&
          other.unitId === one.unitId &&
          other.validFrom <= (one.validTo ?? '9999-12-31') &&
          one.validFrom <= (other.validTo ?? '9999-12-31'),
      ),
  )
}
