import { addDays, type Day } from '../../../base/common/day.ts'
import { HOUSE_STAGES, type HouseStage } from '../../houses/common/houseSchemas.ts'
import { hasReached } from '../../houses/common/rules.ts'
import type { Address } from './makeAddresses.ts'
import type { Donor } from './makeDonors.ts'
import { daysAgo, enteredOn, type PracticePlan } from './practicePlan.ts'
import { type Random, randomOf } from './random.ts'
import type { MadeUpRow } from './recordBatches.ts'

const MILLION = 1_000_000
const PROGRAMMES = ['Nhà Chữ thập đỏ', 'Mái ấm nhân đạo', 'Nhà tình thương', null]

/** Houses at every stage from proposal to handover, with who pays; a few still lack money. */
export async function makeHouses(
  plan: PracticePlan,
  { addresses, donors }: { addresses: readonly Address[]; donors: readonly Donor[] },
): Promise<number> {
  const approved = addresses.filter((address) => address.approvedOn !== null && address.state !== 'ended')
  const chosen = approved.slice(0, plan.size.houses)
  for (const [index, address] of chosen.entries()) await makeHouse(plan, { index, address, donors })
  return chosen.length
}

async function makeHouse(
  plan: PracticePlan,
  { index, address, donors }: { index: number; address: Address; donors: readonly Donor[] },
): Promise<void> {
  const random = randomOf(plan.seed, 'house', index)
  // Every stage is there to be practised on; the rest is handed over.
  const stage = HOUSE_STAGES[index] ?? 'handedOver'
  const repair = random.chance(0.3)
  const budget = (repair ? random.between(15, 45) : random.between(60, 140)) * MILLION
  const started = daysAgo(plan, hasReached(stage, 'handedOver') ? random.between(150, 600) : random.between(40, 140))
  const id = plan.nextId()
  await plan.batches.add('house', [
    {
      id,
      enteredAt: enteredOn(plan, addDays(started, -60)),
      address_id: address.id,
      kind: repair ? 'repair' : 'new',
      programme: random.pick(PROGRAMMES),
      stage,
      budget,
      currency: 'VND',
      area_m2: repair ? null : random.between(36, 72),
      outside_province: 0,
      ...stageDays(stage, started),
      note: null,
    },
  ])
  const enteredAt = enteredOn(plan, addDays(started, -20))
  const rows = fundingsOf(random, { budget, funded: hasReached(stage, 'funded'), donors })
  await plan.batches.add(
    'house_funding',
    rows.map((row) => ({ ...row, id: plan.nextId(), enteredAt, house_id: id })),
  )
}

function stageDays(stage: HouseStage, started: Day) {
  return {
    started_on: hasReached(stage, 'started') ? started : null,
    accepted_on: hasReached(stage, 'accepted') ? addDays(started, 30) : null,
    handed_over_on: stage === 'handedOver' ? addDays(started, 38) : null,
  }
}

type FundingFacts = Omit<MadeUpRow<'house_funding'>, 'id' | 'enteredAt' | 'house_id'>

/** Money from sponsors, labour from the village, the rest from the family: together the cost, once the house is funded. */
function fundingsOf(
  random: Random,
  { budget, funded, donors }: { budget: number; funded: boolean; donors: readonly Donor[] },
): FundingFacts[] {
  const sponsored = Math.floor((budget * random.between(40, 70)) / 100 / MILLION) * MILLION
  const labourDays = random.between(20, 60)
  const labour = labourDays * 200_000
  const donor = random.pick(donors)
  const facts: FundingFacts[] = [
    { donor_id: donor.id, funder_name: donor.name, kind: 'cash', amount: sponsored, currency: 'VND', days: null },
  ]
  if (!funded) return facts
  const family = budget - sponsored - Math.min(labour, budget - sponsored)
  facts.push({
    donor_id: null,
    funder_name: 'Bà con trong bản',
    kind: 'labourDays',
    amount: budget - sponsored - family,
    currency: 'VND',
    days: labourDays,
  })
  if (family > 0) {
    facts.push({
      donor_id: null,
      funder_name: 'Gia đình',
      kind: 'materials',
      amount: family,
      currency: 'VND',
      days: null,
    })
  }
  return facts
}
