import type { Day } from '../../../base/common/day.ts'
import type { Currency } from '../../../base/common/money.ts'
import {
  HOUSE_STAGES,
  type HouseBlock,
  type HouseFile,
  type HouseKind,
  type HousePayment,
  type HouseStage,
  type HouseWarning,
  type StagePlan,
  type StageStep,
} from './houseSchemas.ts'

/** Usual cost of a house in dong: new 20–400 million, repair 5–150 million, as branches have published them. */
const COST_BANDS: Record<HouseKind, { from: number; to: number }> = {
  new: { from: 20_000_000, to: 400_000_000 },
  repair: { from: 5_000_000, to: 150_000_000 },
}

/** True when `stage` has been reached, whatever was skipped on the way. */
export function hasReached(present: HouseStage, stage: HouseStage): boolean {
  return HOUSE_STAGES.indexOf(present) >= HOUSE_STAGES.indexOf(stage)
}

export function nextStage(present: HouseStage): HouseStage | undefined {
  return HOUSE_STAGES[HOUSE_STAGES.indexOf(present) + 1]
}

export type StageRefusal = 'houses.acceptanceFirst' | 'houses.stageNotReached'

export interface StageDays {
  startedOn: Day | null
  acceptedOn: Day | null
  handedOverOn: Day | null
}

/**
 * Whether a house may be put at a stage. Stages nobody recorded may be skipped and a slip may be taken back, with two
 * exceptions: acceptance comes after finishing, and handover after acceptance, on the same day or later.
 */
export function refuseStage(
  { stage, acceptedOn }: { stage: HouseStage; acceptedOn: Day | null },
  step: StageStep,
): StageRefusal | undefined {
  if (step.stage === 'handedOver') {
    const accepted = hasReached(stage, 'accepted') && acceptedOn !== null && acceptedOn <= step.onDay
    return accepted ? undefined : 'houses.acceptanceFirst'
  }
  if (step.stage === 'accepted' && !hasReached(stage, 'finishing')) return 'houses.stageNotReached'
  return undefined
}

/** The days kept with a house once it stands at a stage: a stage taken back loses its day. */
export function daysAtStage(days: StageDays, { stage, onDay }: StageStep): StageDays {
  return {
    startedOn: hasReached(stage, 'started') ? (days.startedOn ?? (stage === 'started' ? onDay : null)) : null,
    acceptedOn: hasReached(stage, 'accepted') ? (stage === 'accepted' ? onDay : days.acceptedOn) : null,
    handedOverOn: stage === 'handedOver' ? onDay : null,
  }
}

/** What stands before the next stage; `missing` is what the funders do not cover yet. */
export function houseBlock(house: { stage: HouseStage; budget: number; funded: number }): HouseBlock | undefined {
  const next = nextStage(house.stage)
  if (next === undefined) return undefined
  const missing = Math.max(0, house.budget - house.funded)
  if (next === 'surveyed') return { next, code: 'needsSurvey', missing: 0 }
  if (next === 'approved') return { next, code: 'needsApproval', missing: 0 }
  if (next === 'funded' && missing > 0) return { next, code: 'needsMoney', missing }
  if (next === 'accepted') return { next, code: 'needsAcceptance', missing: 0 }
  if (next === 'handedOver') return { next, code: 'needsHandover', missing: 0 }
  return { next, code: 'needsWork', missing: 0 }
}

/** Plans go forward: no stage is planned before one that has to come first. */
export function planGoesForward(plans: readonly { stage: HouseStage; plannedOn: Day | null }[]): boolean {
  const days = HOUSE_STAGES.flatMap((stage) => plans.find((plan) => plan.stage === stage)?.plannedOn ?? [])
  return days.every((day, index) => index === 0 || day >= (days[index - 1] ?? day))
}

/** A part of the money goes out when its stage is reached, never before. */
export function mayPay(present: HouseStage, stage: HouseStage): boolean {
  return hasReached(present, stage)
}

export interface CostFacts extends WorkFacts {
  kind: HouseKind
  stage: HouseStage
  /** Minor units of `currency`. */
  budget: number
  funded: number
  currency: Currency
  /** Another house of the same address. */
  otherHouses: number
}

/** What a second look is asked for; never blocking. */
export function houseWarnings(house: CostFacts): HouseWarning[] {
  const warnings: HouseWarning[] = []
  const cost = house.currency === 'VND' ? costWarning(house.kind, house.budget) : undefined
  if (cost !== undefined) warnings.push(cost)
  if (house.funded > house.budget) warnings.push('moreMoneyThanCost')
  if (hasReached(house.stage, 'started') && house.funded < house.budget) warnings.push('startedWithoutMoney')
  if (house.otherHouses > 0) warnings.push('secondHouse')
  warnings.push(...workWarnings(house))
  return warnings
}

/** What the work itself shows. */
export interface WorkFacts {
  housingBefore: HouseFile['housingBefore']
  housingAfter: HouseFile['housingAfter']
  stages: readonly StagePlan[]
  payments: readonly HousePayment[]
  paid: number
  today: Day
}

function workWarnings(house: CostFacts): HouseWarning[] {
  const warnings: HouseWarning[] = []
  // Help with housing is for a house of which two of three structures are not durable (Circular 01/2022/TT-BXD).
  if (house.housingBefore === 'solid' || house.housingBefore === 'partly') warnings.push('notEligible')
  if (hasReached(house.stage, 'accepted') && house.housingAfter !== 'solid') warnings.push('stillWeak')
  if (house.payments.some(({ paidOn, stage }) => paidOn !== null && !mayPay(house.stage, stage))) {
    warnings.push('paidBeforeStage')
  }
  if (house.paid > house.funded) warnings.push('paidMoreThanFunded')
  const late = house.stages.some(
    ({ stage, plannedOn }) => plannedOn !== null && plannedOn < house.today && !hasReached(house.stage, stage),
  )
  if (late) warnings.push('stageLate')
  return warnings
}

/** A cost that fits the band only after moving three digits was most likely written in the wrong unit (nghìn, triệu, tỷ). */
export function costWarning(kind: HouseKind, budget: number): HouseWarning | undefined {
  const { from, to } = COST_BANDS[kind]
  if (budget === 0 || (budget >= from && budget <= to)) return undefined
  if (budget < from) return budget * 1000 >= from && budget * 1000 <= to ? 'budgetThousandTooLow' : 'budgetLow'
  return budget / 1000 >= from && budget / 1000 <= to ? 'budgetThousandTooHigh' : 'budgetHigh'
}
