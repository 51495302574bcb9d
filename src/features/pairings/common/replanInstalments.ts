import { addMonths, type Month } from '../../../base/common/day.ts'
import { openHorizon, type PlannedInstalment, type PlanTerms, planInstalments } from './instalmentPlan.ts'

/** A kỳ as it stands. */
export interface PresentInstalment {
  id: string
  firstMonth: Month
  lastMonth: Month
  amount: number
  /** Given (even in part), on a distribution list, or taken over from the old register: never planned again. */
  settled: boolean
}

export interface Replan {
  /** Ids of the kỳ to take back. */
  removed: string[]
  added: PlannedInstalment[]
}

/**
 * New terms for what is still to come: settled kỳ stay as they are, so do unpaid kỳ that were over before `fromMonth`; every
 * other month of the pairing is planned by the new terms. Unpaid kỳ behind a new end are taken back.
 */
export function replanInstalments({
  present,
  terms,
  fromMonth,
}: {
  present: readonly PresentInstalment[]
  terms: PlanTerms
  fromMonth: Month
}): Replan {
  const end = terms.lastMonth
  const dropped = present.filter(
    ({ settled, lastMonth }) => !settled && (lastMonth >= fromMonth || (end !== null && lastMonth > end)),
  )
  const kept = present.filter((each) => !dropped.includes(each))
  const removed = dropped.map(({ id }) => id)
  // A single gift is given once: what is left of a part payment stays due in its own kỳ.
  if (terms.frequency === 'once') return { removed, added: kept.length > 0 ? [] : planInstalments(terms) }
  return { removed, added: planMonths({ terms, fromMonth, dropped, kept }) }
}

interface OpenMonths {
  terms: PlanTerms
  fromMonth: Month
  dropped: readonly PresentInstalment[]
  kept: readonly PresentInstalment[]
}

/** Plans each run of months that no kept kỳ covers. */
function planMonths({ terms, fromMonth, dropped, kept }: OpenMonths): PlannedInstalment[] {
  const known = [...kept, ...dropped].map(({ lastMonth }) => lastMonth)
  const end = terms.lastMonth ?? [...known, fromMonth, terms.firstMonth].reduce(later)
  const start = [fromMonth, ...dropped.map(({ firstMonth }) => firstMonth)].reduce(earlier)
  const isOpen = (month: Month) => (month >= fromMonth || covers(dropped, month)) && !covers(kept, month)
  const runs = openRuns({ from: later(start, terms.firstMonth), to: end, isOpen })
  const openEnd = terms.lastMonth === null ? (runs.find(({ to }) => to === end)?.from ?? addMonths(end, 1)) : undefined
  const bounded = runs.filter(({ from }) => from !== openEnd)
  const added = bounded.flatMap(({ from, to }) => planInstalments({ ...terms, firstMonth: from, lastMonth: to }))
  if (openEnd === undefined) return added
  const horizon = openHorizon({ firstMonth: later(terms.firstMonth, fromMonth), today: terms.today })
  return [...added, ...planInstalments({ ...terms, firstMonth: openEnd, horizon })]
}

/** The longest runs of open months, in order. */
function openRuns({ from, to, isOpen }: { from: Month; to: Month; isOpen: (month: Month) => boolean }) {
  const runs: { from: Month; to: Month }[] = []
  for (let month = from; month <= to; month = addMonths(month, 1)) {
    if (!isOpen(month)) continue
    const last = runs.at(-1)
    if (last !== undefined && addMonths(last.to, 1) === month) last.to = month
    else runs.push({ from: month, to: month })
  }
  return runs
}

function covers(list: readonly PresentInstalment[], month: Month): boolean {
  return list.some((each) => each.firstMonth <= month && month <= each.lastMonth)
}

/**
 * The kỳ of an interrupted or ended pairing: unpaid months after `endMonth` are taken back, a kỳ across it is cut. A single
 * gift whose time has begun stays due.
 */
export function cutInstalments({
  present,
  terms,
  endMonth,
}: {
  present: readonly PresentInstalment[]
  terms: Omit<PlanTerms, 'lastMonth'>
  endMonth: Month
}): Replan {
  if (terms.frequency === 'once') {
    const after = present.filter(({ settled, firstMonth }) => !settled && firstMonth > endMonth)
    return { removed: after.map(({ id }) => id), added: [] }
  }
  return replanInstalments({ present, terms: { ...terms, lastMonth: endMonth }, fromMonth: addMonths(endMonth, 1) })
}

/** The terms under which an interrupted pairing goes on: a single gift not yet given moves with it. */
export function resumedTerms(terms: PlanTerms, fromMonth: Month): PlanTerms {
  if (terms.frequency !== 'once') return terms
  const firstMonth = later(terms.firstMonth, fromMonth)
  return { ...terms, firstMonth, lastMonth: later(terms.lastMonth ?? firstMonth, firstMonth) }
}

/** The kỳ that carry an open-ended pairing on from its last one to the end of this year. */
export function extendInstalments(terms: PlanTerms, lastPlanned: Month | null): PlannedInstalment[] {
  if (terms.frequency === 'once' || terms.lastMonth !== null) return []
  const next = lastPlanned === null ? terms.firstMonth : addMonths(lastPlanned, 1)
  const horizon = openHorizon(terms)
  return planInstalments({ ...terms, firstMonth: next, horizon })
}

function later(first: Month, second: Month): Month {
  return first > second ? first : second
}

function earlier(first: Month, second: Month): Month {
  return first < second ? first : second
}
