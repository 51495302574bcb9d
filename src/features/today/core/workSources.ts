import { sql } from 'kysely'
import type { Day } from '../../../base/common/day.ts'
import { worklistHorizon } from '../common/rules.ts'
import type { OwnDay } from './dueInstalmentsRepo.ts'
import type { WorkSource } from './workRow.ts'

/** Everything dated or waiting except kỳ, one statement per kind; `money` for who may see the books. */
export function workSources(office: OwnDay, { money }: { money: boolean }): WorkSource[] {
  const promised = [overPairings(office), holds(office)]
  const registers = [visits(office), ...requests(office), ...steps(office), ...promised, ...houses(office)]
  return money ? [...registers, openRounds(office), advances(office)] : registers
}

function visits({ today, unitId }: OwnDay): WorkSource {
  return {
    kind: 'visitDue',
    today,
    rows: sql`select address.id, address.display_name as name, village.name as detail, address.next_visit_on as due,
        cast(null as bigint) as amount, 'VND' as currency
      from address left join village on village.id = address.village_id
      where ${toBeVisited(unitId, worklistHorizon(today).month)}`,
    counted: sql`select address.next_visit_on as due, cast(null as bigint) as amount, 'VND' as currency from address
      where ${toBeVisited(unitId, worklistHorizon(today).month)}`,
    linkToOne: (id) => `/addresses/${id}`,
    linkToMany: '/visits',
  }
}

/** Names just what stands in the index `address_visit_due`, so that counting reads no file. */
function toBeVisited(unitId: string, until: Day) {
  return sql`address.owner_unit = ${unitId} and address.deleted_at is null and address.merged_into is null
    and address.state not in ('ended', 'refused') and address.next_visit_on <= ${until}`
}

const REQUEST_WORK = [
  { kind: 'requestAnswer', due: sql.ref('data_request.answer_by'), stage: sql`data_request.answered_on is null` },
  { kind: 'requestAction', due: sql.ref('data_request.do_by'), stage: sql`data_request.answered_on is not null` },
] as const

/** What people asked about their data: first an answer, then the deed, each within the days of the law. */
function requests({ today, unitId }: OwnDay): WorkSource[] {
  return REQUEST_WORK.map(({ kind, due, stage }) => ({
    kind,
    today,
    rows: sql`select data_request.id, data_request.requester as name, address.display_name as detail, ${due} as due,
        cast(null as bigint) as amount, 'VND' as currency
      from data_request join address on address.id = data_request.address_id
      where data_request.owner_unit = ${unitId} and data_request.deleted_at is null and data_request.done_on is null
        and ${stage} and ${due} <= ${worklistHorizon(today).month}`,
    linkToOne: () => '/addresses/requests',
    linkToMany: '/addresses/requests',
  }))
}

const STEP_WORK = [
  { kind: 'surveyWaiting', state: 'proposed', group: 'thisMonth' },
  { kind: 'verifyWaiting', state: 'surveyed', group: 'thisMonth' },
  { kind: 'approvalWaiting', state: 'verified', group: 'waitingElsewhere' },
] as const

/** Addresses on their way to the paper that approves them. */
function steps({ today, unitId }: OwnDay): WorkSource[] {
  return STEP_WORK.map(({ kind, state, group }) => ({
    kind,
    today,
    group,
    rows: sql`select address.id, address.display_name as name, village.name as detail, '' as due,
        cast(null as bigint) as amount, 'VND' as currency
      from address left join village on village.id = address.village_id
      where ${waiting(unitId, state)}`,
    counted: sql`select '' as due, cast(null as bigint) as amount, 'VND' as currency from address
      where ${waiting(unitId, state)}`,
    linkToOne: (id: string) => `/addresses/${id}`,
    linkToMany: `/addresses?state=${state}`,
  }))
}

/** Names just what stands in the index `address_standing`, so that counting reads no file. */
function waiting(unitId: string, state: string) {
  return sql`address.owner_unit = ${unitId} and address.state = ${state} and address.deleted_at is null
    and address.merged_into is null`
}

/** `isPeriodOver` of the pairing rules in SQL: it ends with its last month, whose last day is the day. */
function overPairings({ today, unitId }: OwnDay): WorkSource {
  return {
    kind: 'pairingOver',
    today,
    rows: sql`select pairing.id, address.display_name as name, donor.name as detail, ${LAST_DAY} as due,
        pairing.amount, pairing.currency
      from pairing join address on address.id = pairing.address_id join donor on donor.id = pairing.donor_id
      where pairing.owner_unit = ${unitId} and pairing.deleted_at is null and pairing.state = 'active'
        and pairing.frequency <> 'once' and pairing.last_month <= ${today.slice(0, 7)}`,
    linkToOne: (id) => `/pairings/${id}`,
    linkToMany: '/pairings?over=1',
  }
}

const LAST_DAY = sql`pairing.last_month || case substr(pairing.last_month, 6, 2) when '02' then '-28'
  when '04' then '-30' when '06' then '-30' when '09' then '-30' when '11' then '-30' else '-31' end`

/** Addresses kept for somebody whose time runs out: ask, pair or let go. */
function holds({ today, unitId }: OwnDay): WorkSource {
  return {
    kind: 'holdEnds',
    today,
    rows: sql`select address_hold.id, address.display_name as name, address_hold.holder_name as detail,
        address_hold.until_day as due, cast(null as bigint) as amount, 'VND' as currency
      from address_hold join address on address.id = address_hold.address_id
      where address_hold.owner_unit = ${unitId} and address_hold.deleted_at is null and address_hold.released_on is null
        and address_hold.until_day >= ${today} and address_hold.until_day <= ${worklistHorizon(today).week}`,
    linkToOne: () => '/pairings/match?held=1',
    linkToMany: '/pairings/match?held=1',
  }
}

const HOUSE_WORK = [
  { kind: 'houseApproval', stages: ['proposed', 'surveyed'], group: 'waitingElsewhere' },
  { kind: 'houseMoney', stages: ['approved'], group: 'waitingElsewhere' },
  { kind: 'houseAcceptance', stages: ['finishing'], group: 'thisWeek' },
  { kind: 'houseHandover', stages: ['accepted'], group: 'thisWeek' },
] as const

function houses({ today, unitId }: OwnDay): WorkSource[] {
  return HOUSE_WORK.map(({ kind, stages, group }) => ({
    kind,
    today,
    group,
    rows: sql`select house.id, address.display_name as name, village.name as detail, '' as due,
        ${kind === 'houseMoney' ? MISSING_MONEY : sql`cast(null as bigint)`} as amount, house.currency
      from house join address on address.id = house.address_id
      left join village on village.id = address.village_id
      where house.owner_unit = ${unitId} and house.deleted_at is null and house.stage in (${sql.join(stages)})`,
    linkToOne: (id: string) => `/houses/${id}`,
    linkToMany: `/houses?stage=${stages.join()}`,
  }))
}

const MISSING_MONEY = sql`house.budget - coalesce((select sum(house_funding.amount) from house_funding
  where house_funding.house_id = house.id and house_funding.owner_unit = house.owner_unit
  and house_funding.deleted_at is null), 0)`

function openRounds({ today, unitId }: OwnDay): WorkSource {
  return {
    kind: 'roundOpen',
    today,
    rows: sql`select round.id, round.name, round.place as detail, round.on_day as due,
        (select sum(round_line.amount) from round_line where round_line.round_id = round.id
          and round_line.state = 'planned' and round_line.deleted_at is null) as amount, 'VND' as currency
      from round
      where round.owner_unit = ${unitId} and round.deleted_at is null and round.state in ('draft', 'printed', 'handedToVillage')
        and round.on_day <= ${worklistHorizon(today).month}`,
    linkToOne: (id) => `/rounds/${id}`,
    linkToMany: '/rounds',
  }
}

/** Cash a village head still holds; a line leads to its round, so the round's id stands for it. */
function advances({ today, unitId }: OwnDay): WorkSource {
  return {
    kind: 'advanceDue',
    today,
    rows: sql`select advance.round_id as id, advance.holder_name as name, village.name as detail, advance.due_on as due,
        advance.amount, advance.currency
      from advance left join village on village.id = advance.village_id
      where advance.owner_unit = ${unitId} and advance.deleted_at is null and advance.settled_on is null
        and advance.due_on <= ${worklistHorizon(today).month}`,
    linkToOne: (id) => `/rounds/${id}`,
    linkToMany: '/rounds',
  }
}
