import { addDays, type Day } from '../../../base/common/day.ts'
import type { AddressState } from '../../../db/tables/addressTables.ts'
import type { Paper } from './makePapers.ts'
import type { PlannedPairing } from './planPairings.ts'
import { daysAgo, earlierOf, laterOf, type PracticePlan } from './practicePlan.ts'
import type { Random } from './random.ts'

export interface CourseStep {
  state: AddressState
  onDay: Day
  paper: Paper | null
  reason: string | null
}

export interface Course {
  /** Never empty: somebody proposed the address. */
  steps: CourseStep[]
  state: AddressState
  since: Day
}

const REASONS: Partial<Record<AddressState, readonly string[]>> = {
  refused: ['Đã có chương trình khác trợ giúp', 'Không đúng đối tượng'],
  suspended: ['Gia đình đi làm ăn xa', 'Nhà tài trợ tạm ngừng'],
  ended: ['Đã thoát nghèo', 'Đã học xong', 'Chuyển đi nơi khác', 'Đã mất'],
}

/** How the file of an address went, step by step, up to where it stands today; steps nobody took are simply missing. */
export function planCourse(
  plan: PracticePlan,
  random: Random,
  { pairings, papers }: { pairings: readonly PlannedPairing[]; papers: readonly Paper[] },
): Course {
  const [first] = [...pairings].sort((one, other) => (one.firstMonth < other.firstMonth ? -1 : 1))
  const goal = first === undefined ? stateWithoutSponsor(random) : stateWithSponsors(random, pairings)
  const start =
    first === undefined
      ? daysAgo(plan, random.between(10, 900))
      : addDays(earlierOf(`${first.firstMonth}-01`, plan.today), -random.between(200, 240))
  const walk = new Walk({ plan, random, papers, start })
  walk.take('proposed')
  if (goal !== 'proposed') walkOn(walk, random, { goal, first })
  return walk.course()
}

function walkOn(
  walk: Walk,
  random: Random,
  { goal, first }: { goal: AddressState; first: PlannedPairing | undefined },
): void {
  if (goal === 'surveyed' || random.chance(0.85)) walk.take('surveyed')
  if (goal === 'surveyed') return
  walk.take(goal === 'refused' ? 'refused' : 'verified')
  if (goal === 'refused') return
  if (goal === 'verified' || !walk.approve() || goal === 'approved') return
  if (goal === 'announced' || random.chance(0.6)) walk.take('announced')
  if (goal === 'announced' || first === undefined) return
  if (goal === 'paired') walk.take('paired')
  else helpedBy(walk, random, { goal, first })
}

function helpedBy(walk: Walk, random: Random, { goal, first }: { goal: AddressState; first: PlannedPairing }): void {
  walk.takeOn('active', `${first.firstMonth}-05`)
  if (goal === 'suspended') walk.takeOn('suspended', walk.daysBeforeToday(random.between(5, 50)))
  if (goal === 'ended') walk.takeOn('ended', first.endedOn ?? walk.daysBeforeToday(20))
}

function stateWithoutSponsor(random: Random): AddressState {
  return random.weighted<AddressState>([
    ['proposed', 14],
    ['surveyed', 12],
    ['verified', 12],
    ['approved', 18],
    ['announced', 39],
    ['refused', 5],
  ])
}

function stateWithSponsors(random: Random, pairings: readonly PlannedPairing[]): AddressState {
  const has = (state: PlannedPairing['state']) => pairings.some((pairing) => pairing.state === state)
  if (has('active')) return 'active'
  if (has('suspended')) return 'suspended'
  if (has('intended')) return random.chance(0.7) ? 'paired' : 'verified'
  return 'ended'
}

/** Takes steps in the order of the calendar, none after today. */
class Walk {
  readonly #plan: PracticePlan
  readonly #random: Random
  readonly #papers: readonly Paper[]
  readonly #steps: CourseStep[] = []
  #day: Day

  constructor({
    plan,
    random,
    papers,
    start,
  }: { plan: PracticePlan; random: Random; papers: readonly Paper[]; start: Day }) {
    this.#plan = plan
    this.#random = random
    this.#papers = papers
    this.#day = start
  }

  /** One or two weeks after the step before. */
  take(state: AddressState): void {
    this.takeOn(state, this.#steps.length === 0 ? this.#day : addDays(this.#day, this.#random.between(4, 14)))
  }

  takeOn(state: AddressState, day: Day): void {
    const reasons = REASONS[state]
    this.#day = earlierOf(laterOf(day, this.#day), this.#plan.today)
    this.#steps.push({
      state,
      onDay: this.#day,
      paper: null,
      reason: reasons === undefined ? null : this.#random.pick(reasons),
    })
  }

  /** On the day of the next paper; false when none has been signed since. */
  approve(): boolean {
    const paper = this.#papers.find(({ onDay }) => onDay >= this.#day)
    if (paper === undefined) return false
    this.#day = paper.onDay
    this.#steps.push({ state: 'approved', onDay: paper.onDay, paper, reason: null })
    return true
  }

  daysBeforeToday(count: number): Day {
    return daysAgo(this.#plan, count)
  }

  course(): Course {
    const last = this.#steps.at(-1)
    if (last === undefined) throw new Error('a course begins with a proposal')
    return { steps: this.#steps, state: last.state, since: last.onDay }
  }
}
