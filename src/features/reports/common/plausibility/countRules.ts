import { ask, type Finding, refused } from './finding.ts'

/** R6: nobody is helped less than once, and no record stands for less than one person-time. */
export function judgePersons(counts: { persons: number; personTimes: number; records?: number }): Finding[] {
  const { persons, personTimes, records = 0 } = counts
  if (persons > personTimes) return [refused('R6', { persons, personTimes })]
  return records > personTimes ? [refused('R6', { persons: records, personTimes })] : []
}

/** R7: a unit's total is the sum of those below it in the same window, none of them counted twice. */
export function judgeSum({
  total,
  children,
}: {
  total: number
  children: readonly (readonly [string, number])[]
}): Finding[] {
  const seen = new Set<string>()
  const twice = children.find(([id]) => seen.size === seen.add(id).size)
  if (twice !== undefined) return [refused('R7', { twice: twice[0] })]
  const sum = children.reduce((all, [, value]) => all + value, 0)
  return sum === total ? [] : [refused('R7', { total, sum })]
}

/** R8: what is added up from the first of January never falls within the year. */
export function judgeCumulative(values: readonly number[]): Finding[] {
  const at = values.findIndex((value, index) => index > 0 && value < (values[index - 1] ?? 0))
  return at < 0 ? [] : [refused('R8', { before: values[at - 1] ?? 0, after: values[at] ?? 0 })]
}

/** More than this many times the same period of last year, or less than its inverse, needs a reason. */
const JUMP = 5

/** R9: a jump against the same period of last year. */
export function judgeJump({ now, lastYear }: { now: number; lastYear: number }): Finding[] {
  if (lastYear <= 0 || now < 0) return []
  return now > lastYear * JUMP || now * JUMP < lastYear ? [ask('R9', { now, lastYear })] : []
}

/** R10: nobody helps more people than live there. */
export function judgePopulation({ persons, population }: { persons: number; population: number }): Finding[] {
  return population > 0 && persons > population ? [refused('R10', { persons, population })] : []
}

export interface Growth {
  from: number
  to: number
}

/**
 * R11: growth is told as "from A to B", since "up 153 per cent" and "2.5-fold" are each read in two ways. `readings` are the
 * figures that one phrase may have meant.
 */
export function readGrowth(from: number, phrase: { kind: 'percent' | 'fold'; amount: number }): [Growth, Growth] {
  const { kind, amount } = phrase
  const whole = kind === 'percent' ? from * (amount / 100) : from * amount
  const added = from + whole
  return [
    { from, to: Math.round(whole) },
    { from, to: Math.round(added) },
  ]
}

/** R11: a growth phrase without both figures is not taken. */
export function judgeGrowth(growth: Partial<Growth>): Finding[] {
  return growth.from === undefined || growth.to === undefined ? [refused('R11')] : []
}
