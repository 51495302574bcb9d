import { addDays, addMonths, type Day, type Month, monthOf } from '../../../base/common/day.ts'
import type { AdvanceTable, RoundLineState, RoundState } from '../../../db/tables/moneyTables.ts'
import type { Address } from './makeAddresses.ts'
import { deliveryRow, makeStandIn, paidInstalment, type StandIn } from './makeDeliveries.ts'
import type { Instalment } from './makePairings.ts'
import type { Village } from './makeVillages.ts'
import { booksBegin, MONTHS_KEPT } from './planPairings.ts'
import { enteredOn, type PracticePlan } from './practicePlan.ts'
import { type Random, randomOf } from './random.ts'

interface Line {
  id: string
  address: Address
  instalments: Instalment[]
  amount: number
  state: RoundLineState
  standIn: StandIn
}

const ROUND_DAY = '-25'
const ABSENT = 0.03
const BY_PROXY = 0.05

/**
 * One distribution round a month over two years: the list by village, who signed, who sent somebody, who was absent and
 * stands on the next list. The round of this month is printed and waits.
 */
export async function makeRounds(
  plan: PracticePlan,
  { given, waiting }: { given: readonly Instalment[]; waiting: readonly Instalment[] },
): Promise<void> {
  const throughFund = given.filter((one) => one.pairing.planned.channel === 'fund')
  const byMonth = Map.groupBy(throughFund, (one) => one.lastMonth)
  const firstMonth = monthOf(booksBegin(plan))
  let rolledOver: Instalment[] = []
  for (let count = 0; count < MONTHS_KEPT; count += 1) {
    const month = addMonths(firstMonth, count)
    const last = count === MONTHS_KEPT - 1
    rolledOver = await makeRound(plan, { month, last, instalments: [...rolledOver, ...(byMonth.get(month) ?? [])] })
  }
  await makeWaitingRound(plan, waiting)
}

/** This month's round: the list is printed, nobody has signed yet. */
async function makeWaitingRound(plan: PracticePlan, waiting: readonly Instalment[]): Promise<void> {
  const onDay = addDays(plan.today, 2)
  const roundId = plan.nextId()
  const lines = [...Map.groupBy(waiting, (one) => one.pairing.address)].map(
    ([address, instalments]): Line => ({
      id: plan.nextId(),
      address,
      instalments,
      amount: instalments.reduce((sum, one) => sum + one.amount, 0),
      state: 'planned',
      standIn: null,
    }),
  )
  const month = monthOf(plan.today)
  await writeRound(plan, { id: roundId, name: roundName(month), onDay, state: 'printed' })
  for (const line of lines) await writeLine(plan, { line, roundId, onDay })
}

function roundName(month: Month): string {
  return `Đợt trao tháng ${month.slice(5)}/${month.slice(0, 4)}`
}

interface MonthOfRound {
  month: Month
  /** The newest round whose list came back: nobody rolls over, one advance is still open. */
  last: boolean
  instalments: Instalment[]
}

async function makeRound(plan: PracticePlan, { month, last, instalments }: MonthOfRound): Promise<Instalment[]> {
  const onDay = `${month}${ROUND_DAY}`
  const roundId = plan.nextId()
  const lines = [...Map.groupBy(instalments, (one) => one.pairing.address)].map(([address, own]) =>
    makeLine(plan, { address, instalments: own, onDay, last }),
  )
  const state: RoundState = last ? 'confirmed' : 'closed'
  await writeRound(plan, { id: roundId, name: roundName(month), onDay, state })
  for (const line of lines) await writeLine(plan, { line, roundId, onDay })
  await writeAdvances(plan, { lines, roundId, onDay, last })
  return lines.filter((line) => line.state === 'absent').flatMap((line) => line.instalments)
}

function makeLine(
  plan: PracticePlan,
  { address, instalments, onDay, last }: { address: Address; instalments: Instalment[]; onDay: Day; last: boolean },
): Line {
  const random = randomOf(plan.seed, 'line', onDay, address.id)
  const state = lineState(random, last)
  return {
    id: plan.nextId(),
    address,
    instalments,
    amount: instalments.reduce((sum, one) => sum + one.amount, 0),
    state,
    standIn: state === 'byProxy' ? makeStandIn(random) : null,
  }
}

function lineState(random: Random, last: boolean): RoundLineState {
  if (!last && random.chance(ABSENT)) return 'absent'
  return random.chance(BY_PROXY) ? 'byProxy' : 'received'
}

interface RoundFacts {
  id: string
  name: string
  onDay: Day
  state: RoundState
  purpose?: string
}

export async function writeRound(plan: PracticePlan, { id, name, onDay, state, purpose }: RoundFacts): Promise<void> {
  await plan.batches.add('round', [
    {
      id,
      enteredAt: enteredOn(plan, addDays(onDay, -7)),
      name,
      on_day: onDay,
      place: 'Nhà văn hóa xã Na Mèo',
      purpose: purpose ?? null,
      state,
      printed_at: enteredOn(plan, addDays(onDay, -2)),
      close_reason: state === 'closed' ? 'Người vắng mặt chuyển sang đợt sau' : null,
      note: null,
    },
  ])
}

async function writeLine(
  plan: PracticePlan,
  { line, roundId, onDay }: { line: Line; roundId: string; onDay: Day },
): Promise<void> {
  await plan.batches.add('round_line', [
    {
      id: line.id,
      enteredAt: enteredOn(plan, addDays(onDay, -7)),
      round_id: roundId,
      address_id: line.address.id,
      village_id: line.address.village.id,
      amount: line.amount,
      currency: 'VND',
      goods: null,
      goods_value: 0,
      state: line.state,
      proxy_name: line.standIn?.name ?? null,
      proxy_relation: line.standIn?.relation ?? null,
      reason: line.state === 'absent' ? 'Đi làm ăn xa' : null,
    },
  ])
  await plan.batches.addPlain(
    'round_line_instalment',
    line.instalments.map((one) => ({
      round_line_id: line.id,
      instalment_id: one.id,
      pairing_id: one.pairing.id,
      amount: one.amount,
    })),
  )
  if (line.state === 'absent' || line.state === 'planned') return
  await plan.batches.add(
    'delivery',
    line.instalments.map((one) => ({
      ...deliveryRow(plan, { address: line.address, onDay, standIn: line.standIn }),
      ...paidInstalment(one),
      round_line_id: line.id,
      help_form: one.pairing.planned.helpForm,
      amount: one.amount,
    })),
  )
}

/** Cash that the heads of far villages carried: settled within days, the newest one still open and late. */
async function writeAdvances(
  plan: PracticePlan,
  { lines, roundId, onDay, last }: { lines: Line[]; roundId: string; onDay: Day; last: boolean },
): Promise<void> {
  const remote = Map.groupBy(
    lines.filter((line) => line.address.village.remote),
    (line) => line.address.village,
  )
  const advances = [...remote].map(([village, own], index) =>
    advanceRow(plan, { village, own, onDay, open: last && index === 0 }),
  )
  await plan.batches.add(
    'advance',
    advances.map((advance) => ({
      ...advance,
      round_id: roundId,
      id: plan.nextId(),
      enteredAt: enteredOn(plan, onDay),
    })),
  )
}

type AdvanceFacts = Omit<
  AdvanceTable,
  'id' | 'round_id' | 'owner_unit' | 'version' | 'change_seq' | 'created_at' | 'deleted_at'
>

function advanceRow(
  plan: PracticePlan,
  { village, own, onDay, open }: { village: Village; own: Line[]; onDay: Day; open: boolean },
): AdvanceFacts {
  const sum = (lines: Line[]) => lines.reduce((total, line) => total + line.amount, 0)
  const settledOn = addDays(onDay, 5)
  return {
    village_id: village.id,
    holder_name: village.headName,
    amount: sum(own),
    currency: 'VND',
    given_on: addDays(onDay, -1),
    due_on: addDays(onDay, 7),
    settled_on: open || settledOn > plan.today ? null : settledOn,
    returned: sum(own.filter((line) => line.state === 'absent')),
    settle_reason: null,
  }
}
