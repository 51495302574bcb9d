import { addDays } from '../../../base/common/day.ts'
import type { Address } from './makeAddresses.ts'
import { makeLocalName } from './peopleNames.ts'
import { earlierOf, enteredOn, type PracticePlan } from './practicePlan.ts'
import { type Random, randomOf } from './random.ts'

/** How often an approved address was surveyed on paper, and how often somebody came by since. */
const SURVEYED = 0.7
const VISITS = [
  [0, 3],
  [1, 4],
  [2, 2],
  [3, 1],
] as const
const RESULTS = [
  ['stable', 6],
  ['better', 3],
  ['harder', 1],
  ['needsMoreHelp', 1],
] as const
const OPINIONS = ['Thôn nhất trí đề nghị giúp.', 'Hoàn cảnh đúng như gia đình trình bày.', null]
const HEALTH = ['Đau khớp, đi lại khó', 'Sức khỏe bình thường', 'Huyết áp cao, uống thuốc hằng ngày', null]
const SOURCES = ['Làm nương', 'Làm thuê theo ngày', 'Trợ cấp', null]
const NOTES = ['Đã nhận đủ quà kỳ trước.', 'Cần sửa mái bếp.', null, null]

/** What a survey found and who came by since: the file of an address as an officer leaves it. */
export async function makeVisits(plan: PracticePlan, addresses: readonly Address[]): Promise<void> {
  for (const [index, address] of addresses.entries()) {
    if (address.approvedOn === null) continue
    const random = randomOf(plan.seed, 'visits', index)
    const byName = makeLocalName(random, random.chance(0.5) ? 'F' : 'M')
    const approved = { id: address.id, approvedOn: address.approvedOn, byName }
    if (random.chance(SURVEYED)) await makeSurvey(plan, random, approved)
    await makeVisitsOf(plan, random, approved)
  }
}

interface Approved {
  id: string
  approvedOn: string
  byName: string
}

async function makeSurvey(plan: PracticePlan, random: Random, { id, approvedOn, byName }: Approved): Promise<void> {
  const onDay = addDays(approvedOn, -random.between(5, 25))
  const solid = () => (random.chance(0.4) ? 'durable' : 'notDurable')
  const supported = random.chance(0.45)
  await plan.batches.add('survey', [
    {
      id: plan.nextId(),
      enteredAt: enteredOn(plan, onDay),
      address_id: id,
      on_day: onDay,
      by_name: byName,
      head_opinion: random.pick(OPINIONS),
      health: random.pick(HEALTH),
      unable_to_work: random.chance(0.3) ? 1 : 0,
      floor: solid(),
      frame: solid(),
      roof: solid(),
      income_monthly: random.between(3, 24) * 100_000,
      income_source: random.pick(SOURCES),
      dependants: random.between(0, 4),
      assets: null,
      state_support: supported ? 'Trợ cấp xã hội' : null,
      state_support_monthly: supported ? 500_000 : null,
      note: null,
    },
  ])
}

async function makeVisitsOf(plan: PracticePlan, random: Random, { id, approvedOn, byName }: Approved): Promise<void> {
  let madeOn = approvedOn
  const visits = []
  for (let left = random.weighted(VISITS); left > 0; left -= 1) {
    madeOn = addDays(madeOn, random.between(40, 200))
    if (madeOn !== earlierOf(madeOn, plan.today)) break
    visits.push({
      id: plan.nextId(),
      enteredAt: enteredOn(plan, madeOn),
      address_id: id,
      house_id: null,
      due_on: null,
      made_on: madeOn,
      by_name: byName,
      result: random.weighted(RESULTS),
      note: random.pick(NOTES),
    })
  }
  await plan.batches.add('visit', visits)
}
