/** A kỳ of the schedule as re-planning sees it; amounts in minor units. */
export interface ScheduledInstalment {
  id: string
  amount: number
  delivered: number
  /** Given in full, on an open list or taken over: its amount stays. */
  fixed: boolean
}

export const REMAINDER_WAYS = ['next', 'spread'] as const
export type RemainderWay = (typeof REMAINDER_WAYS)[number]

/**
 * Closes a kỳ at what was given of it and moves the rest to the next open kỳ, or over all open kỳ after it; to the đồng: what
 * does not divide goes to the earliest ones. Undefined when there is nothing left of it, or no open kỳ to take it.
 */
export function moveRemainder(
  schedule: readonly ScheduledInstalment[],
  { id, way }: { id: string; way: RemainderWay },
): Map<string, number> | undefined {
  const position = schedule.findIndex((each) => each.id === id)
  const part = schedule[position]
  if (part === undefined || part.fixed) return undefined
  const rest = part.amount - part.delivered
  const open = schedule.slice(position + 1).filter(({ fixed }) => !fixed)
  const takers = way === 'next' ? open.slice(0, 1) : open
  if (rest <= 0 || takers.length === 0) return undefined
  const each = Math.floor(rest / takers.length)
  const left = rest - each * takers.length
  const moved = takers.map((taker, index): [string, number] => [taker.id, taker.amount + each + (index < left ? 1 : 0)])
  return new Map([[id, part.delivered], ...moved])
}
