import * as z from 'zod'
import type { Figures } from '../quarterSchemas.ts'
import type { Finding } from './finding.ts'
import type { FigureFinding } from './judgeFigures.ts'
import { judgeExcess, judgePercent } from './valueRules.ts'

/** What a paper says of its plan: the target, the share reached, and by how much it was passed. */
export const statedTargetSchema = z.object({
  /** Count of person-times, or value delivered. */
  basis: z.enum(['count', 'value']),
  target: z.int().min(1),
  percent: z.number().min(0).max(100_000).nullable(),
  excess: z.int().nullable(),
})
export type StatedTarget = z.infer<typeof statedTargetSchema>

/** R4 and R5: the share and the excess are the ones that the figures of the same paper give, on the basis it names. */
export function judgeStatedTarget(figures: Figures, stated: StatedTarget): FigureFinding[] {
  const figure = stated.basis === 'count' ? 'times' : 'delivered'
  const achieved = figures[figure]
  const { basis, target, percent, excess } = stated
  const findings: Finding[] = [
    ...(percent === null ? [] : judgePercent({ basis, percent, achieved, target })),
    ...(excess === null ? [] : judgeExcess({ excess, achieved, target })),
  ]
  // The paper is what it is: the unit is asked, its totals are taken.
  return findings.map((finding) => ({ ...finding, weight: 'ask', figure }))
}
