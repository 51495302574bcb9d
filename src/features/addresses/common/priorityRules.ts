import type { Priority, PriorityWeights } from './fileSchemas.ts'
import { type HousingParts, housingState } from './housing.ts'

/**
 * What an office starts with. No scale of the Society is published: categories follow what provinces name as most in need, the
 * income limit is the rural poverty line of Decree 07/2021, housing the two-of-three rule. Each office edits its own.
 */
export const STARTING_WEIGHTS: PriorityWeights = {
  categories: {
    exceptionalHardship: 30,
    orphan: 25,
    elderlyAlone: 25,
    agentOrange: 20,
    seriousIllness: 20,
    childDisability: 20,
    poor: 20,
    disability: 15,
    disasterVictim: 15,
    nearPoor: 10,
    poorPupil: 10,
    policyFamily: 10,
    ethnicMinorityPupil: 5,
    poorFisherman: 5,
    redCrossMember: 5,
  },
  disability: { extremelySevere: 15, severe: 10, mild: 5 },
  unstableHousing: 15,
  lowIncomeLimit: 1_500_000,
  lowIncome: 15,
  unableToWork: 10,
  perDependant: 5,
  mostDependants: 3,
  noStateSupport: 5,
  ethnicMinority: 5,
  noSponsor: 10,
}

export interface PriorityFacts extends HousingParts {
  categories: readonly string[]
  /** Levels of disability certificates that are valid. */
  disabilityLevels: readonly string[]
  incomeMonthly: number | null
  unableToWork: boolean
  dependants: number | null
  /** The survey says so: an allowance of nothing. */
  noStateSupport: boolean
  ethnicMinority: boolean
  sponsored: boolean
}

/** The score with what it is made of; only what is known counts, so an empty file is not a needy one. */
export function priorityOf(facts: PriorityFacts, weights: PriorityWeights): Priority {
  const reasons: Priority['reasons'] = facts.categories.map((category) => ({
    code: 'category',
    points: weights.categories[category] ?? 0,
    detail: category,
    count: 1,
  }))
  const add = (code: Priority['reasons'][number]['code'], points: number, count = 1) =>
    reasons.push({ code, points: points * count, detail: null, count })
  const [worst] = facts.disabilityLevels.toSorted(
    (one, other) => (weights.disability[other] ?? 0) - (weights.disability[one] ?? 0),
  )
  if (worst !== undefined) {
    reasons.push({ code: 'disability', points: weights.disability[worst] ?? 0, detail: worst, count: 1 })
  }
  if (housingState(facts) === 'unstable') add('unstableHousing', weights.unstableHousing)
  if (facts.incomeMonthly !== null && facts.incomeMonthly <= weights.lowIncomeLimit) add('lowIncome', weights.lowIncome)
  if (facts.unableToWork) add('unableToWork', weights.unableToWork)
  const dependants = Math.min(facts.dependants ?? 0, weights.mostDependants)
  if (dependants > 0) add('dependants', weights.perDependant, dependants)
  if (facts.noStateSupport) add('noStateSupport', weights.noStateSupport)
  if (facts.ethnicMinority) add('ethnicMinority', weights.ethnicMinority)
  if (!facts.sponsored) add('noSponsor', weights.noSponsor)
  const counted = reasons.filter(({ points }) => points > 0).sort((one, other) => other.points - one.points)
  return { score: counted.reduce((sum, { points }) => sum + points, 0), reasons: counted }
}
