import type { Figure, Figures } from '../quarterSchemas.ts'
import { judgeJump, judgePersons } from './countRules.ts'
import type { Finding } from './finding.ts'
import { judgeParts, judgeUnitValue, USUAL_BANDS } from './valueRules.ts'

export interface FigureFinding extends Finding {
  figure: Figure
}

/** Figures compared with the same quarter of last year. */
const COMPARED = ['helped', 'times', 'receivedNet', 'delivered'] as const satisfies readonly Figure[]

/** A delivery may be a gift or a house: one band from the smallest gift to the dearest house. */
const DELIVERY_BAND = { low: USUAL_BANDS.gift.low, high: USUAL_BANDS.houseNew.high }

/**
 * What is doubtful about one unit's quarter. `lastYear` is the same quarter a year before, where there is one. The average
 * value of a delivery is judged against gifts, unless so few were made that a house among them carries it.
 */
export function judgeFigures(figures: Figures, lastYear: Figures | null): FigureFinding[] {
  const found: FigureFinding[] = []
  const add = (figure: Figure, findings: readonly Finding[]) => {
    for (const finding of findings) found.push({ ...finding, figure })
  }
  add('people', judgePersons({ persons: figures.people, personTimes: figures.times }))
  add('helped', judgeParts({ whole: figures.times, parts: [figures.helped] }))
  add('regular', judgeParts({ whole: figures.helped, parts: [figures.regular] }))
  add('delivered', judgeParts({ whole: figures.delivered, parts: [figures.cash, figures.goods] }))
  add('delivered', judgeUnitValue({ count: figures.times, value: figures.delivered }, bandFor(figures.times)))
  if (lastYear === null) return found
  for (const figure of COMPARED) add(figure, judgeJump({ now: figures[figure], lastYear: lastYear[figure] }))
  return found
}

const FEW_DELIVERIES = 20

function bandFor(times: number): { low: number; high: number } {
  return times < FEW_DELIVERIES ? DELIVERY_BAND : USUAL_BANDS.gift
}
