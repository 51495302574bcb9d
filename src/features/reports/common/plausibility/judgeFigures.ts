import type { Figure, Figures } from '../quarterSchemas.ts'
import { judgeCumulative, judgeJump, judgePersons, judgePopulation } from './countRules.ts'
import type { Finding } from './finding.ts'
import { type PlausibilitySettings, USUAL_PLAUSIBILITY } from './plausibilitySettings.ts'
import { type Band, judgeParts, judgePlanMinimum, judgeUnitValue } from './valueRules.ts'

export interface FigureFinding extends Finding {
  figure: Figure
}

/** Figures compared with the same quarter of last year. */
const COMPARED = ['helped', 'times', 'receivedNet', 'delivered'] as const satisfies readonly Figure[]

/** Figures that are added up from the first of January; a negative quarter lets the sum fall. */
const ADDED_UP = ['times', 'receivedNet', 'delivered', 'cash', 'goods'] as const satisfies readonly Figure[]

/** What a unit's figures are held against; what is not known is not asked about. */
export interface Against {
  settings: PlausibilitySettings
  /** People who live there. */
  population: number | null
}

const USUAL: Against = { settings: USUAL_PLAUSIBILITY, population: null }

/**
 * What is doubtful about one unit's quarter. `lastYear` is the same quarter a year before, where there is one. The average
 * value of a delivery is judged against gifts, unless so few were made that a house among them carries it.
 */
export function judgeFigures(
  figures: Figures,
  lastYear: Figures | null,
  { settings, population }: Against = USUAL,
): FigureFinding[] {
  const found: FigureFinding[] = []
  const add = (figure: Figure, findings: readonly Finding[]) => {
    for (const finding of findings) found.push({ ...finding, figure })
  }
  add('people', judgePersons({ persons: figures.people, personTimes: figures.times }))
  add('helped', judgeParts({ whole: figures.times, parts: [figures.helped] }))
  add('regular', judgeParts({ whole: figures.helped, parts: [figures.regular] }))
  add('delivered', judgeParts({ whole: figures.delivered, parts: [figures.cash, figures.goods] }))
  const given = { count: figures.times, value: figures.delivered }
  add('delivered', judgeUnitValue(given, bandFor(figures.times, settings)))
  if (settings.planMinimum !== null) add('delivered', judgePlanMinimum(given, settings.planMinimum))
  if (population !== null) add('people', judgePopulation({ persons: figures.people, population }))
  for (const figure of ADDED_UP) add(figure, judgeCumulative([0, figures[figure]]))
  if (lastYear === null) return found
  for (const figure of COMPARED) add(figure, judgeJump({ now: figures[figure], lastYear: lastYear[figure] }))
  return found
}

const FEW_DELIVERIES = 20

/** A delivery may be a gift or a house: for a few, one band from the smallest gift to the dearest house. */
function bandFor(times: number, { bands }: PlausibilitySettings): Band {
  return times < FEW_DELIVERIES ? { low: bands.gift.low, high: bands.houseNew.high } : bands.gift
}
