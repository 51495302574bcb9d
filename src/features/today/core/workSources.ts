import { sql } from 'kysely'
import { worklistHorizon } from '../common/rules.ts'
import type { OwnDay } from './dueInstalmentsRepo.ts'
import type { WorkSource } from './workRow.ts'

/** Everything dated or waiting except kỳ, one statement per kind; `money` for who may see the books. */
export function workSources(office: OwnDay, { money }: { money: boolean }): WorkSource[] {
  const registers = [visits(office), approvals(office), ...houses(office)]
  return money ? [...registers, openRounds(office), advances(office)] : registers
}

function visits({ today, unitId }: OwnDay): WorkSource {
  return {
    kind: 'visitDue',
    today,
    rows: sql`select address.id, address.display_name as name, village.name as detail, address.next_visit_on as due,
        cast(null as bigint) as amount, 'VND' as currency
      from address left join village on village.id = address.village_id
      where address.owner_unit = ${unitId} and address.deleted_at is null and address.state not in ('ended', 'refused')
        and address.next_visit_on <= ${worklistHorizon(today).month}`,
    linkToOne: (id) => `/addresses/${id}`,
    linkToMany: '/addresses',
  }
}

function approvals({ today, unitId }: OwnDay): WorkSource {
  return {
    kind: 'approvalWaiting',
    today,
    group: 'waitingElsewhere',
    rows: sql`select address.id, address.display_name as name, village.name as detail, '' as due,
        cast(null as bigint) as amount, 'VND' as currency
      from address left join village on village.id = address.village_id
      where address.owner_unit = ${unitId} and address.deleted_at is null and address.state = 'verified'`,
    linkToOne: (id) => `/addresses/${id}`,
    linkToMany: '/addresses?state=verified',
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
