import type { Day, Month } from '../../../base/common/day.ts'
import { type PlannedInstalment, type PlanTerms, planInstalments } from '../common/instalmentPlan.ts'
import type { Instalment, PairingFile, PairingTerms } from '../common/pairingSchemas.ts'
import { replanInstalments } from '../common/replanInstalments.ts'
import { instalmentState } from '../common/rules.ts'

export type ShownInstalment = Omit<Instalment, 'id'>

/** The kỳ a new pairing would have. */
export function previewPlan(terms: PlanTerms): ShownInstalment[] {
  return planInstalments(terms).map((each) => ungiven(each, terms.today))
}

/** The kỳ of a pairing as they would stand under new terms; what was given stays. */
export function previewTerms(
  pairing: PairingFile,
  terms: PairingTerms,
  { fromMonth, today }: { fromMonth: Month; today: Day },
): ShownInstalment[] {
  const planTerms = { ...terms, past: pairing.past, today }
  if (pairing.state === 'intended') return previewPlan(planTerms)
  if (pairing.state !== 'active') return pairing.instalments
  const nothingGiven = pairing.totals.delivered === 0
  if (nothingGiven && terms.firstMonth !== pairing.terms.firstMonth) return previewPlan(planTerms)
  const present = pairing.instalments.flatMap((each) => (each.id === null ? [] : [{ ...each, id: each.id }]))
  const { removed, added } = replanInstalments({ present, terms: planTerms, fromMonth })
  const kept = pairing.instalments.filter(({ id }) => id === null || !removed.includes(id))
  return [...kept, ...added.map((each) => ungiven(each, today))].sort((first, second) =>
    first.firstMonth < second.firstMonth ? -1 : 1,
  )
}

function ungiven(planned: PlannedInstalment, today: Day): ShownInstalment {
  const { past, ...dated } = planned
  const state = instalmentState(planned, 0, today)
  return {
    ...dated,
    delivered: 0,
    remainder: past === null ? dated.amount : 0,
    state,
    overdue: state === 'late',
    settled: past !== null,
  }
}
