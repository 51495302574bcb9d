import { ask, type Finding, refused } from './finding.ts'

/** What one piece of help usually costs, in dong; an office may set its own. */
export interface Band {
  low: number
  high: number
}

const MILLION = 1_000_000

export const USUAL_BANDS = {
  gift: { low: 100_000, high: 5 * MILLION },
  monthlyAid: { low: 100_000, high: 3 * MILLION },
  houseNew: { low: 20 * MILLION, high: 400 * MILLION },
  houseRepair: { low: 5 * MILLION, high: 150 * MILLION },
  cow: { low: 8 * MILLION, high: 40 * MILLION },
  goat: { low: MILLION, high: 8 * MILLION },
  kit: { low: 300_000, high: 3 * MILLION },
} as const satisfies Record<string, Band>

/** "tỷ" read as "nghìn tỷ": about a thousand times too much or too little. */
const SCALE_SLIP = { from: 300, to: 3000 }

/**
 * R1 and R2: value for each piece inside the usual band. A value about a thousand times outside it is the slip between
 * "tỷ" and "nghìn tỷ" (or "triệu" and "tỷ"), and `each` says what it would be without the slip.
 */
export function judgeUnitValue({ count, value }: { count: number; value: number }, band: Band): Finding[] {
  if (count <= 0) return value === 0 ? [] : [ask('R1', { each: value, low: band.low, high: band.high })]
  const each = Math.round(value / count)
  if (each >= band.low && each <= band.high) return []
  const middle = Math.sqrt(band.low * band.high)
  const ratio = each > band.high ? each / middle : middle / Math.max(each, 1)
  if (ratio >= SCALE_SLIP.from && ratio <= SCALE_SLIP.to && isInside(unslipped(each, band), band)) {
    return [refused('R2', { each, instead: unslipped(each, band), value: unslippedValue(value, each, band) })]
  }
  return [ask('R1', { each, low: band.low, high: band.high })]
}

function unslipped(each: number, band: Band): number {
  return each > band.high ? Math.round(each / 1000) : each * 1000
}

function unslippedValue(value: number, each: number, band: Band): number {
  return each > band.high ? Math.round(value / 1000) : value * 1000
}

function isInside(each: number, band: Band): boolean {
  return each >= band.low && each <= band.high
}

/** R3: no part above the whole, nor all together; what is left over is said. */
export function judgeParts({ whole, parts }: { whole: number; parts: readonly number[] }): Finding[] {
  const sum = parts.reduce((total, part) => total + part, 0)
  const largest = Math.max(0, ...parts)
  if (largest > whole) return [refused('R3', { part: largest, whole })]
  return sum > whole ? [refused('R3', { part: sum, whole })] : []
}

/** What the parts of a whole leave over: accepted when small, always shown. */
export function residualOf({ whole, parts }: { whole: number; parts: readonly number[] }): number {
  return whole - parts.reduce((total, part) => total + part, 0)
}

/** R4: a stated share of the target is the one that achieved and target give, within half a point, on the basis it names. */
export function judgePercent(stated: {
  basis: 'count' | 'value'
  percent: number
  achieved: number
  target: number
}): Finding[] {
  if (stated.target <= 0) return [refused('R4', { basis: stated.basis, percent: stated.percent, real: 0 })]
  const real = (stated.achieved / stated.target) * 100
  const { basis, percent } = stated
  return Math.abs(real - percent) <= 0.5 ? [] : [refused('R4', { basis, percent, real: Math.round(real * 100) / 100 })]
}

/** R5: what is said to exceed the target is achieved minus target; money rounded for print may differ by `tolerance`. */
export function judgeExcess(stated: {
  excess: number
  achieved: number
  target: number
  tolerance?: number
}): Finding[] {
  const real = stated.achieved - stated.target
  const { excess, tolerance = 0 } = stated
  return Math.abs(real - excess) <= tolerance ? [] : [refused('R5', { excess, real })]
}

/** R17: a gift below what the plan promises. */
export function judgePlanMinimum({ count, value }: { count: number; value: number }, minimum: number): Finding[] {
  const each = count > 0 ? Math.round(value / count) : 0
  return count > 0 && each < minimum ? [ask('R17', { each, minimum })] : []
}
